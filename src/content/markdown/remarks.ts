import type { Env, StateInline, Token } from 'markdown-it'

/** What parsing notes down beside its tokens. */
export interface ParseEnv extends Env {
  /** The page's title: a first `#` heading that only repeats it is dropped. */
  readonly title: string
  readonly remarks: Remark[]
  /** The block whose text is being parsed: a paragraph, a heading, a table's cell. */
  inline?: Token
}

/** Something that parsing saw and an author should hear of. */
export interface Remark {
  readonly kind: 'raw-html' | 'unclosed-comment' | 'repeated-heading' | 'repeated-anchor' | 'empty-heading' | 'too-much'
  readonly text: string
  readonly token: Token
  /** For what stands inside a block's text: the offset in it. */
  readonly offset?: number
}

/** A page with more remarks than this is not Markdown; the rest would only bury the first. */
const mostRemarks = 1000

/** Notes a remark for the author. */
export function note(env: Env, remark: Remark): void {
  const { remarks } = env as ParseEnv
  if (remarks.length < mostRemarks) remarks.push(remark)
}

/** Notes what an inline rule is looking at. */
export function noteInline(state: StateInline, kind: Remark['kind'], text: string): void {
  const { inline } = state.env as ParseEnv
  // Text of a footnote is parsed by itself: its place in the block is where it stands there.
  if (inline)
    note(state.env, { kind, text, token: inline, offset: Math.max(0, inline.content.indexOf(state.src)) + state.pos })
}
