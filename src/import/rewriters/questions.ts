import { closedLines, heading, isBlank, type Line, levelAt, withText } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

const question =
  /^ {0,3}(?:[-*+]\s+)?(?:\*\*|__|\*|_)?(?:Q|Question)\s*\d*\s*(?:\*\*|__)?\s*[.:)–-]\s*(?:\*\*|__|\*|_)?\s*(.*)$/i
const answer = /^ {0,3}(?:\*\*|__|\*|_)?(?:A|Answer)\s*\d*\s*(?:\*\*|__)?\s*[.:)–-]\s*(?:\*\*|__|\*|_)?\s*/i

/** `Q:` and `A:` paragraphs: the question becomes a heading, the answer stands under it without its letter. */
export const questions: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  const result: Line[] = []
  let told = false
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const before = lines[index - 1]
    const asked = closed[index] ? null : readQuestion(lines, closed, index)
    if (asked) {
      const level = levelAt(result, asked.text)
      if (level > 2 && !told) {
        told = true
        note(
          line.at,
          'question',
          asked.text,
          'made a heading below its section; each section is one answer, so give it level 2 to be found by itself',
        )
      }
      if (result.length > 0 && !isBlank(result.at(-1) as Line)) result.push({ text: '', at: line.at })
      result.push({ text: `${'#'.repeat(level)} ${asked.text}`, at: line.at, made: true }, { text: '', at: line.at })
      index = asked.end - 1
      continue
    }
    const headingText = closed[index] ? undefined : heading.exec(line.text)?.[2]
    const inHeading = headingText === undefined ? null : /^(?:Q|Question)\s*\d*\s*[.:)]\s+(.+)$/i.exec(headingText)
    if (inHeading) {
      result.push(withText(line, `${heading.exec(line.text)?.[1]} ${inHeading[1]}`))
      continue
    }
    const label = closed[index] || !afterQuestion(result) ? null : answer.exec(line.text)
    const opens =
      before === undefined || isBlank(before) || closed[index - 1] === true || isBlank(result.at(-1) ?? line)
    result.push(label && opens ? withText(line, unmarked(line.text, label[0])) : line)
  }
  return result
}

/** Only the first paragraph under a question is asked for its "A:". */
const afterQuestion = (before: readonly Line[]): boolean =>
  heading.test(before.findLast((line) => !isBlank(line))?.text ?? '')

/** "**A: Yes.**" is "**Yes.**", "**A:** Yes." is "Yes.". */
function unmarked(text: string, label: string): string {
  const rest = text.slice(label.length)
  const opening = /^ {0,3}(\*\*|__|\*|_)/.exec(label)?.[1]
  const closes = opening && label.trimEnd().length > opening.length + 1 && label.trimEnd().endsWith(opening)
  return opening && !closes ? `${opening}${rest}` : rest
}

/** The question that opens on a line, over as many lines as it has, if an answer or a question mark shows that it is one. */
function readQuestion(
  lines: readonly Line[],
  closed: readonly boolean[],
  start: number,
): { readonly text: string; readonly end: number } | undefined {
  const first = question.exec(lines[start]?.text ?? '')
  if (!first) return undefined
  let end = start + 1
  const words = [first[1] ?? '']
  while (end < lines.length && !closed[end] && !isBlank(lines[end] as Line)) {
    const text = lines[end]?.text ?? ''
    if (answer.test(text) || question.test(text) || heading.test(text)) break
    words.push(text.trim())
    end++
  }
  // The first sentence that asks is the question; what follows it in the same paragraph belongs to the answer.
  const whole = words
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/(?:<br>|\\)\s*$/i, '')
    .trim()
  const text = whole.replace(/^(?:\*\*|__|\*|_)|(?:\*\*|__|\*|_)$/g, '').trim()
  if (text === '' || text.length > 300) return undefined
  const next = lines.slice(end).find((one) => !isBlank(one))?.text ?? ''
  return text.endsWith('?') || answer.test(next) ? { text, end } : undefined
}
