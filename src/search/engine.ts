import type { Dictionary } from './dictionary.ts'
import { type ExcerptPart, excerptOf } from './excerpt.ts'
import type { Pagefind, PagefindResult } from './pagefind.ts'
import type { Query } from './query.ts'
import { rank, type Scores, type TextScores } from './rank.ts'
import { type Asked, nearWords, type Reading, readAgainst } from './reading.ts'
import { topicMark } from './records.ts'
import { keyOf } from './words.ts'

export interface Engine {
  /** What every address begins with: where the site is published, or its path. */
  readonly home: string
  /** Reads a query against the site's words. `exactly` leaves misspelt words as they are. */
  read(query: Query, exactly?: boolean): Promise<Reading>
  /** What questions and titles alone tell, before the program that searches text has arrived. */
  first(query: Query): Promise<readonly Hit[]>
  /** What these show is at hand; on a large site it is fetched, for those that are shown. */
  readonly firstIsAtHand: boolean
  /** All that is found, best first. */
  search(reading: Reading): Promise<readonly Hit[]>
  /** Loads what every search needs, before there is one. */
  prepare(): Promise<void>
  /** The program that searches text has arrived. */
  isReady(): boolean
  /** How many of these are in each category, most first. */
  categories(hits: readonly Hit[]): Promise<readonly Category[]>
  /** Words of the site that are somewhat like those of a query that found nothing. */
  nearWords(reading: Reading): Promise<readonly string[]>
}

/** A category with the answers of a search that are in it. */
export interface Category {
  readonly title: string
  readonly ids: ReadonlySet<string>
}

/** Categories in the order in which they are offered. */
export const mostFirst = (categories: readonly Category[]): Category[] =>
  [...categories].sort((a, b) => b.ids.size - a.ids.size || (a.title < b.title ? -1 : 1))

/** An answer that was found. */
export interface Hit {
  readonly id: string
  readonly score: number
  /** What a result shows of it; the text around the words that were found is fetched. */
  load(): Promise<FoundAnswer>
}

export interface FoundAnswer {
  /** As the site's `home` has it: a whole address, or a path. */
  readonly url: string
  readonly question: string
  readonly page: string
  readonly category: string
  /** Empty before the text has arrived. */
  readonly excerpt: readonly ExcerptPart[]
  /** The whole text of the answer, without marks; empty before it has arrived. */
  readonly text: string
}

export interface EngineParts {
  readonly dictionary: Dictionary
  /** Loads Pagefind: with the first search, and again if that failed. */
  readonly pagefind: () => Promise<Pagefind>
}

