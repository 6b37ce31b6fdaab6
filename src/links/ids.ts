import type { Address } from '../model.ts'

/** Longer ids are cut at a word: a permalink is read aloud and fits on a line of print. */
const longest = 60

/** Words in ASCII, as an id is typed: accents go, and what has no ASCII letters or digits goes whole. */
export function asciiId(words: string): string {
  const plain = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (plain.length <= longest) return plain
  const cut = plain.slice(0, longest + 1).lastIndexOf('-')
  return plain.slice(0, cut > 0 ? cut : longest)
}

/**
 * The id of something that is entered in the ledger: its anchor; where that was ever taken, the page's slug in front; then a
 * number. For a page its slug. Words of the glossary say what they are, as a bare `/a/itk/` would look like an answer.
 */
export function newId(address: Address, kind: 'page' | 'answer' | 'term', taken: ReadonlySet<string>): string {
  const [page = '', anchor = ''] = address.split('#')
  const slug = asciiId(page)
  const own = asciiId(anchor)
  const [first, second] =
    kind === 'term'
      ? [asciiId(`glossary-${own || 'word'}`), undefined]
      : anchor === ''
        ? [slug || 'page', asciiId(`${slug || 'page'}-page`)]
        : [own || 'answer', asciiId(`${slug || 'page'}-${own || 'answer'}`)]
  if (!taken.has(first)) return first
  const base = second ?? first
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}-${number}`)) number++
  return `${base}-${number}`
}
