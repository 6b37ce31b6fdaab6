import { writeFrontMatter } from '../content/write-front-matter.ts'
import type { Question } from './heading.ts'

export interface NewPage {
  readonly question: Question
  readonly title: string
  readonly category: string
  readonly subCategory?: string
  /** Only where the address does not come from the file name. */
  readonly slug?: string
}

/** Where the answer goes: no reader sees it, and a check finds an answer that has nothing else. */
export const placeholder = '<!-- Write the answer here. Its first sentence should answer the question. -->'

/** The text of a page with one answer that is still to be written: a draft, so that nothing half done is published. */
export function newPage({ question, title, category, subCategory, slug }: NewPage): string {
  const front = {
    title,
    category,
    ...(subCategory === undefined ? {} : { sub_category: subCategory }),
    ...(slug === undefined ? {} : { slug }),
    draft: true,
  }
  return `${writeFrontMatter(front)}\n${answerText(question, 2, '\n')}`
}

/** A heading, and under it the place for its answer. */
export const answerText = ({ heading }: Question, level: number, lineEnd: string): string =>
  [`${'#'.repeat(level)} ${heading}`, '', placeholder, ''].join(lineEnd)
