import { frontMatter } from '../content/schema.ts'
import { readAlone } from './read-alone.ts'
import { Refused } from './refused.ts'

/** A question as it was typed, and how it is written in a file. */
export interface Question {
  /** As plain text, for a title and for messages. */
  readonly text: string
  /** As Markdown that reads as that text: `What does \*args mean?` */
  readonly heading: string
}

/** Takes a question as it was typed. `` `code` `` is what an author means by it; all other signs stand for themselves. */
export function readQuestion(typed: string): Question {
  const written = typed.trim().replace(/\s+/g, ' ')
  if (/\p{Cc}/u.test(written)) throw new Refused('The question holds a sign that cannot be printed. Type it again.')
  if (!/[\p{L}\p{N}]/u.test(written)) throw new Refused(`"${written}" has no letters. Write a question.`)
  const pieces = written.split(codeSpan)
  const text = pieces.map((piece, index) => (index % 2 === 1 ? piece.slice(1, -1) : piece)).join('')
  const fits = frontMatter.shape.title.safeParse(text)
  if (!fits.success) throw new Refused(`The question does not fit. ${fits.error.issues[0]?.message}`)
  if (readsAs(written, text)) return { text, heading: written }
  const escaped = pieces.map((piece, index) => (index % 2 === 1 ? piece : escapeMarks(piece))).join('')
  if (readsAs(escaped, text)) return { text, heading: escaped }
  // Marks of code that are no code to Markdown: they stand for themselves, too.
  const literal = escapeMarks(written)
  if (readsAs(literal, written)) return { text: written, heading: literal }
  throw new Refused('The question cannot be written as a heading. Leave out its special signs.')
}

const codeSpan = /(`[^`]+`)/

const escapeMarks = (text: string): string => text.replace(/[\\`*_{}[\]<>#&~^|!]/g, '\\$&')

/** Whether Markdown makes the very words of it, in one heading, with nothing to remark on. */
function readsAs(heading: string, text: string): boolean {
  const alone = readAlone('a.md', `---\ntitle: A\ncategory: A\n---\n\n## ${heading}\n\nText.\n`, ['content_page'])
  const [answer, ...others] = alone.page?.answers ?? []
  return others.length === 0 && alone.problems.length === 0 && answer?.question === text && answer.text === 'Text.'
}
