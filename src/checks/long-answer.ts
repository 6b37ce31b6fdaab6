import type { Answer, Page } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * More words than anybody takes for one answer. People read some 240 words a minute (M. Brysbaert, "How many words do we read per
 * minute?", 2019): 800 words are more than three minutes, on a page that promises an answer. The longest of 210 answers of a public
 * health FAQ has 728, and half of them have fewer than 80. Code and tables, in which one looks things up, do not count.
 *
 * Wrong: "## How do I apply?" and all of the handbook under it
 * Right: "## Who can apply?" "## What do I need?" "## How do I send it?", each with a few paragraphs
 */
export const longAnswer: Check<'long-answer'> = {
  rules: { 'long-answer': 'warning' },
  find: ({ pages }) =>
    pages
      .filter(({ kind }) => kind === 'content')
      .flatMap((page) =>
        page.answers.filter(({ length }) => length >= mostWords).map((answer) => tooLong(answer, page)),
      ),
}

const mostWords = 800
const wordsAMinute = 240

const tooLong = (
  { question, anchor, length, subheadings, at }: Answer,
  { headings }: Page,
): Finding<'long-answer'> => ({
  rule: 'long-answer',
  at,
  what: `The answer to "${question}" has ${length.toLocaleString('en-GB')} words.`,
  why: `That is ${Math.round(length / wordsAMinute)} minutes to read. The search leads to its start, wherever in it the reader's words are.`,
  fix: splitAt(
    subheadings.map(({ text }) => text),
    anchor === undefined ? 2 : (headings.find((heading) => heading.anchor === anchor)?.level ?? 2),
  ),
})

function splitAt([first, ...others]: readonly string[], level: number): string {
  const marks = '#'.repeat(level)
  return first !== undefined && others.length > 0
    ? `Make answers of its parts, with a question for each, such as for "${first}": ${marks} …?`
    : `Split it into several answers, each under a question of its own: ${marks} …?`
}
