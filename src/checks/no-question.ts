import type { Answer, Page } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A heading that is no question, on a page of questions and answers. Readers scan such a page for their own question, and
 * the search shows headings as questions: "Charges" says that something is told of charges, not what.
 *
 * What a page of questions is, its headings tell: three quarters of them, and at least three, are questions. Where the page's title,
 * its category or its sub-category says "FAQ" or the like, half will do. A page of noun phrases is well made in another way, and
 * is left alone whatever it is called. So are headings that close or open many pages ("Further reading"), those in the
 * reader's own voice ("I have lost my card"), and "How to …".
 *
 * Wrong: "## Who can apply?" "## How do I apply?" "## When do I hear?" "## Charges"
 * Right: "## Who can apply?" "## How do I apply?" "## When do I hear?" "## What does it cost?"
 */
export const noQuestion: Check<'no-question'> = {
  rules: { 'no-question': 'warning' },
  find: ({ pages }) => pages.filter(isFaq).flatMap((page) => page.answers.flatMap((answer) => judge(answer, page))),
}

const saysFaq = /\bFAQs?\b|frequently asked|questions? (?:and|&) answers?|\bQ ?& ?A\b/i

function isFaq({ kind, title, category = '', subCategory = '', answers }: Page): boolean {
  if (kind !== 'content') return false
  const questions = answers.filter(({ question }) => isQuestion(question)).length
  const isCalledSo = [title, category, subCategory].some((name) => saysFaq.test(name))
  return isCalledSo ? questions * 2 >= answers.length : questions >= 3 && questions * 4 >= answers.length * 3
}

/** A question by its mark, or by how it starts. */
const isQuestion = (text: string): boolean => /[?？؟;՞⁇‽]/.test(text) || needsMark.test(text) || starts.test(text)

/** A question that cannot be read as anything else, but for its mark. */
const needsMark =
  /^(?:(?:what|who|why|how|when|where|which)(?:['’]s| (?:is|are|was|were|do|does|did|can|could|should|must|will|would) )|(?:do|does|can|could|should|must|may|will|am|is|are) (?:i|we|you|it|there|my|our) )/i

/** "How to renew", "What to do": as good as questions. */
const starts = /^(?:what|who|whom|whose|why|how|when|where|which|whether|if)\b/i

/** Said by the reader herself. */
const ownVoice = /^(?:i|i['’](?:m|ve|d|ll)|we|we['’](?:re|ve|d|ll)|my|our|help)\b/i

/** What opens or closes pages of all kinds. */
const furniture =
  /^(?:about|introduction|overview|summary|background|contents|contacts?|further|more|related|see also|references?|sources?|notes?|links|glossary|history|changes|feedback|disclaimer|acknowledge?ments|appendix|footnotes|get (?:help|in touch)|need help)\b/i

function judge({ question, anchor, at }: Answer, { headings }: Page): Finding<'no-question'>[] {
  if (anchor === undefined || question === '') return []
  const marks = '#'.repeat(headings.find((heading) => heading.anchor === anchor)?.level ?? 2)
  if (needsMark.test(question) && !/[?？؟;՞⁇‽]/.test(question)) {
    return [
      {
        rule: 'no-question',
        at,
        what: 'This question has no question mark.',
        why: 'On a page of questions readers look for the mark, and hear it.',
        fix: `Write: ${marks} ${question.replace(/[.:!…\s]+$/, '')}?`,
      },
    ]
  }
  if (isQuestion(question) || ownVoice.test(question) || furniture.test(question)) return []
  return [
    {
      rule: 'no-question',
      at,
      what: `"${question}" is no question, and the other headings of this page are.`,
      why: 'Readers look for their own question, here and in the search.',
      fix: `Ask it as a reader would, such as: ${marks} What about ${lowerFirst(question)}?\nIf it belongs to the answer above it, give it one # more: ${marks}# ${question}`,
    },
  ]
}

/** A word that is not written in capitals loses its first one. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
