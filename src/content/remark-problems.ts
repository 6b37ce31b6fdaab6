import type { Problem } from '../problem.ts'
import type { Remark } from './markdown/remarks.ts'
import type { Placer } from './places.ts'

/** What the parser remarked, as a problem at its place. */
export function remarkProblem({ kind, text, token, offset }: Remark, places: Placer): Problem {
  const at = offset === undefined ? places.ofToken(token) : places.inInline(token, text, offset)
  return {
    severity: errors.has(kind) ? 'error' : 'warning',
    at,
    ...remarkTexts[kind](text),
  }
}

/** These would leave the page wrong; the others are shown as they stand. */
const errors: ReadonlySet<Remark['kind']> = new Set(['repeated-anchor', 'own-anchor', 'empty-heading', 'too-much'])

const remarkTexts: Record<Remark['kind'], (text: string) => Pick<Problem, 'rule' | 'what' | 'why' | 'fix'>> = {
  'raw-html': (text) => ({
    rule: 'raw-html',
    what: `The HTML tag ${text.split('\n')[0]} is shown as text.`,
    why: 'Content is data: HTML could carry code, and would bypass the design of the site.',
    fix: `${inMarkdown(text)}, or put it between backticks if readers should see it.`,
  }),
  'unclosed-comment': () => ({
    rule: 'raw-html',
    what: 'This comment opens and is never closed, so it is shown as text.',
    why: 'Readers would see what was meant for authors.',
    fix: 'Close it with -->',
  }),
  'too-much': (text) => ({
    rule: 'text',
    what: text,
    why: 'Nobody could find an answer in it, and the build would take minutes.',
    fix: 'Split it up.',
  }),
  'empty-heading': () => ({
    rule: 'empty-heading',
    what: 'This heading has no words.',
    why: 'Nobody could find it, or hear what it is.',
    fix: 'Write the question, or take the heading out.',
  }),
  'repeated-anchor': (text) => ({
    rule: 'repeated-anchor',
    what: `Another heading of this page already has the anchor "${text}".`,
    why: 'A link to it can open only one of the two.',
    fix: 'Give this heading another one, at its end: {#another-name}',
  }),
  'own-anchor': (text) => ({
    rule: 'repeated-anchor',
    what: `A part of the page itself has the anchor "${text}" already.`,
    why: 'A link to it can open only one of the two.',
    fix: 'Give this heading another one, at its end: {#another-name}',
  }),
}

/** What to write in the place of a tag. What other sites show or play cannot be put into a page: no browser would load it. */
function inMarkdown(tag: string): string {
  if (/^<(?:img|picture)\b/i.test(tag))
    return 'Save the picture beside this page and write: ![what it shows](picture.png)'
  if (/^<(?:iframe|video|audio|embed|object)\b/i.test(tag)) return 'Link to it: [what is there](https://…)'
  return 'Write it in Markdown'
}
