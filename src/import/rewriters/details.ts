import { closedLines, dedent, isBlank, type Line, levelAt } from '../lines.ts'
import { attributesOf } from './html.ts'
import type { Rewriter } from './rewriter.ts'

const opening = /^ {0,3}<details\b([^>]*)>\s*(.*)$/i

/** `<details>` with a `<summary>`: the summary is a question, and what was folded away is its answer, open as all are here. */
export const details: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  const result: Line[] = []
  let depth = 0
  /** How far the text of a folding is set in: without its tags, that could make code of it. */
  let indent = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const match = closed[index] ? null : opening.exec(line.text)
    const end = match ? summaryEnd(lines, index) : -1
    if (match && end !== -1) {
      const whole = lines
        .slice(index, end + 1)
        .map(({ text }) => text.trim())
        .join(' ')
      const [, summary = '', after = ''] = /<summary[^>]*>(.*?)<\/summary>(.*)$/i.exec(whole) ?? []
      const id = attributesOf(match[1] ?? '').get('id')
      const text = summary
        .replace(/<\/?(?:b|strong|h[1-6]|span|p)\b[^>]*>/gi, '')
        .replace(/\*\*/g, '')
        .trim()
      const level = Math.min(levelAt(result, text) + depth, 6)
      result.push({ text: '', at: line.at })
      result.push(
        { text: `${'#'.repeat(level)} ${text}`, at: line.at, made: true, ...(id ? { anchor: id, set: true } : {}) },
        { text: '', at: line.at },
      )
      depth++
      // The end of a folding may stand on the line of its start.
      const rest = after.replace(/<\/details>/i, () => {
        depth--
        return ''
      })
      if (rest.trim() !== '') result.push({ text: rest.trim(), at: lines[end]?.at ?? line.at })
      indent = /^\s+(?=<summary)/i.exec(lines[end]?.text ?? '')?.[0].length ?? 0
      index = end
      continue
    }
    if (depth > 0 && !closed[index] && /<\/details>/i.test(line.text)) {
      depth--
      const before = line.text.replace(/<\/details>/i, '').trimEnd()
      result.push({ ...line, text: before })
      const next = lines.slice(index + 1).find((one) => !isBlank(one))
      if (depth === 0 && next && !opening.test(next.text) && !/^ {0,3}(#|<h\d)/.test(next.text))
        note(next.at, 'folding', next.text, 'kept: this text stood after a folding, and is part of its answer now')
      continue
    }
    result.push(depth > 0 ? dedent(line, indent) : line)
  }
  return result
}

function summaryEnd(lines: readonly Line[], start: number): number {
  for (let index = start; index < Math.min(start + 8, lines.length); index++)
    if (/<\/summary>/i.test(lines[index]?.text ?? '')) return index
  return -1
}
