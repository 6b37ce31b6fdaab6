import { closedLines, type Line, mapProse, withText } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** Formulas are not drawn here. As code they are shown as they were written, with no sign of them read as Markdown. */
export const math: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  let open: string | undefined
  const blocks = lines.map((line, index): Line => {
    const text = line.text.trim()
    if (open === undefined) {
      if (closed[index] || !/^(\$\$|\\\[)\s*$/.test(text)) return line
      const ends = text === '$$' ? '$$' : '\\]'
      if (!lines.some((one, at) => at > index && one.text.trim() === ends)) return line
      open = ends
      note(line.at, 'formula', lines[index + 1]?.text ?? text, 'kept as text, in a code block')
      return withText(line, '```tex')
    }
    if (text !== open) return line
    open = undefined
    return withText(line, '```')
  })
  return mapProse(blocks, (text, { at }) =>
    // A price is no formula: it has no sign of mathematics between two dollars.
    text.replace(
      /\$\$([^$]+)\$\$|(?<![\\$\w])\$(?!\s)((?=[^$\n]*[\\^_{}=])[^$\n]*?[^\s$])\$(?![\d$])|\\\((.+?)\\\)/g,
      (was, block, inline, bracketed) => {
        note(at, 'formula', was, 'kept as text, as code')
        return `\`${String(block ?? inline ?? bracketed)
          .replaceAll('`', "'")
          .trim()}\``
      },
    ),
  )
}
