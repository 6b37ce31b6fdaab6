import { slipsBetween } from '../closest.ts'
import { type Dictionary, type DictionaryPart, entryOf } from './dictionary.ts'
import type { Query } from './query.ts'
import { weights } from './weights.ts'
import { contentWords, isScaffolding, keyOf } from './words.ts'

/** A word to look for. */
export interface Asked {
  readonly key: string
  /** What Pagefind is asked for; empty for words that only questions are searched for. */
  readonly forms: readonly string[]
  /** In how many records it is. */
  readonly records: number
  /** What it counts, beside a word that was typed as it stands. */
  readonly weight: number
}

/** One place of the query: the words that may be meant there, the likeliest first. None when the site has nothing like it. */
export interface Slot {
  readonly words: readonly Asked[]
  readonly scaffolding: boolean
}

/** Neighbouring places that may be said in other words altogether. */
export interface Group {
  readonly slots: readonly Slot[]
  /** Where the first of them stands in the query. */
  readonly start: number
  /** Other spellings; each counts only where all of its words are found. */
  readonly others: readonly (readonly Asked[])[]
}

/** What a query was taken to mean on this site. */
export interface Reading {
  readonly query: Query
  readonly groups: readonly Group[]
  /** The query as it was mended; absent when nothing had to be. */
  readonly repaired?: string
}

/** Reads a query against the site's own words. `exactly` leaves misspelt words as they are. */
export async function readAgainst(dictionary: Dictionary, query: Query, exactly = false): Promise<Reading> {
  const typed = await joinPieces(dictionary, query.words)
  const places = await Promise.all(
    typed.map((word, at) => readWord(dictionary, word, query.unfinished && at === typed.length - 1, exactly)),
  )
  const slots = places.flatMap(({ slots: own }) => own)
  const words = places.flatMap(({ words: own }) => own)
  const repaired = places.some(({ mended }) => mended)
  return {
    query,
    groups: await group(dictionary, slots, words),
    ...(repaired ? { repaired: words.join(' ') } : {}),
  }
}

/** Two neighbours that the site knows as one word only: the "kit" of "tool kit" means nothing to it. */
async function joinPieces(dictionary: Dictionary, words: readonly string[]): Promise<string[]> {
  const isKnown = async (word: string): Promise<boolean> => {
    const key = keyOf(word, dictionary.language)
    return lookUp(await dictionary.part(key), key) !== undefined
  }
  const joined: string[] = []
  for (let at = 0; at < words.length; at++) {
    const [first = '', second = ''] = words.slice(at, at + 2)
    const apart = second === '' || ((await isKnown(first)) && (await isKnown(second)))
    const one = !apart && first.length + second.length >= 4 && (await isKnown(first + second))
    joined.push(one ? first + second : first)
    if (one) at++
  }
  return joined
}

interface Read {
  /** One, or two where a space was left out. */
  readonly slots: readonly Slot[]
  /** The words as they were read. */
  readonly words: readonly string[]
  readonly mended: boolean
}

async function readWord(dictionary: Dictionary, word: string, unfinished: boolean, exactly: boolean): Promise<Read> {
  const key = keyOf(word, dictionary.language)
  const part = await dictionary.part(key)
  const asItStands = (words: readonly Asked[]): Read => ({
    slots: [{ words, scaffolding: isScaffolding(word) }],
    words: [word],
    mended: false,
  })
  const known = lookUp(part, key)
  const longer = unfinished ? await completions(dictionary, word, key) : []
  if (known) return asItStands([known, ...longer.map((asked) => ({ ...asked, weight: weights.completion }))])
  if (longer.length > 0) return asItStands(longer)
  if (exactly) return asItStands([])
  const guesses = await repair(dictionary, word)
  const [best] = guesses
  if (best)
    return {
      slots: [{ words: guesses.map(({ asked }) => asked), scaffolding: false }],
      words: [best.form],
      mended: true,
    }
  const two = await splitInTwo(dictionary, word)
  if (two)
    return {
      slots: two.map(({ asked }) => ({ words: [asked], scaffolding: false })),
      words: two.map(({ form }) => form),
      mended: true,
    }
  return asItStands([])
}

