import { inflateSync } from 'node:zlib'
import { madeFiles } from '../src/address.ts'
import { readHtml } from '../src/built.ts'

/** What a walk through a served site has met. */
export interface Crawled {
  /** Paths of the pages, permalinks included, sorted. */
  readonly pages: readonly string[]
  /** How many other files there are. */
  readonly files: number
  /** How many former addresses, answered with 301. */
  readonly moved: number
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
  let moved = 0

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
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.status === 301) {
      moved++
      look(path, response.headers.get('location') ?? '')
      continue
    }
    if (response.status !== 200) wrong.push(`${from} leads to ${path}: ${response.status}`)
    const complaint = judge(response.headers)
    if (complaint !== undefined) wrong.push(`${path}: ${complaint}`)
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith('text/html')) {
      files.add(path)
      if (path.endsWith('.inv')) for (const address of addressesIn(bytes)) look(base, address)
      // Calendars break their lines anywhere.
      if (!/^text\/calendar|octet-stream/.test(type)) {
        for (const [address] of bytes.toString('utf8').matchAll(addresses))
          look(path, address.replace(/[.,;:!?]+$/, ''))
      }
    } else {
      const file = readHtml(bytes.toString('utf8'))
      ids.set(path, file.ids)
      for (const reference of file.references) look(path, reference)
    }
  }
  for (const { from, path, anchor } of anchors) {
    if (ids.get(path)?.has(anchor) === false) wrong.push(`${from} leads to ${path}#${anchor}, which is not there`)
  }
  const pages = [...ids.keys()].sort()
  const permalinks = pages.filter((path) => path.startsWith(`${base}a/`)).length
  return { pages, files: files.size, moved, references, permalinks, wrong }
}

/** What an inventory for Sphinx lists: after four lines of text, compressed, the address is the fourth field of each line. */
const addressesIn = (inventory: Buffer): string[] => {
  const start = [1, 2, 3, 4].reduce((at) => inventory.indexOf('\n', at) + 1, 0)
  const lines = inflateSync(inventory.subarray(start)).toString('utf8').trimEnd().split('\n')
  return lines.map((line) => line.split(' ')[3] ?? '')
}
