import type { MarkdownIt, StateCore } from 'markdown-it'

const calloutMarker = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i

/**
 * `> [!NOTE]` as GitHub previews it: the marker alone on the quote's first line. (A ready-made plugin was tried; it lets a
 * title through unescaped and ends a callout at the first quote inside it.)
 */
export function callouts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'callouts', readCallouts)
}

function readCallouts(state: StateCore): void {
  for (const [index, open] of state.tokens.entries()) {
    const inline = state.tokens[index + 2]
    if (open.type !== 'blockquote_open' || state.tokens[index + 1]?.type !== 'paragraph_open' || !inline) continue
    const match = calloutMarker.exec(inline.content)
    if (!match) continue
    const kind = (match[1] ?? '').toLowerCase()
    const close = state.tokens.find(
      (token, at) => at > index && token.type === 'blockquote_close' && token.level === open.level,
    )
    open.type = 'callout_open'
    open.meta = { kind }
    if (close) close.type = 'callout_close'
    inline.content = inline.content.slice(match[0].length)
    if (inline.map && match[0].endsWith('\n')) inline.map = [inline.map[0] + 1, inline.map[1]]
    if (inline.content === '') for (const token of state.tokens.slice(index + 1, index + 4)) token.hidden = true
  }
}
