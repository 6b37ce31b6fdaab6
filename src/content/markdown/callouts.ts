import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const calloutMarker = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i

/**
 * `> [!NOTE]` as GitHub previews it: the marker alone on the quote's first line. (A ready-made plugin was tried; it lets a
 * title through unescaped and ends a callout at the first quote inside it.)
 */
export function callouts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'callouts', readCallouts)
}

function readCallouts(state: StateCore): void {
  const closing = closingQuotes(state.tokens)
  for (const [index, open] of state.tokens.entries()) {
    const inline = state.tokens[index + 2]
    if (open.type !== 'blockquote_open' || state.tokens[index + 1]?.type !== 'paragraph_open' || !inline) continue
    const match = calloutMarker.exec(inline.content)
    if (!match) continue
    const kind = (match[1] ?? '').toLowerCase()
    const close = closing.get(open)
    open.type = 'callout_open'
    open.meta = { kind }
    if (close) close.type = 'callout_close'
    inline.content = inline.content.slice(match[0].length)
    if (inline.map && match[0].endsWith('\n')) inline.map = [inline.map[0] + 1, inline.map[1]]
    if (inline.content === '') for (const token of state.tokens.slice(index + 1, index + 4)) token.hidden = true
  }
}

/** The end of each quote. */
function closingQuotes(tokens: readonly Token[]): Map<Token, Token> {
  const open: Token[] = []
  const closing = new Map<Token, Token>()
  for (const token of tokens) {
    if (token.type === 'blockquote_open') open.push(token)
    else if (token.type === 'blockquote_close') {
      const start = open.pop()
      if (start) closing.set(start, token)
    }
  }
  return closing
}
