import { closedLines, type Line, leftAsComment, mapProse, outsideCode, withText } from '../lines.ts'
import { attributesOf } from './html.ts'
import type { Rewriter } from './rewriter.ts'

const tag =
  /<(\/?)([A-Z][\w.]*|[a-z][a-z0-9]*-[\w-]+)((?:\s(?:[^<>"'{}]|"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*)?)(\/?)>/g

/** Components of React and Vue: the tag goes, the text inside it stays. What printed something by itself leaves a comment. */
export const components: Rewriter = (lines, { dialects, note }) => {
  const scripted = dialects.has('mdx') || dialects.has('vue')
  const done = mapProse(scripted ? onOneLine(lines) : lines, (text, { at }) => {
    const changed = text.replace(tag, (was, closes: string, name: string, written: string, selfCloses: string) => {
      // Elsewhere, <Name> is what somebody wants to show; only an element of one's own making has a hyphen.
      if (!scripted && !name.includes('-')) return was
      if (closes === '/') return ''
      const attributes = attributesOf(written)
      const label = attributes.get('label')
      if (name === 'TabItem' && label) {
        note(at, 'component', was, 'its text kept, one tab below the other')
        return `**${label}**`
      }
      const empty = selfCloses === '/' || written.endsWith('/')
      note(
        at,
        'component',
        was,
        empty ? 'left out, with a comment in its place' : 'left out; the text inside it is kept',
      )
      return empty ? leftAsComment(was) : ''
    })
    // The indent of a tag is none of its text's.
    return changed === text ? text : changed.trim() === '' || /^\s*</.test(text) ? changed.trim() : changed
  })
  if (!scripted) return done
  return mapProse(done, (text, { at }) => {
    const expressions = dialects.has('vue') ? /\{\{.+?\}\}/g : /(?<![$\\{])\{[A-Za-z_$][\w$.]*(?:\([^{}]*\))?\}/g
    for (const [was] of text.matchAll(expressions)) note(at, 'expression', was, 'kept as text')
    return text
  })
}

/** A tag whose attributes go over several lines is put on one. */
function onOneLine(lines: readonly Line[]): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    let text = line.text
    let end = index
    const unfinished = (): boolean => {
      let found = false
      outsideCode(text, (piece) => {
        found ||= /<[A-Z][\w.]*(?:\s[^<>]*)?$/.test(piece)
        return piece
      })
      return found
    }
    // More lines than this is no tag that somebody forgot to close.
    while (!closed[index] && end < Math.min(index + 30, lines.length - 1) && unfinished())
      text += ` ${lines[++end]?.text.trim()}`
    if (end > index && unfinished()) {
      text = line.text
      end = index
    }
    result.push(withText(line, text))
    index = end
  }
  return result
}
