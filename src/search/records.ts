import type { Answer, Lead, Page, Settings, Site } from '../model.ts'
import { exactChecksum, type RecordKind } from './dictionary.ts'

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

/** All pages that are searched: those that somebody wrote, in the order of their files, in which they are read; then those that are made. */
export const searchedPages = (site: Site): Page[] => [
  ...site.pages.filter(isWritten).sort((a, b) => (a.path < b.path ? -1 : 1)),
  ...madePages(site),
]

/** Those that nobody wrote, such as that of the glossary. */
export const madePages = ({ pages }: Site): Page[] => pages.filter((page) => !isWritten(page))

/** The records of all these pages. */
export const searchRecords = (site: Site): SearchRecord[] =>
  searchedPages(site).flatMap((page) => recordsOf(page, site.settings))

/** Of a page, one record a lead and one an answer, in reading order. Menus, lists and page furniture are not in the index. */
export function recordsOf(page: Page, settings: Pick<Settings, 'language'>): SearchRecord[] {
  const common = {
    language: searchLanguage(settings),
    page: page.title,
    category: page.category ?? '',
  }
  return [
    ...(page.lead ? [leadRecord(page, page.lead, common)] : []),
    ...page.answers.map((answer) => answerRecord(page, answer, common)),
  ]
}

/** The language of all records. */
export const searchLanguage = ({ language }: Pick<Settings, 'language'>): string => language.split('-')[0] ?? language

const isWritten = (page: Page): page is Page & { path: string } => page.path !== undefined

type Common = Pick<SearchRecord, 'language' | 'page' | 'category'>

const leadRecord = (page: Page, lead: Lead, common: Common): SearchRecord => ({
  kind: 'lead',
  url: lead.address,
  content: lead.text,
  question: page.title,
  aliases: [],
  ...common,
})

const answerRecord = (page: Page, answer: Answer, common: Common): SearchRecord => ({
  kind: page.kind === 'glossary' ? 'term' : /^what (is|are)\b/i.test(answer.question) ? 'definition' : 'question',
  url: answer.address,
  content: answer.text,
  question: answer.question,
  aliases: answer.alsoAsked,
  ...common,
})

/** Ways to write the same thing, as the glossary has them. */
export const spellings = ({ terms }: Site): string[][] =>
  terms
    .map(({ term, expansion, also }) => [term, ...(expansion ? [expansion] : []), ...also])
    .filter((group) => group.length > 1)

/** The titles of the categories that records are in, in their order. */
export const categoriesOf = (records: readonly Pick<SearchRecord, 'category'>[]): string[] => [
  ...new Set(records.map(({ category }) => category).filter((title) => title !== '')),
]

/**
 * A word that stands for a category in Pagefind's index: asked for it, Pagefind names the records of that category. Its own
 * filters would do the same, but come out in another order at every build. It is made of the title alone, so that a new category
 * leaves the records of others as they were; and of letters alone, as Pagefind takes words apart at numbers.
 */
export const topicMark = (title: string): string =>
  `zztopic${exactChecksum([title]).replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)] ?? '')}zz`
