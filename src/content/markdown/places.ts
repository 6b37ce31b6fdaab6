import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import type { ParseEnv } from './remarks.ts'

/** Notes where links, images and cells stand: markdown-it itself keeps the lines of blocks and nothing finer. */
export function places(md: MarkdownIt): void {
  md.inline.State = placedState(md)
  md.core.ruler.at('inline', parseInline)
  md.core.ruler.after('block', 'place_cells', placeCells)
}

/** Where a link or an image was written: offsets into `content`, the text that was being parsed. */
export interface Written {
  readonly content: string
  /** The label's first letter, or the start of a bare address. */
  readonly label: number
  /** The target; absent in a link by reference, whose target stands elsewhere. */
  readonly target?: { readonly offset: number; readonly text: string }
}

function placedState(md: MarkdownIt): MarkdownIt['inline']['State'] {
  return class extends md.inline.State {
    override push(type: string, tag: string, nesting: Token['nesting']): Token {
      const token = super.push(type, tag, nesting)
      if (type === 'link_open' || type === 'image') token.meta = { ...token.meta, written: this.written(type) }
      return token
    }

    /** At this moment `pos` is at the label (link), at the `!` (image), at the `<` or in the protocol (addresses). */
    private written(type: 'link_open' | 'image'): Written {
      const { src, pos, posMax } = this
      if (type === 'link_open' && src[pos - 1] !== '[') {
        const bracketed = src[pos] === '<'
        const label = bracketed
          ? pos + 1
          : pos - (/[a-z][a-z0-9+.-]*$/i.exec(src.slice(Math.max(0, pos - 20), pos))?.[0].length ?? 0)
        const text = (bracketed ? /^[^>]*/ : /^\S*/).exec(src.slice(label))?.[0] ?? ''
        return { content: src, label, target: { offset: label, text } }
      }
      const label = type === 'image' ? pos + 2 : pos
      const labelEnd = type === 'image' ? md.helpers.parseLinkLabel(this, pos + 1) : posMax
      const opening = /^\]\(\s*<?/.exec(src.slice(labelEnd))?.[0]
      if (opening === undefined) return { content: src, label }
      const offset = labelEnd + opening.length
      return { content: src, label, target: { offset, text: targetAt(src.slice(offset), opening.endsWith('<')) } }
    }
  }
}

/** The target as written: to the closing `>`, or to a space or the bracket that closes the link. */
function targetAt(rest: string, bracketed: boolean): string {
  if (bracketed) return /^[^>\n]*/.exec(rest)?.[0] ?? ''
  let depth = 0
  for (let at = 0; at < rest.length; at++) {
    const sign = rest[at]
    if (sign === '\\') at++
    else if (sign === '(') depth++
    else if (sign === ')' && depth-- === 0) return rest.slice(0, at)
    else if (sign === ' ' || sign === '\n') return rest.slice(0, at)
  }
  return rest
}

/** markdown-it's own rule, but that it says which block it is at. */
function parseInline(state: StateCore): void {
  const env = state.env as ParseEnv
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue
    env.inline = token
    token.children ??= []
    state.md.inline.parse(token.content, state.md, state.env, token.children)
  }
}

/** Cells know neither their line nor their number; those of the row, and counting, tell. */
function placeCells(state: StateCore): void {
  let row: Token | undefined
  let cell = -1
  for (const token of state.tokens) {
    if (token.type === 'tr_open') {
      row = token
      cell = -1
    } else if (token.type === 'tr_close') row = undefined
    else if (token.type === 'th_open' || token.type === 'td_open') cell++
    else if (token.type === 'inline' && row) {
      token.map = row.map
      token.meta = { ...token.meta, cell }
    }
  }
}
