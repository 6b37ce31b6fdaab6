import stem from 'wink-porter2-stemmer'

/** The words of a text, folded, in order. */
export const wordsOf = (text: string): string[] =>
  isPlain(text)
    ? (text
        .replaceAll("'", '')
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? [])
    : text
        .normalize('NFD')
        .replace(/[\p{M}'’]/gu, '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '')

/** Nothing but ASCII, which has no marks to take away: most English text, and read in a third of the time. */
const isPlain = (text: string): boolean => !/[^\0-\x7f]/.test(text)

/** Pairs that a hyphen joins, written as one word: readers type "email" and "cpis" for "e-mail" and "CP-IS". */
export const joinedWordsOf = (text: string): string[] =>
  !/[-‐‑]/.test(text)
    ? []
    : [...text.matchAll(/(?<![\p{L}\p{N}-])[\p{L}\p{N}]+[-‐‑][\p{L}\p{N}]+(?![\p{L}\p{N}-])/gu)].flatMap(([pair]) =>
        wordsOf(pair.replace(/[-‐‑]/, '')),
      )

/**
 * Words that hold a question together without saying what it is about. Sorted by them, nearly every question of a FAQ would
 * stand under H and W.
 */
const scaffolding: ReadonlySet<string> = new Set(
  (
    'a about an and any are arent be been being can cant could did didnt do does doesnt dont for from get has have how i ' +
    'if im in is isnt it its many may me mean means much must my need no not of on or our shall should so such that the there these ' +
    'this to us use was we were what whats when where which while who whom whose why will with would you your'
  ).split(' '),
)

export const isScaffolding = (word: string): boolean => scaffolding.has(word)

/** Longer ones are addresses and identifiers, which have no forms; a stemmer would only waste time on them. */
const longestStemmed = 40

/**
 * What all forms of a word have in common: "accredited" and "accreditation" are one, and so are "organisation" and
 * "organization". English is stemmed as Pagefind does it (Porter 2); words of other languages are left as they are.
 */
export function keyOf(word: string, language: string): string {
  if (language !== 'en') return word
  return known(keys, word, () => stemOf(american(word), language))
}

/** The same without regard to spellings: what Pagefind takes for one word. */
export function stemOf(word: string, language: string): string {
  if (language !== 'en' || word.length > longestStemmed || /\p{N}/u.test(word)) return word
  return known(stems, word, () => stem(word))
}

/** The same words are looked up again and again; a stemmer takes its time. */
const keys = new Map<string, string>()
const stems = new Map<string, string>()
const mostKnown = 100_000

function known(values: Map<string, string>, word: string, make: () => string): string {
  const before = values.get(word)
  if (before !== undefined) return before
  const value = make()
  if (values.size < mostKnown) values.set(word, value)
  return value
}

/** The American spelling of a British word, where a rule gives it. Only keys are made of it, so an odd one does no harm. */
const american = (word: string): string =>
  word.length < 6
    ? word
    : word
        .replace(/is(e|ed|es|er|ers|ing|ation|ations)$/, 'iz$1')
        .replace(/ys(e|ed|es|ing)$/, 'yz$1')
        .replace(/our(s|ed|ing|able|al)?$/, 'or$1')
        .replace(/([bt])re(s?)$/, '$1er$2')
        .replace(/ogue(s?)$/, 'og$1')
        .replace(/^(lic|def|off|pret)ence/, '$1ense')
        .replace(/^programme/, 'program')

/** The words that say what a text is about; if it has none but scaffolding, all of them. */
export function contentWords(text: string): Set<string> {
  const words = wordsOf(text)
  const telling = words.filter((word) => !isScaffolding(word))
  return new Set(telling.length > 0 ? telling : words)
}
