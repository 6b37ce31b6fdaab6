import { madeFiles } from '../src/address.ts'
import { readHtml } from '../src/built.ts'

/** What a walk through a served site has met. */
export interface Crawled {
  /** Paths of the pages, permalinks included, sorted. */
  readonly pages: readonly string[]
  /** How many other files there are. */
  readonly files: number
  /** How many links, pictures, scripts and the like lead to those pages and files, each told once a page. */
  readonly references: number
  /** How many of the pages are permalinks. */
  readonly permalinks: number
  /** What is wrong, a line each. */
  readonly wrong: readonly string[]
}

export interface CrawlOptions {
  /** Where it is served, without a path. */
  readonly origin: string
  /** Where the site believes that it is published. */
  readonly url: string
  /** What is wrong with the headers of an answer with status 200, if something is. */
  readonly judge: (headers: Headers) => string | undefined
}

/**
 * Walks a served site as a search engine does: from its front page and all that it has for programs (site map, feed, lists of
 * answers, of permalinks and of Markdown) through whatever is linked to, to the anchor.
 */
export async function crawl({ origin, url, judge }: CrawlOptions): Promise<Crawled> {
  const base = new URL(url).pathname
  const home = new URL(url).origin
  const ids = new Map<string, ReadonlySet<string>>()
  const files = new Set<string>()
  const wrong: string[] = []
  const anchors: { from: string; path: string; anchor: string }[] = []
  let references = 0

  const queue = new Map([[base, 'the start']])
  const look = (from: string, reference: string): void => {
    const { origin: to, pathname, hash } = new URL(reference, home + from)
    if (to !== home) return
    references++
    if (!pathname.startsWith(base)) wrong.push(`${from} leads out of the site: ${reference}`)
    if (!queue.has(pathname)) queue.set(pathname, from)
    const anchor = decodeURIComponent(hash.slice(1))
    if (anchor !== '' && !anchor.startsWith(':~:')) anchors.push({ from, path: pathname, anchor })
  }

  for (const file of madeFiles.filter((file) => !file.startsWith('/.well-known/'))) look(base, base + file.slice(1))
  references = 0
  // Whole, or as a string of JSON.
  const addresses = new RegExp(
    `${url.replaceAll('.', '\\.')}[^\\s<>"'()\\[\\]\\\\|\`]*|(?<=")${base}[^"\\s\\\\]*(?=")`,
    'g',
  )

  // A map gives what is added to it while it is walked.
  for (const [path, from] of queue) {
    const response = await fetch(origin + path, { redirect: 'manual' })
    const body = await response.text()
    if (response.status !== 200) wrong.push(`${from} leads to ${path}: ${response.status}`)
    const complaint = judge(response.headers)
    if (complaint !== undefined) wrong.push(`${path}: ${complaint}`)
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith('text/html')) {
      files.add(path)
      // Calendars break their lines anywhere.
      if (!/^text\/calendar|octet-stream/.test(type)) {
        for (const [address] of body.matchAll(addresses)) look(path, address.replace(/[.,;:!?]+$/, ''))
      }
    } else {
      const file = readHtml(body)
      ids.set(path, file.ids)
      for (const reference of file.references) look(path, reference)
    }
  }
  for (const { from, path, anchor } of anchors) {
    if (ids.get(path)?.has(anchor) === false) wrong.push(`${from} leads to ${path}#${anchor}, which is not there`)
  }
  const pages = [...ids.keys()].sort()
  const permalinks = pages.filter((path) => path.startsWith(`${base}a/`)).length
  return { pages, files: files.size, references, permalinks, wrong }
}
