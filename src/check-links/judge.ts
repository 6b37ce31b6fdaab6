import { madeFiles, withBase } from '../address.ts'
import type { Inventory } from './inventory.ts'

export interface Verdict {
  readonly kind: 'dead' | 'moved' | 'retired' | 'changed'
  readonly what: string
  /** The link to write instead, where one is known. */
  readonly instead?: string
}

/** What became of a link; nothing to say if it is sound. */
export type Judge = (link: string) => Verdict | undefined

interface Target {
  /** On the site's host, percent-encoded, with its anchor. */
  readonly address: string
  readonly question: string
  readonly hash?: string
}

/** Makes the judge of links into a site. It rewrites no more of a link than has to change: its host and its query stay. */
export function judgeOf(inventory: Inventory, sites: readonly string[]): Judge {
  const { base } = inventory
  const present = presentTargets(inventory)
  const former = formerTargets(inventory)
  const retired = new Map(
    inventory.retired.flatMap((one) => [one.permalink, ...one.former].map((address) => [key(address), one] as const)),
  )
  const roots = [...sites]
    .sort((a, b) => b.length - a.length)
    .map((site) => ({ site: siteKey(site), length: new URL(site).pathname.replace(/\/+$/, '').length }))

  return (link) => {
    const [, start = '', path = '', query = '', hash = ''] =
      /^((?:https?:)?\/\/[^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(link) ?? []
    const whole = siteKey(`https:${start.replace(/^https?:/i, '')}${path}`)
    const root = roots.find(({ site }) => whole === site || whole.startsWith(site.endsWith('/') ? site : `${site}/`))
    const inSite = path.slice(root?.length ?? 0).replace(/^\//, '')
    const anchor = decoded(hash.slice(1)).replace(/:~:.*$/, '')
    const page = key(`${base}${withSlash(inSite)}`)
    const address = anchor === '' ? page : `${page}#${anchor}`
    const rewritten = (to: string): string => {
      const [toPath = '', toAnchor] = to.split('#')
      const prefix = start + path.slice(0, root?.length ?? 0)
      return `${prefix}/${toPath.slice(base.length)}${query}${toAnchor === undefined ? '' : `#${toAnchor}`}`
    }
    const target = present.get(address)
    if (target) return changedSince(target, query)
    const moved = former.get(address)
    if (moved) {
      return { kind: 'moved', what: `"${moved.question}" has moved.`, instead: rewritten(moved.address) }
    }
    const gone = retired.get(address) ?? (anchor === '' ? undefined : retired.get(page))
    if (gone) {
      return {
        kind: 'retired',
        what: `"${gone.question}" is no longer answered.`,
        ...(gone.instead === undefined ? {} : { instead: rewritten(gone.instead) }),
      }
    }
    if (anchor !== '' && present.has(page))
      return { kind: 'dead', what: `The page has no heading with the anchor "${anchor}".` }
    const pageNow = former.get(page)
    if (pageNow) {
      const same = present.get(`${key(pageNow.address)}#${anchor}`)
      if (same)
        return {
          kind: 'moved',
          what: `"${same.question}" has moved.`,
          instead: rewritten(`${pageNow.address}#${encodeURIComponent(anchor)}`),
        }
      return {
        kind: 'dead',
        what: `Its page has moved, and has no heading with the anchor "${anchor}" now.`,
        instead: rewritten(pageNow.address),
      }
    }
    return { kind: 'dead', what: 'The site has no such page.' }
  }
}

function changedSince({ hash, question }: Target, query: string): Verdict | undefined {
  const pinned = new URLSearchParams(query.replaceAll('&amp;', '&')).get('v')
  return pinned === null || hash === undefined || pinned === hash
    ? undefined
    : { kind: 'changed', what: `"${question}" has changed since it was cited: it was ${pinned}, and is ${hash} now.` }
}

/** All that is there: pages, answers, headings inside them, permalinks, files. */
function presentTargets({ base, answers, pages, files }: Inventory): ReadonlyMap<string, Target> {
  const present = new Map<string, Target>()
  const own = [...madeFiles, '/404.html'].map((address) => withBase(base, address))
  for (const address of [...files, ...own]) present.set(key(address), { address, question: address })
  for (const { address, title } of pages) {
    present.set(key(address), { address, question: title })
    present.set(key(`${address}index.md`), { address, question: title })
  }
  for (const { address, question, hash, anchors, permalink, former } of answers) {
    const target = { address, question, hash }
    present.set(key(address), target)
    for (const anchor of anchors) present.set(`${key(address.replace(/#.*$/, ''))}#${anchor}`, { address, question })
    // A permalink stays good, also when answers were merged and another is offered now.
    for (const one of [permalink ?? '', ...former].filter((one) => one.startsWith(`${base}a/`)))
      present.set(key(one), target)
  }
  return present
}

function formerTargets({ base, answers, pages }: Inventory): ReadonlyMap<string, Target> {
  const all = [
    ...pages.map(({ address, title, former }) => ({ address, question: title, former })),
    ...answers.map(({ address, question, hash, former }) => ({ address, question, hash, former })),
  ]
  return new Map(
    all.flatMap(({ former, ...target }) =>
      former.filter((one) => !one.startsWith(`${base}a/`)).map((one) => [key(one), target] as const),
    ),
  )
}

/** Two ways to write one address are one: by percent signs, and with `index.html`. */
function key(address: string): string {
  const [path = '', ...anchor] = address.split('#')
  const plain = decoded(path).replace(/\/index\.html$/, '/')
  return anchor.length > 0 ? `${plain}#${decoded(anchor.join('#'))}` : plain
}

const siteKey = (site: string): string => decoded(new URL(site).href.replace(/^http:/, 'https:')).replace(/\/+$/, '')

/** `/page` means `/page/`: hosts send the reader on. */
const withSlash = (path: string): string => (path === '' || /\/$|\.[^/]*$/.test(path) ? path : `${path}/`)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return text
  }
}
