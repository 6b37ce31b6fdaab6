import type { Answer, Page } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A question without an answer: no text under its heading, or nothing but headings, or only a note of its author that it
 * is to follow. A picture is an answer. A page without any text is told of too.
 *
 * Wrong: "## Who pays?" and then the next heading; or "TBC"
 * Right: "## Who pays?" "The council does."
 */
export const emptyAnswer: Check<'empty-answer'> = {
  rules: { 'empty-answer': 'warning' },
  find: ({ pages }) =>
    pages
      .filter(({ kind }) => kind === 'content')
      .flatMap((page) => [...emptyPage(page), ...page.answers.flatMap(empty)]),
}

/** What authors write in the place of an answer. */
const placeholder =
  /^\W*(?:to ?do|tb[acd]|to be (?:added|advised|confirmed|decided|done|written)|coming soon|to follow|xxx+|\.\.\.|…)\W*$/i

function empty({ question, text, subheadings, links, at }: Answer): Finding<'empty-answer'>[] {
  if (links.some(({ kind }) => kind === 'image')) return []
  const hasText = text !== subheadings.map((heading) => heading.text).join('\n')
  if (hasText && !placeholder.test(text)) return []
  return [
    {
      rule: 'empty-answer',
      at,
      what: hasText
        ? `"${question}" is answered by "${text}".`
        : subheadings.length > 0
          ? `"${question}" has headings under it, and no answer.`
          : `"${question}" has no answer.`,
      why: 'Readers find the question, come here, and are left without help.',
      fix: 'Write the answer under the heading, or take the heading out until there is one. To keep the whole page back, write at its top: draft: true',
    },
  ]
}

/** Of a page whose front matter cannot be read, that is told; its text was not looked at. */
const emptyPage = ({ title, category, lead, answers, at }: Page): Finding<'empty-answer'>[] =>
  lead || answers.length > 0 || category === undefined
    ? []
    : [
        {
          rule: 'empty-answer',
          at,
          what: `The page "${title}" has no text.`,
          why: 'It is listed and found like any other, and readers come to nothing.',
          fix: 'Write it, or keep it back until it is written, with this line at its top: draft: true',
        },
      ]
