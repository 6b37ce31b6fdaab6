import type { Answer, Lead, Page, Site } from '../model.ts'

/** One entry of the search index: an answer, a page's lead, or a term of the glossary. */
export interface SearchRecord {
  readonly kind: RecordKind
  /** Address without the base path; a fragment names the answer on its page. */
  readonly url: string
  /** One language for all: Pagefind asks one index a visit, and a page in another language must be found too. */
  readonly language: string
  readonly content: string
  /** What is asked, as its heading has it. */
  readonly question: string
  /** Other wordings of the same. */
  readonly aliases: readonly string[]
  readonly page: string
  readonly category: string
}

/** Questions are what readers look for; a page's lead and a term of the glossary stand behind an equal question. */
export type RecordKind = 'question' | 'definition' | 'lead' | 'term'

/** One record an answer and one a lead, in reading order. Menus, lists and page furniture are not in the index. */
export function searchRecords(site: Site): SearchRecord[] {
  return site.pages.flatMap((page) => [
    ...(page.lead ? [leadRecord(site, page, page.lead)] : []),
    ...page.answers.map((answer) => answerRecord(site, page, answer)),
  ])
}

const leadRecord = (site: Site, page: Page, lead: Lead): SearchRecord => ({
  kind: 'lead',
  url: lead.address,
  content: lead.text,
  question: page.title,
  aliases: [],
  ...common(site, page),
})

const answerRecord = (site: Site, page: Page, answer: Answer): SearchRecord => ({
  kind: page.kind === 'glossary' ? 'term' : /^what (is|are)\b/i.test(answer.question) ? 'definition' : 'question',
  url: answer.address,
  content: answer.text,
  question: answer.question,
  aliases: answer.alsoAsked,
  ...common(site, page),
})

const common = (site: Site, page: Page): Pick<SearchRecord, 'language' | 'page' | 'category'> => ({
  language: site.settings.language.split('-')[0] ?? site.settings.language,
  page: page.title,
  category: page.category ?? '',
})

/** Ways to write the same thing, as the glossary has them. */
export const spellings = ({ terms }: Site): string[][] =>
  terms
    .map(({ term, expansion, also }) => [term, ...(expansion ? [expansion] : []), ...also])
    .filter((group) => group.length > 1)

/** The titles of the categories that records are in, in their order. */
export const categoriesOf = (records: readonly SearchRecord[]): string[] => [
  ...new Set(records.map(({ category }) => category).filter((title) => title !== '')),
]

/**
 * A word that stands for a category in Pagefind's index: asked for it, Pagefind names the records of that category. Its own
 * filters would do the same, but come out in another order at every build.
 */
export const topicMark = (category: number): string => `zztopic${category}zz`
