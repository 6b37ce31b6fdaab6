import type { Query } from './query.ts'
import { contentWords } from './words.ts'

/** The part of Pagefind's JavaScript interface that is used here (pagefind.app/docs/api). */
export interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>
  search(text: string): Promise<{ results: readonly PagefindResult[] }>
}

interface PagefindResult {
  readonly id: string
  readonly score: number
  data(): Promise<PagefindData>
}

interface PagefindData {
  readonly url: string
  /** HTML: the words found stand in `<mark>`, everything else is escaped. */
  readonly excerpt: string
  readonly meta: Readonly<Record<string, string>>
}

/** An answer that was found; what it says is loaded when it is shown. */
export interface Hit {
  readonly id: string
  readonly score: number
  readonly load: () => Promise<FoundAnswer>
}

export interface FoundAnswer {
  readonly url: string
  readonly question: string
  readonly page: string
  readonly category: string
  readonly excerpt: readonly ExcerptPart[]
}

/** A piece of the text around the words that were found. */
export interface ExcerptPart {
  readonly text: string
  readonly marked: boolean
}

/**
 * Asks the index. Pagefind finds only what has every word; where nothing has, each telling word is asked alone, and an
 * answer counts for all of its words. A query without words finds nothing.
 */
export async function ask(pagefind: Pagefind, query: Query): Promise<Hit[]> {
  if (query.words.length === 0) return []
  const { results } = await pagefind.search(query.text)
  if (results.length > 0 || query.words.length === 1) return results.map(hit)
  const found = new Map<string, Hit>()
  for (const word of contentWords(query.text)) {
    for (const result of (await pagefind.search(word)).results) {
      const score = result.score + (found.get(result.id)?.score ?? 0)
      found.set(result.id, { ...hit(result), score })
    }
  }
  return [...found.values()]
}

const hit = ({ id, score, data }: PagefindResult): Hit => ({ id, score, load: async () => readData(await data()) })

const readData = ({ url, excerpt, meta }: PagefindData): FoundAnswer => ({
  url,
  question: meta.title ?? '',
  page: meta.page ?? '',
  category: meta.category ?? '',
  excerpt: readExcerpt(excerpt),
})

/** Takes Pagefind's excerpt apart into plain text, so that no HTML of it is ever put into a page. */
export function readExcerpt(html: string): ExcerptPart[] {
  return html
    .split(/<mark>(.*?)<\/mark>/s)
    .map((piece, index) => ({
      text: unescapeHtml(piece),
      marked: index % 2 === 1,
    }))
    .filter(({ text }) => text !== '')
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

const unescapeHtml = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
