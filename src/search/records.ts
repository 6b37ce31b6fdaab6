import type { Answer, Lead, Page, Site } from '../model.ts'

/** One entry of the search index: an answer, or a page's lead. */
export interface SearchRecord {
  /** Address without the base path; a fragment names the answer on its page. */
  readonly url: string
  /** One language for all: Pagefind asks one index a visit, and a page in another language must be found too. */
  readonly language: string
  readonly content: string
  readonly meta: {
    readonly title: string
    readonly page: string
    readonly category: string
    readonly aliases?: string
  }
}

/** One record an answer and one a lead, in reading order. Menus, lists and page furniture are not in the index. */
export function searchRecords(site: Site): SearchRecord[] {
  return site.pages.flatMap((page) => [
    ...(page.lead ? [leadRecord(site, page, page.lead)] : []),
    ...page.answers.map((answer) => answerRecord(site, page, answer)),
  ])
}

const leadRecord = (site: Site, page: Page, lead: Lead): SearchRecord => ({
  language: languageOf(site),
  url: lead.address,
  content: lead.text,
  meta: { title: page.title, page: page.title, category: page.category ?? '' },
})

const answerRecord = (site: Site, page: Page, answer: Answer): SearchRecord => ({
  language: languageOf(site),
  url: answer.address,
  content: answer.text,
  meta: {
    title: answer.question,
    page: page.title,
    category: page.category ?? '',
    ...(answer.alsoAsked.length > 0 ? { aliases: answer.alsoAsked.join('\n') } : {}),
  },
})

const languageOf = ({ settings }: Site): string => settings.language.split('-')[0] ?? settings.language
