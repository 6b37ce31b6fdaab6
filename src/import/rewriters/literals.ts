import { closedLines, type Line } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** `{% raw %}` … `{% endraw %}` around lines or within one; the tags go, and what is between them is text, in code too. */
export const literals: Rewriter = (lines, { dialects }) => {
  if (!dialects.has('liquid')) return lines
  const closed = closedLines(lines)
  let raw = false
  return lines.flatMap((line, index): Line[] => {
    const opens = /\{%-?\s*raw\s*-?%\}/.test(line.text)
    const closes = /\{%-?\s*endraw\s*-?%\}/.test(line.text)
    const literal = raw || opens
    if (opens) raw = true
    if (closes) raw = false
    if (!literal && !closes) return [line]
    const text = line.text.replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
    // A tag alone on its line leaves none behind.
    if ((opens || closes) && text.trim() === '') return []
    return [{ ...line, text, ...(closed[index] ? {} : { literal: true }) }]
  })
}
