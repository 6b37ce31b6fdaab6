import { closest } from '../closest.ts'
import type { Address, Destination, Links, MovedNote, Page, Permalink, Place } from '../model.ts'
import type { Problem } from '../problem.ts'
import { type Claims, claimsOf } from './claims.ts'
import { asciiId } from './ids.ts'

/** A page that is to be made where something was. */
export interface Sign {
  readonly address: Address
  /** What it was called, or what it has become. */
  readonly title?: string
  /** Nothing has taken its place. */
  readonly isGone: boolean
}

export interface Followed {
  readonly links: Omit<Links, 'signposts'>
  readonly signs: readonly Sign[]
  readonly problems: readonly Problem[]
}

interface FollowOptions {
  readonly pages: readonly Page[]
  readonly ledger: readonly Permalink[]
  /** Addresses of files that are published beside the pages. */
  readonly files: readonly Address[]
}

/**
 * Finds out what has become of every address that was ever in use, by what authors say (`redirect_from`) and by the ledger.
 * Chains are followed to their end: a destination is always something that is there, or a word that it is gone for good.
 */
export function follow({ pages, ledger, files }: FollowOptions): Followed {
  const present = thingsOf(pages)
  const { claims, problems } = claimsOf(
    pages,
    new Map([
      ...files.map((address) => [address, undefined] as const),
      ...[...present].map(([address, { at }]) => [address, at] as const),
    ]),
  )
  const resolve = resolver(present, claims, ledger)

  const former = new Map<Address, Destination>()
  const used = [...claims.keys(), ...ledger.flatMap((entry) => [entry.address, ...entry.former])]
  for (const address of [...new Set(used)].sort()) {
    const to = present.has(address) ? undefined : resolve(address)
    if (to) former.set(address, to)
  }
  for (const { id, address } of ledger) {
    const to = resolve(address)
    if (to?.kind === 'retired') former.set(permalink(id), to)
  }
  const notes = notesOf(former, present, ledger)
  for (const [page, left] of notes) {
    const only = former.has(page) || present.has(page) ? undefined : commonPage(left, present)
    if (only) former.set(page, only)
  }
  const { redirects, hostOnly, signs } = formerPages(former, notes, present, files)
  const titleOf = new Map(
    ledger.flatMap(({ address, id, question }) => [
      [address, question],
      [permalink(id), question],
    ]),
  )
  return {
    links: {
      former,
      ids: idsOf(ledger, resolve),
      anchors: furtherAnchors(former, present),
      notes,
      redirects,
      hostOnly,
      lost: ledger.filter(({ retired, address }) => !retired && !resolve(address)),
    },
    signs: signs.map((address): Sign => {
      const to = former.get(address)
      const title = titleOf.get(address) ?? (to?.kind === 'moved' ? to.title : to?.question)
      return { address, isGone: to?.kind === 'retired', ...(title === undefined ? {} : { title }) }
    }),
    problems: [...problems, ...ledger.flatMap((entry) => ledgerProblems(entry, present, resolve))],
  }
}

/** The address of a permalink. */
export const permalink = (id: string): Address => `/a/${id}/`

/** `/page/` and `anchor` of `/page/#anchor`. */
export function splitAddress(address: Address): { readonly page: Address; readonly anchor: string } {
  const at = address.indexOf('#')
  return at === -1
    ? { page: address, anchor: '' }
    : { page: address.slice(0, at) as Address, anchor: address.slice(at + 1) }
}

interface Thing {
  readonly title: string
  readonly at: Place
}

/** All that can be linked to: pages, answers, and headings inside answers. */
function thingsOf(pages: readonly Page[]): ReadonlyMap<Address, Thing> {
  const things = new Map<Address, Thing>()
  for (const page of pages) {
    const passages = [...(page.lead ? [page.lead] : []), ...page.answers]
    for (const { subheadings } of passages)
      for (const { anchor, text, at } of subheadings) things.set(`${page.address}#${anchor}`, { title: text, at })
    for (const { address, question, at } of page.answers) things.set(address, { title: question, at })
    things.set(page.address, { title: page.title, at: page.at })
  }
  return things
}

type Resolve = (address: Address) => Destination | undefined

