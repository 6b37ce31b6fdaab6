import { questionLikeness } from '../links/likeness.ts'
import { type Address, type Answer, linksOf, type Page, type Site } from '../model.ts'
import { wordsOf } from '../search/words.ts'
import type { Check, Finding } from './check.ts'
import { answerBlock, list } from './lines-to-write.ts'
import { type Asked, askedOn } from './questions.ts'

/**
 * Two answers to one question, anywhere on the site. Readers find both and do not know which holds; soon one is mended and the
 * other is not.
 *
 * Two questions are taken for one when they ask for the same in the same words (`questions.ts` tells what that is: "What is ITK?" is
 * neither "What isn't ITK?" nor "What is ITK accreditation?"), or when nearly all their words and nearly all of their answers
 * are the same. Pages of one plan ("How do I apply?" on each of ten) ask the same of different things; there, the answers have to be
 * alike too.
 *
 * Wrong: "## How do I renew a certificate?" on one page, "## How can I renew my certificates?" on another
 * Right: one answer, and on the other page a link to it
 */
export const nearDuplicate: Check<'near-duplicate'> = {
  rules: { 'near-duplicate': 'warning' },
  isSlow: true,
  find: (site) => {
    const asked = askedOn(site)
    const compare = comparer()
    const pairs = [...sameQuestions(asked, compare), ...nearlySame(asked, compare)]
    return pairs.length > 0 ? tellAll(pairs, site, compare) : []
  },
}

/** The one that readers meet first, and the other. */
type Pair = readonly [first: Asked, second: Asked]

/** How alike the answers of two are, from 0 to 1. */
type Compare = (pair: Pair) => number

/**
 * Twice the neighbouring words that both texts have, among those of both: half of it is left when one word in four is another. The
 * ledger's 64 bits, which tell what has become of a text, are too coarse to tell a copy from another text on one subject.
 */
function comparer(): Compare {
  const known = new Map<Answer, ReadonlySet<string>>()
  const pairsOf = (answer: Answer): ReadonlySet<string> => {
    const pairs = known.get(answer) ?? neighboursIn(answer.text)
    known.set(answer, pairs)
    return pairs
  }
  return ([{ answer: one }, { answer: other }]) => {
    const [short, long] = one.text.length < other.text.length ? [one, other] : [other, one]
    // Less than half of the longer one can be in the shorter one.
    return short.text.length * 3 < long.text.length ? 0 : questionLikeness(pairsOf(short), pairsOf(long))
  }
}

function neighboursIn(text: string): ReadonlySet<string> {
  const words = wordsOf(text)
  return new Set(words.map((word, index) => `${word} ${words[index + 1] ?? ''}`))
}

/** Pages that share as many questions as this are of one plan. */
const planned = 2
/** Answers as alike as this are one, in two wordings. */
const sameAnswer = 0.5

function sameQuestions(asked: readonly Asked[], compare: Compare): Pair[] {
  const groups = [...groupedBySense(asked)]
  const pagesOf = (group: readonly Asked[]): ReadonlySet<Page> => new Set(group.map(({ page }) => page))
  const shared = new Map<string, number>()
  const onMany = new Set<Page>()
  for (const group of groups) {
    const pages = pagesOf(group)
    if (pages.size === 2) shared.set(keyOf(pages), (shared.get(keyOf(pages)) ?? 0) + 1)
    else if (pages.size > 2) for (const page of pages) onMany.add(page)
  }
  return groups.flatMap((group) => {
    const [first, ...others] = group
    if (!first) return []
    const pages = pagesOf(group)
    const isPlanned =
      pages.size > 2 || (shared.get(keyOf(pages)) ?? 0) >= planned || [...pages].every((page) => onMany.has(page))
    return others
      .map((second): Pair => [first, second])
      .filter((pair) => {
        const [one, other] = pair
        if (one.page === other.page && other.isNumbered) return false
        if (one.hasDirection && one.inOrder !== other.inOrder) return false
        const hasOwnSense = !isPlanned && !one.isOfItsPage && !other.isOfItsPage
        return hasOwnSense || compare(pair) >= sameAnswer
      })
  })
}

const keyOf = (pages: ReadonlySet<Page>): string => [...pages].map(({ address }) => address).join(' ')

