import { closedLines, heading } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** A heading without words is none. */
export const headings: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  return lines.filter(({ text, at }, index) => {
    const match = closed[index] ? null : heading.exec(text)
    const empty =
      match &&
      (match[2] ?? '')
        .replace(/#+\s*$/, '')
        .replace(/<!--.*?-->/g, '')
        .trim() === ''
    if (empty) note(at, 'heading', text.trim(), 'left out, as it has no words')
    return !empty
  })
}