/** The search of one site. The same query always gives the same list. */
export function openEngine({ dictionary, pagefind }: EngineParts): Engine {
  // Typing asks for the same words again and again.
  const results = new Map<string, Promise<readonly PagefindResult[]>>()
  let opened: Promise<Pagefind> | undefined
  let ready = false
  const open = (): Promise<Pagefind> => {
    opened ??= pagefind().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  let filed: Promise<readonly Category[]> | undefined
  const askFor = (form: string): Promise<readonly PagefindResult[]> => {
    const asked =
      results.get(form) ??
      open()
        .then(async (program) => {
          const { results: found } = await program.search(form)
          ready = true
          return found
        })
        .catch((error: unknown) => {
          results.delete(form)
          throw error
        })
    results.set(form, asked)
    return asked
  }

  const titleOf = async (id: string): Promise<FoundAnswer> => {
    const card = await dictionary.card(id)
    if (!card) throw new Error(`The search has nothing to show for ${id}`)
    const [url, question, page, category] = card
    return { url: dictionary.home + url.slice(1), question, page, category, excerpt: [], text: '' }
  }

  return {
    home: dictionary.home,
    isReady: () => ready,
    firstIsAtHand: dictionary.cards.size > 0,
    prepare: async () => (await open()).init(),
    nearWords: (reading) => nearWords(dictionary, reading.query),

    async categories(hits) {
      filed ??= Promise.all(
        dictionary.categories.map(async (title) => ({
          title,
          ids: new Set((await askFor(`"${topicMark(title)}"`)).map(idOf)),
        })),
      )
      return mostFirst(
        (await filed)
          .map(({ title, ids }) => ({ title, ids: new Set(hits.flatMap(({ id }) => (ids.has(id) ? [id] : []))) }))
          .filter(({ ids }) => ids.size > 0),
      )
    },

    read: (query, exactly) => readAgainst(dictionary, query, exactly),

    async first(query) {
      const { questions } = dictionary
      if (query.phrases.length + query.without.length > 0) return []
      // Sent for with the rest: whether somebody asks in the very words is a file of its own on a large site.
      questions.exact?.(query.words.map((word) => keyOf(word, questions.language))).catch(() => undefined)
      const ranked = await rank(questions, await readAgainst(questions, query, true), new Map())
      return ranked.map(({ id, score }): Hit => ({ id, score, load: () => titleOf(id) }))
    },

    async search(reading) {
      const found = new Map<string, PagefindResult>()
      const text: TextScores = new Map(
        await Promise.all(
          formsOf(reading).map(async (form): Promise<[string, Scores]> => {
            const results = await askFor(form)
            for (const result of results) found.set(idOf(result), result)
            return [
              form,
              new Map(results.filter(({ score }) => score > 0).map((result) => [idOf(result), result.score])),
            ]
          }),
        ),
      )
      const wanted = await filter(reading.query, askFor)
      const keys = keysOf(reading)
      return (await rank(dictionary, reading, text)).flatMap(({ id, score }): Hit[] => {
        const result = found.get(id)
        if (!result || !wanted(id)) return []
        return [{ id, score, load: async () => shown(await result.data(), keys, dictionary.language) }]
      })
    },
  }
}

const idOf = ({ id }: PagefindResult): string => id.slice(id.indexOf('_') + 1)

const wordsOfReading = ({ groups }: Reading): Asked[] =>
  groups.flatMap(({ slots, others }) => [...slots.flatMap(({ words }) => words), ...others.flat()])

/** A word that more records have is not looked for in texts when a rarer one was asked too: it tells little and takes long. */
const commonest = 2000

/** What Pagefind is asked: the telling words; if there are none, those that hold the question together. */
function formsOf(reading: Reading): string[] {
  const slots = reading.groups.flatMap((group) => group.slots)
  const telling = slots.filter(({ scaffolding, words }) => !scaffolding && words.length > 0)
  const asked = (telling.length > 0 ? telling : slots).flatMap(({ words }) => words)
  const rare = asked.filter(({ records }) => records <= commonest)
  const own = rare.length > 0 ? rare : asked
  const others = reading.groups.flatMap((group) => group.others.flat())
  return [...new Set([...own, ...others].flatMap(({ forms }) => forms))]
}

/** The words to mark: those that tell something, or all if none does. */
function keysOf(reading: Reading): Set<string> {
  const asked = formsOf(reading)
  return new Set(
    wordsOfReading(reading)
      .filter(({ forms }) => forms.some((form) => asked.includes(form)))
      .map(({ key }) => key),
  )
}

/** Keeps what has every phrase and none of the unwanted words. Between quotation marks Pagefind takes words as they stand. */
async function filter(
  { phrases, without }: Query,
  askFor: (form: string) => Promise<readonly PagefindResult[]>,
): Promise<(id: string) => boolean> {
  const idsOf = async (words: readonly string[]): Promise<Set<string>> =>
    new Set((await askFor(`"${words.join(' ')}"`)).map(idOf))
  const have = await Promise.all(phrases.map(idsOf))
  const not = await Promise.all(without.map((word) => idsOf([word])))
  return (id) => have.every((ids) => ids.has(id)) && !not.some((ids) => ids.has(id))
}

const shown = (
  { url, content, meta }: Awaited<ReturnType<PagefindResult['data']>>,
  keys: ReadonlySet<string>,
  language: string,
): FoundAnswer => ({
  url,
  question: meta.title ?? '',
  page: meta.page ?? '',
  category: meta.category ?? '',
  excerpt: excerptOf(content, keys, language),
  text: content,
})