/** Those that ask for the same, where there are several. */
function groupedBySense(asked: readonly Asked[]): Iterable<readonly Asked[]> {
  const groups = new Map<string, Asked[]>()
  for (const one of asked) {
    const group = groups.get(one.sense)
    if (group) group.push(one)
    else groups.set(one.sense, [one])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Two thirds and more of the words of both, as `questionLikeness` counts. */
const nearlyAll = 0.75
/** What one question has and the other has not may make all the difference: only answers that are nearly copies tell that it does not. */
const nearlyCopied = 0.6
/** Where each has a word that the other has not, the two may be made to one pattern: only a copy tells that they are one. */
const copied = 0.9
/** A word that stands in more questions of one kind than this tells nothing about which are alike, and would make this slow. */
const mostWithWord = 20

/**
 * Questions that differ in a word or so, found by their rarest words: if two share three quarters of their words, one of the rarest
 * few of either is among them. No question is held against more than a fixed number of others, however many there are.
 */
function nearlySame(asked: readonly Asked[], compare: Compare): Pair[] {
  const counts = new Map<string, number>()
  for (const { words } of asked) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const rarity = (a: string, b: string): number => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1)
  const byWord = new Map<string, Asked[]>()
  return asked.flatMap((second) => {
    const { words, kind, sense } = second
    const found = new Set<Asked>()
    for (const word of [...words].sort(rarity).slice(0, words.size - Math.ceil(0.6 * words.size) + 1)) {
      const key = `${kind} ${word}`
      const others = byWord.get(key) ?? []
      for (const first of others) {
        if (haveNearlyAll(first.words, words) && first.sense !== sense && isCopy([first, second], compare))
          found.add(first)
      }
      if (others.length === 0) byWord.set(key, others)
      if (others.length < mostWithWord) others.push(second)
    }
    return [...found].map((first): Pair => [first, second])
  })
}

/** Asked hundreds of thousands of times on a large site: it gives up as soon as too many words are missing. */
function haveNearlyAll(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean {
  const most = ours.size + theirs.size
  let missing = Math.floor(ours.size - (nearlyAll * most) / 2)
  if (missing < 0 || theirs.size < (nearlyAll * most) / 2) return false
  for (const word of ours) if (!theirs.has(word) && --missing < 0) return false
  return true
}

function isCopy(pair: Pair, compare: Compare): boolean {
  const [{ words: ours }, { words: theirs }] = pair
  const own = [...ours].filter((word) => !theirs.has(word))
  const other = [...theirs].filter((word) => !ours.has(word))
  if ([...own, ...other].some((word) => /\p{N}/u.test(word))) return false
  return compare(pair) >= (own.length > 0 && other.length > 0 ? copied : nearlyCopied)
}

function tellAll(pairs: readonly Pair[], site: Site, compare: Compare): Finding<'near-duplicate'>[] {
  const links = new Map<Address, number>()
  for (const { target } of site.pages.flatMap(linksOf)) {
    if (target.kind !== 'page') continue
    const address: Address = target.anchor ? `${target.address}#${target.anchor}` : target.address
    links.set(address, (links.get(address) ?? 0) + 1)
  }
  const days = new Map(site.ledger.map(({ id, day }) => [id, day]))
  const weigh = ({ page, answer }: Asked): Weights => {
    const id = site.links.ids.get(answer.address)
    return {
      promised: id === undefined ? '' : (days.get(id) ?? ''),
      links: links.get(answer.address) ?? 0,
      reviewed: answer.lastReviewed ?? page.lastReviewed ?? '',
      length: answer.length,
    }
  }
  return pairs.map((pair) => tell(pair, [weigh(pair[0]), weigh(pair[1])], compare(pair)))
}

/** What speaks for keeping an answer. */
interface Weights {
  /** The day on which its permalink was promised, or nothing. */
  readonly promised: string
  readonly links: number
  readonly reviewed: string
  readonly length: number
}

function tell(pair: Pair, weights: readonly [Weights, Weights], alike: number): Finding<'near-duplicate'> {
  const [first, second] = pair
  const { keepsSecond, why } = choose(...weights)
  const [kept, dropped] = keepsSecond ? [second, first] : [first, second]
  const wasPromised = weights[keepsSecond ? 0 : 1].promised !== ''
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  const where = (asked: Asked): string => `${asked.answer.at.file}:${asked.answer.at.line}`
  return {
    rule: 'near-duplicate',
    at: second.answer.at,
    what: `"${first.answer.question}" (${where(first)}) asks the same. The questions are ${percent(questionLikeness(first.words, second.words))} alike, their answers ${percent(alike)}.`,
    why: 'Readers find both and cannot tell which holds, and each has to be kept right.',
    fix: [
      `Keep ${keepsSecond ? 'this one' : `the one in ${where(first)}`}: ${why}. Move into it what only the other says, and delete the other.`,
      ...(wasPromised ? redirect(kept, dropped.answer.address) : []),
      'If they are two questions, put into the words of each what it is about.',
    ].join('\n'),
  }
}

/** What to write so that links to the one lead to the other. */
function redirect({ page, answer }: Asked, former: Address): string[] {
  const all = (pointers: Answer['redirectFrom']): Address[] => [...pointers.map(({ address }) => address), former]
  const opening = `So that links to it hold, write in the front matter of ${page.at.file}:`
  return answer.anchor === undefined
    ? [opening, `redirect_from: ${list(all(page.redirectFrom))}`]
    : [opening, ...answerBlock(answer.anchor, all(answer.redirectFrom))]
}

/** The first of these that tells them apart decides. */
function choose(first: Weights, second: Weights): { keepsSecond: boolean; why: string } {
  if ((first.promised === '') !== (second.promised === '')) {
    return { keepsSecond: first.promised === '', why: 'it has a permalink, the other has none yet' }
  }
  if (first.promised !== second.promised) {
    return { keepsSecond: second.promised < first.promised, why: 'its permalink is the older one' }
  }
  if (first.links !== second.links) {
    const [most, least] = [Math.max(first.links, second.links), Math.min(first.links, second.links)]
    const many = most === 1 ? '1 link of this site leads' : `${most} links of this site lead`
    return {
      keepsSecond: second.links > first.links,
      why: `${many} to it, and ${least === 0 ? 'none' : least} to the other`,
    }
  }
  if (first.reviewed !== second.reviewed) {
    const keepsSecond = second.reviewed > first.reviewed
    return { keepsSecond, why: `it was reviewed last, on ${keepsSecond ? second.reviewed : first.reviewed}` }
  }
  if (first.length !== second.length) {
    return { keepsSecond: second.length > first.length, why: 'it says more' }
  }
  return { keepsSecond: false, why: 'it comes first' }
}
