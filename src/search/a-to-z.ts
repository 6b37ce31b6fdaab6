import type { Address, Site } from '../model.ts'
import { isScaffolding } from './words.ts'

/** A question in the alphabetical list. */
export interface Entry {
  readonly question: string
  readonly address: Address
  readonly page: string
}

export interface Letter {
  /** A capital letter, or `#` for what starts with a digit. */
  readonly letter: string
  readonly entries: readonly Entry[]
}

/** A longer list helps nobody to find a question, and would be by far the largest page of a site: 7 MB at 50,000. */
const mostListed = 1000

/** Whether a site is small enough for a list of all its questions. */
export const hasAToZ = ({ pages }: Site): boolean =>
  pages.reduce((sum, { answers }) => sum + answers.length, 0) <= mostListed

/** Every question of the site by the first letter of what it is about; in the language's own order. */
export function aToZ(site: Site): Letter[] {
  const collator = new Intl.Collator([site.settings.language, 'en'], { numeric: true })
  const entries = site.pages
    .flatMap((page) =>
      page.answers.map(({ question, address }) => ({
        question,
        address,
        page: page.title,
      })),
    )
    .map((entry) => ({ entry, key: sortKey(entry.question) }))
    .sort((a, b) => collator.compare(a.key, b.key) || (a.entry.address < b.entry.address ? -1 : 1))
  const letters = new Map<string, Entry[]>()
  for (const { entry, key } of entries) {
    const letter = letterOf(key)
    const list = letters.get(letter)
    if (list) list.push(entry)
    else letters.set(letter, [entry])
  }
  return [...letters].map(([letter, list]) => ({ letter, entries: list }))
}

/** The question from its first word that says what it is about: "How do I renew it?" is sorted as "renew it". */
export function sortKey(question: string): string {
  const words = question.trim().split(/\s+/)
  const start = words.findIndex((word) => {
    const plain = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
    return plain !== '' && !isScaffolding(plain)
  })
  return (start === -1 ? words : words.slice(start)).join(' ').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

function letterOf(key: string): string {
  const first = key.normalize('NFD').charAt(0).toUpperCase()
  return /\p{L}/u.test(first) ? first : '#'
}