function resolver(present: ReadonlyMap<Address, Thing>, claims: Claims, ledger: readonly Permalink[]): Resolve {
  const entriesAt = new Map<Address, Permalink[]>()
  for (const entry of ledger) {
    for (const address of [entry.address, ...entry.former]) {
      const entries = entriesAt.get(address)
      if (entries) entries.push(entry)
      else entriesAt.set(address, [entry])
    }
  }
  const moved = (address: Address): Destination | undefined => {
    const thing = present.get(address)
    return thing && { kind: 'moved', address, title: thing.title }
  }

  // Found by an earlier search. Without it, and without visiting each address once a search, a ledger of some dozens of
  // addresses that each lead to all others would be followed for ever.
  const known = new Map<Address, Destination | undefined>()

  const search = (start: Address): Destination | undefined => {
    const found = new Map<Address, Destination | undefined>()
    let depth = 0
    let turnedBack = false

    /** A way that comes back to an address that it is from leads nowhere. */
    const look = (address: Address): Destination | undefined => {
      if (known.has(address)) return known.get(address)
      if (found.has(address)) {
        turnedBack ||= found.get(address) === undefined
        return found.get(address)
      }
      found.set(address, undefined)
      if (depth >= longestWay) return undefined
      depth++
      const to = destinationOf(address)
      depth--
      found.set(address, to)
      return to
    }

    const destinationOf = (address: Address): Destination | undefined => {
      const claim = claims.get(address)
      const there = moved(address) ?? (claim && moved(claim.address))
      if (there) return there
      const entries = entriesAt.get(address) ?? []
      for (const entry of entries) {
        const later = entry.address === address ? undefined : look(entry.address)
        if (later) return later
      }
      const { page, anchor } = splitAddress(address)
      const pageTo = anchor === '' || present.has(page) ? undefined : look(page)
      // Its page as a whole is elsewhere: the answer is there too, if it has kept its anchor.
      if (pageTo?.kind === 'moved') {
        const there = look(`${splitAddress(pageTo.address).page}#${anchor}`)
        if (there) return there
      }
      const own = entries.find(({ retired }) => retired)
      if (own) return retired(own.question, own.retired?.instead)
      if (pageTo?.kind === 'retired') return { ...pageTo, question: entries[0]?.question ?? pageTo.question }
      return undefined
    }

    const retired = (question: string, wanted: Address | undefined): Destination => {
      const to = wanted && look(wanted)
      const instead = to?.kind === 'retired' ? to.instead : to
      return {
        kind: 'retired',
        question,
        ...(instead ? { instead: { address: instead.address, title: instead.title } } : {}),
      }
    }

    const to = look(start)
    const isSure = !turnedBack || [...found.values()].every((one) => one === undefined)
    for (const [address, one] of found) if (one || isSure || address === start) known.set(address, one)
    return to
  }

  return (address) => (known.has(address) ? known.get(address) : search(address))
}

/** Moves after one another. More than these were not made by people, and would run out of stack. */
const longestWay = 1000

/** Answers that have left their page: on the page if it is still there, else on one made for the purpose. */
function notesOf(
  former: ReadonlyMap<Address, Destination>,
  present: ReadonlyMap<Address, Thing>,
  ledger: readonly Permalink[],
): Map<Address, MovedNote[]> {
  const questionAt = new Map(
    ledger.flatMap(({ address, former, question }) => [...former, address].map((one) => [one, question] as const)),
  )
  const notes = new Map<Address, MovedNote[]>()
  for (const [address, to] of former) {
    const { page, anchor } = splitAddress(address)
    if (anchor === '') continue
    if (present.has(page) && to.kind === 'moved' && splitAddress(to.address).page === page) continue
    const question = questionAt.get(address) ?? (to.kind === 'moved' ? to.title : to.question)
    notes.set(page, [...(notes.get(page) ?? []), { anchor, question, to }])
  }
  return notes
}

/** The page to which all that was on a former page has gone, if it is one. */
function commonPage(notes: readonly MovedNote[], present: ReadonlyMap<Address, Thing>): Destination | undefined {
  const pages = new Set(notes.map(({ to }) => (to.kind === 'moved' ? splitAddress(to.address).page : undefined)))
  const [only] = pages
  const thing = pages.size === 1 && only ? present.get(only) : undefined
  return only && thing ? { kind: 'moved', address: only, title: thing.title } : undefined
}

/**
 * What is to stand where a former page was. No file can be made for an address without a file name of its own kind, or one
 * that differs from another only in its capitals, or lies below a file.
 */
function formerPages(
  former: ReadonlyMap<Address, Destination>,
  notes: ReadonlyMap<Address, readonly MovedNote[]>,
  present: ReadonlyMap<Address, Thing>,
  files: readonly Address[],
): { redirects: Address[]; hostOnly: Address[]; signs: Address[] } {
  const taken = new Set([...files, ...present.keys()].map(fileKey))
  const wanted = [...new Set([...former.keys(), ...notes.keys()])].filter(
    (address) => !address.includes('#') && !present.has(address),
  )
  // A file keeps what is below it from being made, so that files come first.
  wanted.sort((a, b) => Number(a.endsWith('/')) - Number(b.endsWith('/')) || (a < b ? -1 : 1))
  const redirects: Address[] = []
  const hostOnly: Address[] = []
  const signs: Address[] = []
  for (const address of wanted) {
    const key = fileKey(address)
    const parts = key.split('/')
    const above = parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join('/'))
    const canStand = /(\/|\.html?)$/i.test(address) && !taken.has(key) && !above.some((folder) => taken.has(folder))
    if (!canStand) hostOnly.push(address)
    else {
      taken.add(key)
      if (notes.has(address) || former.get(address)?.kind !== 'moved') signs.push(address)
      else redirects.push(address)
    }
  }
  return { redirects, hostOnly, signs }
}

