import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { linksOf, type Place, type Site } from './model.ts'
import type { Problem } from './problem.ts'

export interface ExternalOptions {
  /** A file that keeps what was found, so that the next run need not ask again. */
  readonly cache: string
  /** Milliseconds between two questions to one host. */
  readonly pause: number
  /** Milliseconds to wait for an answer. */
  readonly patience: number
  /** The time, in milliseconds since 1970. */
  readonly now: () => number
  /** Waits for so many milliseconds. */
  readonly wait?: (time: number) => Promise<void>
  /** Told how far it has come. */
  readonly onProgress?: (done: number, all: number) => void
}

/** What became of one address. */
interface Finding {
  readonly kind: 'fine' | 'moved' | 'broken' | 'unsure'
  /** The new address, or what went wrong. */
  readonly detail?: string
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number
}

const day = 24 * 60 * 60 * 1000
/** How long a finding is believed. What is broken is asked again sooner, as somebody is mending it. */
const believed = { fine: 14 * day, moved: 14 * day, broken: day / 24, unsure: 0 } as const
/** Hosts that are asked at the same time. */
const hostsAtOnce = 6
/** The longest that a host may ask us to wait before we come back in the same run. */
const longestWait = 60_000
const mostRedirects = 5

/**
 * Asks whether the pages that a site links to elsewhere are still there: HEAD first, then GET, one question at a time for each
 * host, with a pause between. Anyone may break such a link at any time, so that each is a warning and never stops a build.
 */
export async function checkExternal(site: Site, options: ExternalOptions): Promise<Problem[]> {
  const links = externalLinks(site)
  const addresses = [...new Set(links.map(({ address }) => address))]
  const known = await readCache(options.cache)
  const due = addresses.filter((address) => {
    const finding = known.get(address)
    return !finding || options.now() - finding.at > believed[finding.kind]
  })
  const byHost = new Map<string, string[]>()
  for (const address of due) {
    const { host } = new URL(address)
    byHost.set(host, [...(byHost.get(host) ?? []), address])
  }
  let done = 0
  const waiting = [...byHost.values()]
  const askHosts = async (): Promise<void> => {
    for (let host = waiting.shift(); host; host = waiting.shift()) {
      let last: Answer | undefined
      for (const address of host) {
        if (!last || !asksTooMuch(last)) {
          if (last) await waitOf(options)(options.pause)
          last = await ask(address, options)
        }
        const { after: _after, ...finding } = last
        known.set(address, finding)
        options.onProgress?.(++done, due.length)
      }
    }
  }
  await Promise.all(Array.from({ length: hostsAtOnce }, askHosts))
  await writeCache(options.cache, known, addresses)
  return links.flatMap(({ address, at }) => {
    const finding = known.get(address)
    return finding ? problemOf(address, at, finding) : []
  })
}

