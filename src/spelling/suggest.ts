import { slipsBetween } from '../closest.ts'
import { britishOf } from './british.ts'
import { capitalised, waysOf } from './dictionary.ts'

/** What is known of words. */
export interface Known {
  readonly has: (word: string) => boolean
  /** The site's own words, which a dictionary does not know. */
  readonly own: ReadonlySet<string>
  /** How often the site uses a word. */
  readonly uses: (word: string) => number
  /** Words of the dictionary that are some slips away, nearest first. */
  readonly near: (word: string) => readonly string[]
}

const most = 3

/** What a misspelt word was probably meant to be, likeliest first: at most three. */
export function suggestions(written: string, known: Known): string[] {
  const ways = waysOf(written)
  const british = ways.flatMap(britishOf).filter(known.has)
  if (british.length > 0) return finished(british, written)
  const own = [...known.own].map((word) => ({ word, slips: slipsBetween(word, written.replaceAll('’', "'")) }))
  const within = (slips: number): string[] => own.filter((one) => one.slips <= slips).map(({ word }) => word)
  const oneSlip = [...within(1), ...ways.flatMap((way) => [...oneSlipFrom(way)]).filter(known.has)]
  if (oneSlip.length > 0) return finished(likeliestFirst(oneSlip, known), written)
  const spaced = ways.flatMap(twoWords).filter((words) => words.every((word) => known.has(word)))
  const further = [...(written.length > 4 ? within(2) : []), ...known.near(ways.at(-1) ?? written).filter(known.has)]
  return finished([...spaced.map((words) => words.join(' ')), ...further], written)
}

/** With the capitals of the word that was written. */
function finished(words: readonly string[], written: string): string[] {
  const alike = words.map((word) =>
    written === written.toUpperCase() ? word.toUpperCase() : /^\p{Lu}/u.test(written) ? capitalised(word) : word,
  )
  return [...new Set(alike)].filter((word) => word !== written).slice(0, most)
}

/**
 * One letter dropped, added, changed, or swapped with its neighbour; or the first one made a capital. Asking the dictionary
 * for each is much faster than to look for near words in it, and most slips are of this kind.
 */
function* oneSlipFrom(word: string): Iterable<string> {
  yield capitalised(word)
  for (let at = 0; at <= word.length; at++) {
    const [before, here, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)]
    if (here) yield before + after
    if (after) yield before + after.charAt(0) + here + after.slice(1)
    for (const letter of letters) {
      yield before + letter + here + after
      if (here) yield before + letter + after
    }
  }
}

const letters = "abcdefghijklmnopqrstuvwxyz'"

/** `alot` is `a lot`. */
const twoWords = (word: string): string[][] =>
  Array.from({ length: Math.max(word.length - 3, 0) }, (_, index) => [
    word.slice(0, index + 1),
    word.slice(index + 1),
  ]).filter(([first = '']) => first.length > 1 || first === 'a')

/**
 * The site's own words; then what the site, or everybody, uses most; then what has the most relatives in the dictionary, which common
 * words have: `engage` (`engaged`, `engagement` …) before `encage`.
 */
function likeliestFirst(words: readonly string[], { own, uses, has }: Known): string[] {
  const scored = [...new Set(words)].map((word) => ({
    word,
    own: own.has(word) ? 1 : 0,
    uses: uses(word) + (common.has(word) ? 5 : 0),
    relatives: relatives.filter((ending) => has(word.replace(/e$/, '') + ending)).length,
  }))
  return scored
    .sort((a, b) => b.own - a.own || b.uses - a.uses || b.relatives - a.relatives || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word)
}

const relatives = 's es ed edly er ers ing ings ingly ment ments ement ements able ly al ally ation ations ive'.split(
  ' ',
)

/** The commonest words have no relatives, and a small site may not have used them yet. */
const common: ReadonlySet<string> = new Set(
  `the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were
  all her she there would their we him been has when who will no more if out so up said what its about than into them can only
  other time new some could these two may first then do any like my now over such our man me even most made after also well
  did many off before must through years where much your way down should because long each just state those people how too
  little good world make very year still see work life being your own under never another know while last might us great
  day go come since against right came take used himself few house use during without again place don't doesn't isn't can't
  until whether within whose between always often until`.split(/\s+/),
)