const fileKey = (address: Address): string =>
  (address.endsWith('/') ? `${address}index.html` : address).toLowerCase().replace(/#.*$/, '')

/** Where one thing has several permalinks (answers were merged), the one that fits its anchor is offered, else the oldest. */
function idsOf(ledger: readonly Permalink[], resolve: Resolve): Map<Address, string> {
  const best = new Map<Address, Permalink>()
  for (const entry of ledger) {
    const to = resolve(entry.address)
    if (to?.kind !== 'moved' || entry.retired) continue
    const other = best.get(to.address)
    const { anchor } = splitAddress(to.address)
    const fits = ({ id }: Permalink): boolean => id === asciiId(anchor)
    if (!other || (!fits(other) && (fits(entry) || entry.day < other.day))) best.set(to.address, entry)
  }
  return new Map([...best].map(([address, { id }]) => [address, id]))
}

/**
 * A further `id` for each anchor that an answer had on its own page before; and for each that it had on a page which has moved
 * whole, as a host's redirect keeps the anchor that it was asked with.
 */
function furtherAnchors(
  former: ReadonlyMap<Address, Destination>,
  present: ReadonlyMap<Address, Thing>,
): Map<Address, string[]> {
  const anchors = new Map<Address, string[]>()
  const taken = new Set<Address>()
  const give = (own: boolean): void => {
    for (const [address, to] of former) {
      const { page, anchor } = splitAddress(address)
      if (anchor === '' || to.kind !== 'moved') continue
      const target = splitAddress(to.address).page
      const pageTo = former.get(page)
      const comes = own ? page === target : pageTo?.kind === 'moved' && pageTo.address === target
      const id: Address = `${target}#${anchor}`
      if (!comes || present.has(id) || taken.has(id)) continue
      taken.add(id)
      anchors.set(to.address, [...(anchors.get(to.address) ?? []), anchor])
    }
  }
  give(true)
  give(false)
  return anchors
}

/** What the ledger says and what is there do not fit. (That something is lost is for the checks to say.) */
function ledgerProblems(entry: Permalink, present: ReadonlyMap<Address, Thing>, resolve: Resolve): Problem[] {
  const problem = (at: Place, what: string, why: string, fix: string): Problem[] => [
    { rule: 'permalink', severity: 'error', at, what, why, fix },
  ]
  const { id, question, retired } = entry
  const to = resolve(entry.address)
  if (retired && to?.kind === 'moved') {
    const thing = present.get(to.address)
    return problem(
      retired.at,
      `The ledger says that "${question}" is gone for good, and "${to.title}" is at ${entry.address}${
        thing ? ` (${thing.at.file}:${thing.at.line})` : ''
      }.`,
      'Readers would be told both.',
      [
        `If it is back, take out this line: ${id} retired${retired.instead ? ` ${retired.instead}` : ''}`,
        `If it is another, ${otherAddress(entry.address, to.title)}`,
      ].join('\n'),
    )
  }
  if (retired?.instead && to?.kind === 'retired' && !to.instead) {
    const near = closest(retired.instead, [...present.keys()])
    return problem(
      retired.at,
      `Nothing is at ${retired.instead}, which is to replace "${question}".`,
      'Readers would be sent to nothing, or round in a circle.',
      `${near ? `Did you mean "${near}"? ` : ''}Name a page or an answer that is there, or write only: ${id} retired`,
    )
  }
  return entry.former.flatMap((address) => {
    const thing = present.get(address)
    if (!thing || !to || (to.kind === 'moved' && to.address === address)) return []
    const now = to.kind === 'moved' ? `has moved to ${to.address}` : 'is gone for good'
    return problem(
      thing.at,
      `${address} was promised to "${question}", which ${now}. "${thing.title}" takes it.`,
      'Links that people have made would lead to something else.',
      otherAddress(address, thing.title).replace('give that', 'Give this'),
    )
  })
}

/** How something that took a promised address gets one of its own. */
const otherAddress = (address: Address, title: string): string =>
  address.includes('#')
    ? `give that heading another anchor: ${title} {#${splitAddress(address).anchor}-2}`
    : 'give that page another address, with a line in its front matter: slug: another-name'
