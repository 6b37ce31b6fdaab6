import { closedLines, type Line, mapOpen, withText } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** Comments of other languages become comments of ours. */
export const comments: Rewriter = (lines, { dialects, note }) => {
  const pairs: readonly (readonly [RegExp, RegExp])[] = [
    ...(dialects.has('liquid') ? [[/\{%-?\s*comment\s*-?%\}/, /\{%-?\s*endcomment\s*-?%\}/] as const] : []),
    ...(dialects.has('mdx') ? [[/\{\/\*/, /\*\/\}/] as const] : []),
    ...(dialects.has('shortcodes') ? [[/\{\{\s*\/\*/, /\*\/\s*\}\}/] as const] : []),
  ]
  const ours = pairs.reduce((done, [open, close]) => turned(done, open, close), lines)
  return mapOpen(ours, (text, { at }) => {
    // To Answerbook, such a comment would speak to its checks.
    if (!/<!--\s*ignore\b/i.test(text)) return text
    note(at, 'comment', text, 'kept, with a word in front, as "ignore" speaks to the checks here')
    return text.replace(/<!--\s*(ignore\b)/gi, '<!-- Was: $1')
  })
}

function turned(lines: readonly Line[], open: RegExp, close: RegExp): readonly Line[] {
  const closed = closedLines(lines)
  let inside = false
  return lines.map((line, index) => {
    if (closed[index] && !inside) return line
    let text = line.text
    let from = 0
    for (;;) {
      const found = (inside ? close : open).exec(text.slice(from))
      if (!found) break
      const sign = inside ? '-->' : '<!--'
      text = text.slice(0, from + found.index) + sign + text.slice(from + found.index + found[0].length)
      from += found.index + sign.length
      inside = !inside
    }
    return withText(line, text)
  })
}
