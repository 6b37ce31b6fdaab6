import type { Env, StateInline, Token } from 'markdown-it'
import type { Strings } from '../../strings.ts'

/** What parsing notes down beside its tokens. */
export interface ParseEnv extends Env {
  /** The page's title: a first `#` heading that only repeats it is dropped. */
  readonly title: string
  readonly remarks: Remark[]
  readonly comments: Comment[]
  /** The block whose text is being parsed: a paragraph, a heading, a table's cell. */
  inline?: Token
}

/** What rendering needs besides: the words that stand in what is made of the text. */
export interface RenderEnv extends ParseEnv {
  readonly strings: Strings
}

/** Something that parsing saw and an author should hear of. */
export interface Remark {
  readonly kind: 'raw-html' | 'unclosed-comment' | 'repeated-anchor' | 'own-anchor' | 'empty-heading' | 'too-much'
  readonly text: string
  readonly token: Token
  /** For what stands inside a block's text: the offset in it. */
  readonly offset?: number
}

/** A comment that begins with "ignore": it may be meant for the checks. All others are dropped unread. */
export interface Comment {
  /** With its signs, as written. */
  readonly text: string
  /** Its line in the body, from 0, when it stands on lines of its own or behind a heading. */
  readonly line?: number
  /** Else the block whose text it stands in, and the offset there. */
  readonly token?: Token
  readonly offset?: number
}

/** A page with more remarks than this is not Markdown; the rest would only bury the first. */
const mostRemarks = 1000

/** Notes a remark for the author. */
export function note(env: Env, remark: Remark): void {
  const { remarks } = env as ParseEnv
  if (remarks.length < mostRemarks) remarks.push(remark)
}

/** Notes a comment if it may be meant for the checks. */
export function noteComment(env: Env, comment: Comment): void {
  const { comments } = env as ParseEnv
  if (/^<!--\s*ignore\b/i.test(comment.text) && comments.length < mostRemarks) comments.push(comment)
}

/** Notes what an inline rule is looking at. */
export function noteInline(state: StateInline, kind: Remark['kind'], text: string): void {
  const at = placeInBlock(state)
  if (at) note(state.env, { kind, text, ...at })
}

/** Where an inline rule stands: a block, and an offset in its text. */
export function placeInBlock(state: StateInline): { token: Token; offset: number } | undefined {
  const { inline } = state.env as ParseEnv
  // Text of a footnote is parsed by itself: its place in the block is where it stands there.
  return inline && { token: inline, offset: Math.max(0, inline.content.indexOf(state.src)) + state.pos }
}