/** The word of the dictionary, or nothing. */
function lookUp(part: DictionaryPart, key: string, weight = 1): Asked | undefined {
  const entry = entryOf(part, key)
  return entry && { key, forms: entry[1].split(' '), records: entry[0], weight }
}

/** How many words an unfinished one may become, or a misspelt one may have been meant to be. */
const mostCompletions = 5
const mostGuesses = 3

/** Words that begin as this one does, commonest first. One letter could become anything. */
async function completions(dictionary: Dictionary, word: string, key: string): Promise<Asked[]> {
  if (word.length < 2) return []
  const part = await dictionary.part(word)
  return Object.keys(part.words)
    .flatMap((other) => (other === key ? [] : (lookUp(part, other) ?? [])))
    .filter(
      ({ key: other, forms: [form = ''] }) => !isScaffolding(form) && (other.startsWith(word) || form.startsWith(word)),
    )
    .sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1))
    .slice(0, mostCompletions)
}

interface Guess {
  readonly form: string
  readonly asked: Asked
}

/**
 * The site's words that a word may have been meant to be: one slip from four letters, two from eight (a swap of neighbours is
 * one slip). Only the nearest; of those the commonest. Numbers and short words are left alone: an acronym with a slip is
 * another acronym. A wrong first letter is rare, and most short words are another word without their first letter: it is
 * mended from seven letters, and counts half a slip more.
 */
async function repair(dictionary: Dictionary, word: string): Promise<Guess[]> {
  const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  if (most === 0 || word.length > 24 || !/^\p{L}+$/u.test(word)) return []
  const near = (await dictionary.forms(word))
    .filter((form) => Math.abs(form.length - word.length) <= most && form.length >= 3)
    .filter((form) => form[0] === word[0] || word.length >= 7)
    .map((form) => ({ form, slips: slipsBetween(word, form) + (form[0] === word[0] ? 0 : 0.5) }))
    .filter(({ slips }) => slips <= most + 0.5)
  const least = Math.min(...near.map(({ slips }) => slips))
  const guesses = new Map<string, Guess>()
  for (const { form } of near.filter(({ slips }) => slips === least)) {
    const key = keyOf(form, dictionary.language)
    const weight = weights.nextGuess ** guesses.size
    const asked = guesses.has(key) ? undefined : lookUp(await dictionary.part(key), key, weight)
    if (asked) guesses.set(key, { form, asked })
    if (guesses.size === mostGuesses) break
  }
  return [...guesses.values()]
}

/** Shorter words would be found in nearly everything: "outage" is not "out age". */
const shortestHalf = 4

/** Words shown when nothing was found: so many, and so much like what was typed. */
const mostNear = 5

/** For words that the site has not, its own words that begin alike or differ by a third of their letters at most. */
export async function nearWords(dictionary: Dictionary, { words }: Query): Promise<string[]> {
  const near = await Promise.all(
    words
      .filter((word) => word.length >= 3 && word.length <= 24 && !isScaffolding(word))
      .map(async (word) => {
        const key = keyOf(word, dictionary.language)
        if (lookUp(await dictionary.part(key), key)) return []
        return (await dictionary.forms(word))
          .map((form) => ({ form, slips: slipsBetween(word, form), alike: form.startsWith(word.slice(0, 3)) }))
          .filter(({ form, slips, alike }) => slips <= Math.max(word.length, form.length) / (alike ? 2 : 3))
          .sort((a, b) => a.slips - b.slips)
      }),
  )
  // One form of each word is enough.
  const forms = new Map(near.flat().map(({ form }) => [keyOf(form, dictionary.language), form]))
  return [...forms.values()].slice(0, mostNear)
}

