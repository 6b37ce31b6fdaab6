import { seeded } from './relevance/forms.ts'

/** A page of a made-up FAQ: about 3 KB, five questions. */
export interface MadePage {
  /** `topic-3/page-17`: folder and name, without an ending. */
  readonly path: string
  readonly title: string
  readonly category: string
  readonly answers: readonly { readonly question: string; readonly paragraphs: readonly string[] }[]
}

const answersOnPage = 5
const pagesInCategory = 50
/** Different words of a large site; as in a language, a few are used very often and most hardly ever. */
const vocabulary = 20_000
const steepness = 0.25
/** The commonest words: half of every text, and no subject of a question. */
const functionWords = 120

/** The same pages at every run, whatever their number: page 7 of 20 is page 7 of 10,000. */
export function makePages(count: number): MadePage[] {
  const words = makeWords()
  return Array.from({ length: count }, (_, number) => makePage(number, words))
}

function makePage(number: number, words: readonly string[]): MadePage {
  const random = seeded(number + 1)
  // Zipf's law, as steep as in the English of one trade: 24,000 words of a real FAQ are 2,700 different ones.
  const rank = (): number => Math.floor((1 - random() * (1 - words.length ** -steepness)) ** (-1 / steepness)) - 1
  const word = (): string => words[rank()] ?? ''
  // What is asked about is none of the words that hold sentences together.
  const telling = (): string => words[functionWords + Math.floor(rank() / 2)] ?? ''
  const sentence = (length: number): string => {
    const text = Array.from({ length }, word).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }
  const paragraph = (): string => Array.from({ length: 4 }, () => sentence(8 + Math.floor(random() * 10))).join(' ')
  const openings = ['How do I', 'What is the', 'When must we', 'Who pays for the', 'Where is the']
  const category = `Topic ${Math.floor(number / pagesInCategory) + 1}`
  return {
    path: `topic-${Math.floor(number / pagesInCategory) + 1}/page-${number + 1}`,
    title: `About ${telling()} ${telling()} ${number + 1}`,
    category,
    answers: openings.slice(0, answersOnPage).map((opening) => ({
      question: `${opening} ${telling()} ${telling()} ${telling()}?`,
      paragraphs: [paragraph(), paragraph()],
    })),
  }
}

/** Words that can be said aloud, so that their letters are spread as in a language. */
function makeWords(): string[] {
  const random = seeded(7)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const starts = [
    'b',
    'c',
    'ch',
    'd',
    'f',
    'g',
    'h',
    'l',
    'm',
    'n',
    'p',
    'pl',
    'qu',
    'r',
    's',
    'st',
    't',
    'tr',
    'v',
    'w',
    '',
  ]
  const middles = ['a', 'e', 'i', 'o', 'u', 'ea', 'ai', 'ou']
  const ends = ['', 'n', 'r', 's', 't', 'l', 'nd', 'st', 'ng']
  const words = new Set<string>()
  while (words.size < vocabulary) {
    // The commonest words are the shortest.
    const syllables = 1 + Math.floor(random() + words.size / 4000)
    const word = Array.from({ length: Math.min(4, syllables) }, () => pick(starts) + pick(middles) + pick(ends)).join(
      '',
    )
    if (word.length > 2) words.add(word)
  }
  return [...words]
}

/** The page as Answerbook reads it. */
export const asMarkdown = ({ title, category, answers }: MadePage): string =>
  `---\ntitle: ${title}\nlayout: content_page\ncategory: ${category}\n---\n\n${bodyOf(answers)}`

/** Its answers alone. */
export const bodyOf = (answers: MadePage['answers']): string =>
  answers.map(({ question, paragraphs }) => `## ${question}\n\n${paragraphs.join('\n\n')}\n`).join('\n')
