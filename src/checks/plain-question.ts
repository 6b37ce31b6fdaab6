import type { Page, PlainQuestion } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A question that stands in the text as a paragraph, such as "Q: Who pays?" or a line in bold. It looks like a question and is
 * none: it has no address, no search finds it, and it is in no list. `src/content/plain-questions.ts` tells what counts.
 *
 * Wrong: "**Q: Who pays?**" "A: The council does."
 * Right: "## Who pays?" "The council does."
 */
export const plainQuestion: Check<'plain-question'> = {
  rules: { 'plain-question': 'warning' },
  find: ({ pages }) => pages.flatMap((page) => page.plainQuestions.map((question) => asText(question, page))),
}

const asText = ({ question, mark, answer, at }: PlainQuestion, page: Page): Finding<'plain-question'> => ({
  rule: 'plain-question',
  at,
  what: 'This question is written as text, not as a heading.',
  why: 'It has no address and no place in the list of questions, and the search does not know it.',
  fix: [
    `Write it as a heading${mark && answer ? `, and its answer below it without "${mark}"` : ''}:`,
    `${marksOf(page)} ${question}`,
    ...(answer ? [shortened(answer)] : []),
  ].join('\n'),
})

/** Those of the page's questions; where it has none, two. */
const marksOf = ({ headings }: Page): string => {
  const levels = headings.flatMap(({ level }) => level ?? [])
  return '#'.repeat(levels.length > 0 ? Math.min(...levels) : 2)
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).replace(/\s+\S*$/, '')} …` : text)