/** Two words of the site that stand together without a space; of several ways the one whose rarer word is commonest. */
async function splitInTwo(dictionary: Dictionary, word: string): Promise<readonly [Guess, Guess] | undefined> {
  if (word.length < 2 * shortestHalf || word.length > 40) return undefined
  let best: readonly [Guess, Guess] | undefined
  const worth = (pair: readonly [Guess, Guess] | undefined): number =>
    pair ? Math.min(pair[0].asked.records, pair[1].asked.records) : 0
  for (let at = shortestHalf; at <= word.length - shortestHalf; at++) {
    const halves = await Promise.all(
      [word.slice(0, at), word.slice(at)].map(async (form): Promise<Guess | undefined> => {
        const key = keyOf(form, dictionary.language)
        const asked = lookUp(await dictionary.part(key), key)
        return asked && { form, asked }
      }),
    )
    const [first, second] = halves
    const pair = first && second ? ([first, second] as const) : undefined
    if (worth(pair) > worth(best)) best = pair
  }
  return best
}

/** Puts neighbours together that are a spelling of something: the longest first, none twice. */
async function group(dictionary: Dictionary, slots: readonly Slot[], words: readonly string[]): Promise<Group[]> {
  const groups: Group[] = []
  for (let start = 0; start < slots.length; ) {
    const same = await sameAs(dictionary, slots, start)
    const length = same?.length ?? 1
    const own = slots.slice(start, start + length)
    const joined = length === 1 ? await joinedWith(dictionary, words, start) : undefined
    if (joined) groups.push({ slots: slots.slice(start, start + 2), start, others: [[joined]] })
    else groups.push({ slots: own, start, others: same?.others ?? [] })
    start += joined ? 2 : length
  }
  return groups
}

/** Two neighbours that the site writes as one word: "tool kit". */
async function joinedWith(dictionary: Dictionary, words: readonly string[], start: number): Promise<Asked | undefined> {
  const [first = '', second = ''] = words.slice(start, start + 2)
  if (second === '' || first.length + second.length < 4) return undefined
  const key = keyOf(first + second, dictionary.language)
  return lookUp(await dictionary.part(key), key)
}

interface Same {
  readonly length: number
  readonly others: readonly (readonly Asked[])[]
}

/** The spelling that begins here, the longest if there are several, with the others of its group. */
async function sameAs(dictionary: Dictionary, slots: readonly Slot[], start: number): Promise<Same | undefined> {
  const keyAt = (at: number): string | undefined => slots[at]?.words[0]?.key
  const first = keyAt(start)
  if (first === undefined) return undefined
  const { same } = await dictionary.part(first)
  const keysOf = (spelling: string): string[] => spelling.split(' ').map((word) => keyOf(word, dictionary.language))
  const here = same
    .flatMap((group) => group.map((spelling) => ({ group, spelling, keys: keysOf(spelling) })))
    .filter(({ keys }) => keys.every((key, index) => keyAt(start + index) === key))
    .sort((a, b) => b.keys.length - a.keys.length)
  const [longest] = here
  if (!longest) return undefined
  const { group, spelling: own, keys } = longest
  const others = await Promise.all(
    group
      .filter((spelling) => spelling !== own)
      .map((spelling) =>
        Promise.all(
          [...contentWords(spelling)].map(async (word) => {
            const key = keyOf(word, dictionary.language)
            return lookUp(await dictionary.part(key), key, weights.same)
          }),
        ),
      ),
  )
  // Two spellings of the same keys are one; a spelling with a word that the site has nowhere finds nothing.
  const found = new Map<string, readonly Asked[]>()
  for (const asked of others) {
    const all = asked.filter((word) => word !== undefined)
    const name = all.map(({ key }) => key).join(' ')
    if (all.length === asked.length && name !== keys.join(' ')) found.set(name, all)
  }
  return { length: keys.length, others: [...found.values()] }
}