/** Every address elsewhere that a reader can follow, without its anchor, with each of its places. */
function externalLinks(site: Site): { readonly address: string; readonly at: Place }[] {
  const { owner, licence, links } = site.settings
  const start: Place = { file: 'site.yml', line: 1, column: 1 }
  const written = [
    ...site.pages.flatMap((page) => [
      ...linksOf(page)
        .filter(({ target }) => target.kind === 'external')
        .map(({ href, at }) => ({ href, at })),
      ...[page, ...page.answers].flatMap(({ sources, at }) => sources.map(({ url = '' }) => ({ href: url, at }))),
    ]),
    ...[owner, licence].flatMap((link) => (link?.url ? [{ href: link.url, at: links[0]?.at ?? start }] : [])),
    ...links.map(({ url = '', at }) => ({ href: url, at })),
  ]
  const seen = new Set<string>()
  return written.flatMap(({ href, at }) => {
    const whole = href.startsWith('//') ? `https:${href}` : href
    if (!/^https?:/i.test(whole) || !URL.canParse(whole)) return []
    const url = new URL(whole)
    url.hash = ''
    const key = `${url.href} ${at.file}:${at.line}:${at.column}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ address: url.href, at }]
  })
}

async function ask(address: string, options: ExternalOptions): Promise<Answer> {
  const again = async ({ after = 0 }: Answer): Promise<Answer> => {
    await waitOf(options)(Math.max(after, options.pause))
    return request('GET', address, options)
  }
  const first = await request('HEAD', address, options)
  if (first.kind === 'fine' || first.kind === 'moved' || asksTooMuch(first)) return first
  // Some servers do not know HEAD, and some answer it wrongly: what GET says counts.
  const second = await again(first)
  return second.after === undefined || asksTooMuch(second) ? second : again(second)
}

type Answer = Finding & {
  /** Milliseconds after which the host wants to be asked again. */
  readonly after?: number
}

/** Its host is left alone for the rest of the run. */
const asksTooMuch = ({ after = 0 }: Answer): boolean => after > longestWait

async function request(method: 'HEAD' | 'GET', address: string, { patience, now }: ExternalOptions): Promise<Answer> {
  const found = (kind: Finding['kind'], detail?: string): Answer => ({
    kind,
    ...(detail ? { detail } : {}),
    at: now(),
  })
  let url = address
  // Only when each step of the way is there for good is the new address the one to write.
  let isForGood = true
  try {
    for (let step = 0; step <= mostRedirects; step++) {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        headers: { 'user-agent': 'Answerbook link check', accept: '*/*' },
      })
      await response.body?.cancel()
      const { status } = response
      const to = response.headers.get('location')
      if (status >= 300 && status < 400 && to !== null && URL.canParse(to, url)) {
        isForGood &&= status === 301 || status === 308
        url = new URL(to, url).href
        continue
      }
      const after = retryAfter(response.headers.get('retry-after'), now())
      if (status === 429 || status === 503)
        return { ...found('unsure', `status ${status}`), ...(after === undefined ? {} : { after }) }
      // A door that is shut to programs may be open to people.
      if ([401, 403, 407, 451, 999].includes(status)) return found('unsure', `status ${status}`)
      if (status >= 400) return found('broken', `The answer is status ${status}.`)
      return url !== address && isForGood ? found('moved', url) : found('fine')
    }
    return found('broken', 'It sends browsers round in a circle.')
  } catch (error) {
    return found('broken', reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'There was no answer in time.'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOTFOUND') return 'There is no host of that name.'
  return `No connection could be made${code ? ` (${code})` : ''}.`
}

/** Milliseconds, from a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : Math.max(0, time - now)
}

const waitOf = ({ wait = (time) => new Promise((resolve) => setTimeout(resolve, time)) }: ExternalOptions) => wait

async function readCache(file: string): Promise<Map<string, Finding>> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return new Map(
      Object.entries(JSON.parse(text) as Record<string, Finding>).filter(([, { kind }]) => kind in believed),
    )
  } catch {
    // A cache is only there to save time.
    return new Map()
  }
}

async function writeCache(
  file: string,
  known: ReadonlyMap<string, Finding>,
  addresses: readonly string[],
): Promise<void> {
  const kept = addresses.flatMap((address) => {
    const finding = known.get(address)
    return finding ? [[address, finding] as const] : []
  })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`)
}

function problemOf(address: string, at: Place, { kind, detail = '' }: Finding): Problem[] {
  const problem = (what: string, why: string, fix: string): Problem[] => [
    { rule: 'external-link', severity: 'warning', at, what, why, fix },
  ]
  switch (kind) {
    case 'fine':
      return []
    case 'moved':
      return problem(
        `${address} has moved for good.`,
        'Readers are sent on, for as long as its owner keeps that up.',
        `Write "${detail}".`,
      )
    case 'broken':
      return problem(
        `${address} cannot be reached. ${detail}`,
        'Readers would come to nothing.',
        'Find where it is now. If it is named for the record only, write it as text: `in backquotes`',
      )
    case 'unsure':
      return problem(
        `${address} does not say whether it is there (${detail}).`,
        'Its host answers people only, or is busy.',
        'Look at it in a browser. If it is right, write beside the link: <!-- ignore external-link: why -->',
      )
  }
}
