import type { Answer, Page, Site, Term } from '../model.ts'
import { contentWords, isScaffolding, keyOf, wordsOf } from '../search/words.ts'

/** A question, taken apart to be compared with others. */
export interface Asked {
  readonly page: Page
  readonly answer: Answer
  /** What its telling words have in common with other forms of them: "renews" and "renewal" are one. */
  readonly words: ReadonlySet<string>
  /** The same in a row, in the order in which they stand. */
  readonly inOrder: string
  /** Its language, and how it asks: "en how", "en who must", "en what not". */
  readonly kind: string
  /** The same for questions that ask for the same of the same. */
  readonly sense: string
  /** It leaves to its page what it is about: "How much does it cost?" */
  readonly isOfItsPage: boolean
  /** It has words such as "from" and "to", with which the order of the others counts. */
  readonly hasDirection: boolean
  /** The page has the same heading before it. */
  readonly isNumbered: boolean
}

/** All questions of a site in reading order. Terms of the glossary are no questions. */
export function askedOn({ pages, terms }: Site): Asked[] {
  const unfold = shortener(terms)
  return pages
    .filter(({ kind }) => kind === 'content' || kind === 'index')
    .flatMap((page) => {
      const numbered = new Set(page.headings.flatMap(({ repeats, anchor }) => (repeats === undefined ? [] : [anchor])))
      const [language = ''] = page.lang.toLowerCase().split('-')
      return page.answers.map((answer): Asked => {
        const question = unfold(answer.question)
        const plain = wordsOf(question)
        const telling = [...contentWords(question)].map((word) => keyOf(word, language))
        const words = new Set(telling)
        const kind = [language, kindOf(plain)].join(' ')
        return {
          page,
          answer,
          words,
          inOrder: telling.join(' '),
          kind,
          sense: [kind, ...[...words].sort()].join(' '),
          isOfItsPage: plain.some((word) => pointing.has(word)) || plain.every(isScaffolding),
          hasDirection: plain.some((word) => directions.has(word)),
          isNumbered: answer.anchor !== undefined && numbered.has(answer.anchor),
        }
      })
    })
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const pointing = setOf('it its this that these those they them their here there')
const directions = setOf('from to into between before after than over under by')
const prepositions = setOf(
  'about after at before between by during for from in into on over than through to under until with without',
)
const negations = setOf(
  'not no never cannot cant dont doesnt didnt isnt arent wont shouldnt couldnt wouldnt mustnt wasnt werent',
)
const amounts = setOf('many much long often far soon fast old')
const readers = setOf('i we my our me us')

const asking: Readonly<Record<string, string>> = {
  what: 'what',
  whats: 'what',
  which: 'what',
  who: 'who',
  whom: 'who',
  whose: 'whose',
  when: 'when',
  where: 'where',
  why: 'why',
  how: 'how',
}

const modes: Readonly<Record<string, string>> = {
  must: 'must',
  shall: 'must',
  need: 'must',
  needs: 'must',
  have: 'have',
  should: 'should',
  can: 'can',
  could: 'can',
  cant: 'can',
  cannot: 'can',
  may: 'can',
  will: 'will',
  would: 'will',
  wont: 'will',
}

/**
 * The small words that make another question of the same telling words. "How do I renew?", "How can we renew?" and "How is it
 * renewed?" are one, as whoever asks "how" wants to do it; "When must I renew?" and "When can I renew?" are two.
 */
function kindOf(words: readonly string[]): string {
  const asks = words.flatMap((word) => asking[word] ?? [])
  const kept = (set: ReadonlySet<string>): string[] => words.filter((word) => set.has(word))
  const isHow = asks[0] === 'how'
  return [
    ...asks,
    ...(words.some((word) => negations.has(word)) ? ['not'] : []),
    ...(isHow ? kept(amounts) : words.flatMap((word) => modes[word] ?? [])),
    ...(isHow || kept(readers).length === 0 ? [] : ['reader']),
    ...kept(prepositions).sort(),
  ].join(' ')
}

/** Puts the glossary's short form in the place of what it stands for: "What is the Interoperability Toolkit?" asks for ITK. */
function shortener(terms: readonly Term[]): (question: string) => string {
  const shortOf = new Map(
    terms.flatMap(({ term, expansion, also }) =>
      [...(expansion ? [expansion] : []), ...also].map((spelling) => [spelling.toLowerCase(), term] as const),
    ),
  )
  if (shortOf.size === 0) return (question) => question
  const spellings = [...shortOf.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${spellings.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  return (question) => question.replace(pattern, (written) => shortOf.get(written.toLowerCase()) ?? written)
}
