import type { Page } from '../model.ts'
import type { Question } from './heading.ts'
import { answerText } from './new-page.ts'
import { readAlone } from './read-alone.ts'
import { Refused } from './refused.ts'

/** What is put at the end of a file, and where the question will then stand. */
export interface Addition {
  readonly text: string
  readonly anchor: string
  readonly line: number
}

/**
 * What to add to the end of a page so that it has one more answer. Nothing that is there is touched: the caller appends, and
 * what would change an answer that is there is refused.
 */
export function addToPage(page: Page, bytes: Buffer, question: Question, layouts: readonly string[]): Addition {
  const file = page.at.file
  const before = page.path === undefined ? undefined : readAlone(page.path, bytes, layouts).page
  if (!before) throw new Refused(`${file} cannot be read. "npm run check" says why.`)
  const there = before.answers.find((answer) => answer.question === question.text)
  if (there) throw new Refused(`${file}:${there.at.line} has this very question.`)
  const alone = before.answers.some(({ anchor }) => anchor === undefined)
  if (alone) {
    throw new Refused(
      `${file} has no headings, so that all of it is one answer. Write its question above its text (## Question), and try again.`,
    )
  }

  const source = bytes.toString('utf8')
  const lineEnd = /\r\n/.test(source) ? '\r\n' : '\n'
  // One blank line before the heading, whatever the file ends with.
  const gap = /\n[ \t]*\r?\n$/.test(source) ? '' : source.endsWith('\n') ? lineEnd : lineEnd + lineEnd
  const text = gap + answerText(question, levelOf(before, source), lineEnd)

  const after = readAlone(before.path ?? '', Buffer.concat([bytes, Buffer.from(text)]), layouts).page
  const added = after?.answers.at(-1)
  const asBefore = before.answers.every((answer, index) => same(answer, after?.answers[index]))
  if (!added?.anchor || !asBefore || after?.answers.length !== before.answers.length + 1 || added.text !== '') {
    throw new Refused(
      `An answer at the end of ${file} would not be read as one. Look whether a block of code, a quote or a comment is left open there.`,
    )
  }
  return { text, anchor: added.anchor, line: added.at.line }
}

const same = (a: Page['answers'][number], b: Page['answers'][number] | undefined): boolean =>
  a.anchor === b?.anchor && a.question === b?.question && a.html === b.html

/** The level at which the page's answers open; old pages may start at `###`. */
function levelOf({ answers }: Page, source: string): number {
  const line = answers[0]?.at.line
  if (line === undefined) return 2
  const [heading = '', below = ''] = source.split(/\r\n?|\n/).slice(line - 1, line + 1)
  const marks = /^ {0,3}(#+)/.exec(heading)?.[1]
  return marks?.length ?? (/^ {0,3}=/.test(below) ? 1 : 2)
}
