import { closedLines, dedent, isBlank, type Line } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** `=== "Tab"` of MkDocs, with its text set in below: the tab's name in bold, its text under it. */
export const tabs: Rewriter = (lines, { dialects, note }) => {
  if (!dialects.has('python')) return lines
  const tab = /^(\s*)===[!+]?\s+"([^"]*)"\s*$/
  const open = (rest: readonly Line[]): readonly Line[] => {
    const closed = closedLines(rest)
    const result: Line[] = []
    for (let index = 0; index < rest.length; index++) {
      const line = rest[index] as Line
      // In a tab within a tab the indent is part of the block, and no code.
      const match = tab.exec(line.text)
      if (!match || (closed[index] && (match[1] ?? '') === '')) {
        result.push(line)
        continue
      }
      const indent = (match[1] ?? '').length + 4
      let end = index + 1
      while (end < rest.length && (isBlank(rest[end] as Line) || indentOf(rest[end] as Line) >= indent)) end++
      note(line.at, 'tabs', line.text.trim(), 'its text kept, one tab below the other')
      const inner = rest.slice(index + 1, end).map((one) => dedent(one, indent))
      result.push({ text: `**${match[2]}**`, at: line.at }, { text: '', at: line.at }, ...open(inner))
      index = end - 1
    }
    return result
  }
  return open(lines)
}

export const indentOf = ({ text }: Line): number => /^ */.exec(text.replaceAll('\t', '    '))?.[0].length ?? 0
