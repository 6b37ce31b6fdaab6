import type { Address, Permalink, Place } from '../model.ts'
import type { Problem } from '../problem.ts'
import { isPlainAddress } from './plain.ts'

/**
 * The ledger, `content/permalinks.txt`: every permalink ever promised. Lines are sorted and each stands for one fact, so that
 * git can merge two branches that both added some.
 *
 *     <id> <day of promise> <signature> <address> <question>
 *     <id> was <former address>
 *     <id> retired [<address of what replaces it>]
 */
export const ledgerFile = 'permalinks.txt'

/** Stands at the top of every ledger. */
const heading = [
  '# Every permalink of this site, /a/<id>/, and what it leads to. "npm run links" writes this file: keep it with the pages.',
  '# Lines are never taken out. Of what is gone for good, add a line: <id> retired, or: <id> retired /page/#what-replaces-it',
]

export interface ReadLedger {
  /** By id. */
  readonly permalinks: readonly Permalink[]
  readonly problems: readonly Problem[]
}

/** Reads a ledger. A line that cannot be read is told, and the others are kept. */
export function readLedger(shown: string, lines: readonly string[]): ReadLedger {
  const all = new Set(lines)
  const entries = new Map<string, Permalink>()
  const former: { id: string; address: Address; at: Place }[] = []
  const retired = new Map<string, NonNullable<Permalink['retired']>>()
  const problems: Problem[] = []
  const unread: Place[] = []
  for (const [index, text] of lines.entries()) {
    const line = text.trimEnd()
    const at: Place = { file: shown, line: index + 1, column: 1, ...(line ? { length: line.length } : {}) }
    if (line === '' || line.startsWith('#')) continue
    const [, id = '', day = '', signature = '', to = '', question = ''] = entryLine.exec(line) ?? []
    const [, wasId = '', was = ''] = formerLine.exec(line) ?? []
    const [, goneId = '', instead] = retiredLine.exec(line) ?? []
    if ([to, was, instead ?? ''].some((one) => one !== '' && !isPlainAddress(decode(one)))) unread.push(at)
    else if (id !== '') {
      const entry = { id, day, signature, address: decode(to), question, former: [], at }
      const known = entries.get(id)
      const isFormer = (address: Address): boolean => all.has(`${id} was ${encode(address)}`)
      if (known && known.address !== entry.address && !isFormer(known.address) && !isFormer(entry.address))
        problems.push(twice(id, known, at))
      // Two branches changed the line: the one that knows of a later move is the one to keep.
      const stays = known && isFormer(entry.address) ? known : entry
      entries.set(id, known ? { ...stays, day: known.day < day ? known.day : day } : entry)
    } else if (wasId !== '') former.push({ id: wasId, address: decode(was), at })
    else if (goneId !== '') retired.set(goneId, { ...(instead ? { instead: decode(instead) } : {}), at })
    else if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) problems.push(conflict(at))
    else unread.push(at)
  }
  const without = [...former, ...[...retired].map(([id, { at }]) => ({ id, at }))].filter(({ id }) => !entries.has(id))
  const formerOf = new Map<string, Address[]>()
  for (const { id, address } of former) formerOf.set(id, [...(formerOf.get(id) ?? []), address])
  return {
    permalinks: [...entries.values()].sort(byId).map((entry) => {
      const gone = retired.get(entry.id)
      return { ...entry, former: [...new Set(formerOf.get(entry.id))].sort(), ...(gone ? { retired: gone } : {}) }
    }),
    problems: [...problems, ...unreadableLines(unread), ...without.map(({ id, at }) => noEntry(id, at))],
  }
}

/** The whole file. Comments of the former one, below its heading, are kept on top. */
export function printLedger(permalinks: readonly Permalink[], before: readonly string[] = []): string {
  const comments = before.filter((line) => line.startsWith('#') && !heading.includes(line))
  return `${[...heading, ...comments, ...[...permalinks].sort(byId).flatMap(linesOf)].join('\n')}\n`
}

/** An entry's own line. */
export const printEntry = ({ id, day, signature, address, question }: Permalink): string =>
  `${id} ${day} ${signature} ${encode(address)} ${question.replace(/\s+/g, ' ').trim()}`

const linesOf = (entry: Permalink): string[] => {
  const { id, former, retired } = entry
  return [
    printEntry(entry),
    ...[...former].sort().map((address) => `${id} was ${encode(address)}`),
    ...(retired ? [`${id} retired${retired.instead ? ` ${encode(retired.instead)}` : ''}`] : []),
  ]
}

/** An id is a folder's name, and ours are 60 letters and a number at most: longer ones were not made by "npm run links". */
const id = '(?=\\S{1,100} )([a-z0-9]+(?:-[a-z0-9]+)*)'
const entryLine = new RegExp(String.raw`^${id} (\d{4}-\d{2}-\d{2}) ([0-9a-f]{16}) (/\S*) (.*\S)$`)
const formerLine = new RegExp(String.raw`^${id} was (/\S*)$`)
const retiredLine = new RegExp(String.raw`^${id} retired(?: (/\S*))?$`)

const byId = (a: Permalink, b: Permalink): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Spaces would end an address; all else stands as it is read. */
const encode = (address: Address): string => address.replace(/[\s%]/gu, encodeURIComponent)

function decode(address: string): Address {
  try {
    return decodeURIComponent(address).normalize('NFC') as Address
  } catch {
    return address as Address
  }
}

const rule = 'permalink'
const severity = 'error'

/** More than these are no slips: something else lies in the place of the ledger. */
const mostUnread = 20

const unreadableLines = (places: readonly Place[]): Problem[] => {
  const more = places[mostUnread]
  return [
    ...places.slice(0, mostUnread).map((at) => unreadable(at, 'This line of the ledger cannot be read.')),
    ...(more ? [unreadable(more, `From here on, ${places.length - mostUnread} more lines cannot be read.`)] : []),
  ]
}

const unreadable = (at: Place, what: string): Problem => ({
  rule,
  severity,
  at,
  what,
  why: 'A promised address could be forgotten.',
  fix: 'Bring back the line as it was (version control has it), or write: <id> retired /page/#what-replaces-it',
})

const conflict = (at: Place): Problem => ({
  rule,
  severity,
  at,
  what: 'Git has left the mark of a merge here.',
  why: 'Two people have entered answers, and the ledger keeps the lines of both.',
  fix: 'Take out the lines that begin with <<<<<<<, ======= and >>>>>>>, keep all others, and run: npm run links',
})

const twice = (id: string, { at: { line }, address }: Permalink, at: Place): Problem => ({
  rule,
  severity,
  at,
  what: `The id "${id}" is given to ${address} in line ${line} already.`,
  why: 'A permalink leads to one answer only.',
  fix: 'Whichever of the two lines was published first stays. Take out the other, and run: npm run links',
})

const noEntry = (id: string, at: Place): Problem => ({
  rule,
  severity,
  at,
  what: `The ledger has no permalink "${id}".`,
  why: 'The line has no effect.',
  fix: 'Mend the id at the start of the line, or bring back the line that enters it.',
})
