import type { MarkdownIt, StateInline } from 'markdown-it'
import { noteInline } from './remarks.ts'

/** A few harmless tags are read; every other piece of HTML is shown as the text that it is. */
export function htmlTags(md: MarkdownIt): void {
  md.inline.ruler.before('html_inline', 'harmless_html', harmlessHtml)
  md.inline.ruler.before('html_inline', 'raw_html', rawHtml)
}

const harmlessTag = /^<(br|sup|sub|kbd) ?\/?>/i

/** `<br>`, and `<sup>`, `<sub>`, `<kbd>` in closed pairs, without attributes. */
function harmlessHtml(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x3c) return false
  const match = harmlessTag.exec(state.src.slice(state.pos, state.pos + 8))
  if (!match) return false
  const tag = (match[1] ?? '').toLowerCase()
  const start = state.pos
  if (tag === 'br') {
    if (!silent) state.push('hardbreak', 'br', 0)
    state.pos = start + match[0].length
    return true
  }
  const inner = start + match[0].length
  const close = state.src.slice(inner, state.posMax).search(new RegExp(`</${tag}>`, 'i')) + inner
  if (close < inner || match[0].includes('/')) return false
  if (!silent) {
    const max = state.posMax
    state.pos = inner
    state.posMax = close
    state.push(`${tag}_open`, tag, 1)
    state.md.inline.tokenize(state)
    state.push(`${tag}_close`, tag, -1)
    state.posMax = max
  }
  state.pos = close + tag.length + 3
  return true
}

const htmlTag = /^<(\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?|[!?][^<>]*)>/i

/** Other raw HTML is never passed on; it stays visible as text, and its author is told. */
function rawHtml(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x3c) return false
  const match = htmlTag.exec(state.src.slice(state.pos, state.pos + 500))
  // `<https://…>` and `<name@host>` are links, and their rule has already been passed.
  if (match) noteInline(state, 'raw-html', match[0])
  return false
}
