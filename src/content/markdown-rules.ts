import GithubSlugger, { slug } from 'github-slugger'
import type { Env, MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it'

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
  readonly kind: 'raw-html' | 'unclosed-comment' | 'repeated-heading' | 'repeated-anchor' | 'too-much'
  readonly text: string
  readonly token: Token
  /** For what stands inside a block's text: the offset in it. */
  readonly offset?: number
}

/** A page with more remarks than this is not Markdown; the rest would only bury the first. */
const mostRemarks = 1000

function note(env: Env, remark: Remark): void {
  const { remarks } = env as ParseEnv
  if (remarks.length < mostRemarks) remarks.push(remark)
}

/** The anchor of a heading: GitHub's own rule, so that links which work in GitHub's preview work here. */
export const anchorFor = (heading: string): string => slug(heading)

/** A heading's text as GitHub slugs it: what a reader sees, code included, images not. */
export const headingText = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : type === 'softbreak' ? ' ' : ''))
    .join('')
    .trim()

/** Where a link or an image was written: offsets into `content`, the text that was being parsed. */
export interface Written {
  readonly content: string
  /** The label's first letter, or the start of a bare address. */
  readonly label: number
  /** The target; absent in a link by reference, whose target stands elsewhere. */
  readonly target?: { readonly offset: number; readonly text: string }
}

/** Notes on each link and image where in its text it was written; markdown-it itself keeps no columns. */
export function placedState(md: MarkdownIt): MarkdownIt['inline']['State'] {
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

/** No page that people read has more headings. Each one's anchor is compared with those before it. */
const mostHeadings = 1000
/** Signs in one paragraph, cell or heading: about six printed pages. Some rules look at a paragraph many times. */
const longestParagraph = 20_000

/**
 * Cuts off what would keep a build busy for minutes, before the rules that it would keep busy; the author is told, and the
 * build refuses the page.
 */
export function limits(state: StateCore): void {
  const tooMuch = (token: Token, text: string): void => note(state.env, { kind: 'too-much', text, token })
  for (const token of state.tokens) {
    if (token.type !== 'inline' || token.content.length <= longestParagraph) continue
    tooMuch(token, `This paragraph has ${token.content.length} signs, and ${longestParagraph} are the most.`)
    token.content = ''
  }
  const headings = state.tokens.filter(({ type }) => type === 'heading_open')
  const over = headings[mostHeadings]
  if (!over) return
  tooMuch(over, `This page has ${headings.length} headings, and ${mostHeadings} are the most.`)
  state.tokens = state.tokens.slice(0, state.tokens.indexOf(over))
}

/** `<!-- … -->` on lines of its own: dropped, blank lines inside it included. */
export function commentBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('<!--', start)) return false
  if (start > lastCommentEnd(state)) return false
  for (let line = startLine; line < endLine; line++) {
    const from = line === startLine ? start + 4 : (state.bMarks[line] ?? 0)
    const close = state.src.slice(from, state.eMarks[line]).indexOf('-->')
    if (close === -1) continue
    if (state.src.slice(from + close + 3, state.eMarks[line]).trim() !== '') return false
    if (!silent) state.line = line + 1
    return true
  }
  return false
}

/** Where the last comment of the page ends: what opens after it never closes, and need not be searched to the end each time. */
function lastCommentEnd(state: StateBlock): number {
  const env = state.env as ParseEnv & { lastCommentEnd?: number }
  env.lastCommentEnd ??= state.src.lastIndexOf('-->')
  return env.lastCommentEnd
}

export function commentInline(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('<!--', state.pos)) return false
  const env = state.env as ParseEnv & { withoutCommentEnd?: string }
  const close = env.withoutCommentEnd === state.src ? -1 : state.src.indexOf('-->', state.pos + 4)
  if (close === -1) {
    // Searched once: the next one to open in the same text has no end either.
    env.withoutCommentEnd = state.src
    if (!silent) remark(state, 'unclosed-comment', '<!--')
    return false
  }
  state.pos = close + 3
  return true
}

const harmlessTag = /^<(br|sup|sub|kbd) ?\/?>/i

/** `<br>`, and `<sup>`, `<sub>`, `<kbd>` in closed pairs, without attributes. */
export function harmlessHtml(state: StateInline, silent: boolean): boolean {
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
  const close = state.src.toLowerCase().indexOf(`</${tag}>`, inner)
  if (close === -1 || close > state.posMax || match[0].includes('/')) return false
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
export function rawHtml(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x3c) return false
  const match = htmlTag.exec(state.src.slice(state.pos, state.pos + 500))
  // `<https://…>` and `<name@host>` are links, and their rule has already been passed.
  if (match) remark(state, 'raw-html', match[0])
  return false
}

function remark(state: StateInline, kind: Remark['kind'], text: string): void {
  const { inline } = state.env as ParseEnv
  // Text of a footnote is parsed by itself: its place in the block is where it stands there.
  if (inline)
    note(state.env, { kind, text, token: inline, offset: Math.max(0, inline.content.indexOf(state.src)) + state.pos })
}

/** markdown-it's own rule, but that it says which block it is at. */
export function parseInline(state: StateCore): void {
  const env = state.env as ParseEnv
  for (const token of state.tokens) {
    if (token.type !== 'inline') continue
    env.inline = token
    token.children ??= []
    state.md.inline.parse(token.content, state.md, state.env, token.children)
  }
}

/** Cells know neither their line nor their number; those of the row, and counting, tell. */
export function placeCells(state: StateCore): void {
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

const calloutMarker = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i

/**
 * `> [!NOTE]` as GitHub previews it: the marker alone on the quote's first line. (A ready-made plugin was tried; it lets a
 * title through unescaped and ends a callout at the first quote inside it.)
 */
export function callouts(state: StateCore): void {
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

/** `## Question {#my-anchor}` sets the anchor by hand. A comment may follow it. */
export function customAnchors(state: StateCore): void {
  for (const [index, open] of state.tokens.entries()) {
    const inline = state.tokens[index + 1]
    if (open.type !== 'heading_open' || !inline) continue
    inline.content = withoutTrailingComments(inline.content)
    const start = inline.content.endsWith('}') ? inline.content.lastIndexOf('{#') : -1
    const custom = start === -1 ? '' : inline.content.slice(start + 2, -1)
    if (!/^[^\s{}]+$/.test(custom)) continue
    inline.content = inline.content.slice(0, start).trimEnd()
    open.meta = { ...open.meta, custom }
  }
}

function withoutTrailingComments(text: string): string {
  let rest = text.trimEnd()
  while (rest.endsWith('-->')) {
    const start = rest.lastIndexOf('<!--')
    if (start === -1) break
    rest = rest.slice(0, start).trimEnd()
  }
  return rest
}

/** A heading cell without words is no heading: screen readers would announce an empty one for each cell below it. */
export function emptyHeadingCells(state: StateCore): void {
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== 'th_open' || state.tokens[index + 1]?.content !== '') continue
    for (const cell of [token, state.tokens[index + 2]]) if (cell) cell.tag = 'td'
  }
}

/** Drops a first `#` heading that only repeats the title, before it could take an anchor. */
export function ownTitle(state: StateCore): void {
  const { title } = state.env as ParseEnv
  const first = state.tokens.findIndex(({ type }) => type === 'heading_open')
  const open = state.tokens[first]
  if (open?.tag !== 'h1' || open.level !== 0 || open.meta?.custom) return
  if (headingText(state.tokens[first + 1]).toLowerCase() === title.trim().toLowerCase()) state.tokens.splice(first, 3)
}

/**
 * Puts hand-set anchors on their headings, unless that would throw in markdown-it-anchor, which takes a repeated one for
 * a programmer's mistake. The anchors that it will give the other headings are worked out alike.
 */
export function repeatedAnchors(state: StateCore): void {
  const taken = new GithubSlugger()
  for (const [index, open] of state.tokens.entries()) {
    if (open.type !== 'heading_open') continue
    const custom = typeof open.meta?.custom === 'string' ? open.meta.custom : undefined
    const given = custom ?? anchorFor(headingText(state.tokens[index + 1]))
    const repeated = Object.hasOwn(taken.occurrences, given)
    taken.slug(given)
    if (custom && !repeated) open.attrSet('id', custom)
    if (repeated)
      note(state.env, {
        kind: custom ? 'repeated-anchor' : 'repeated-heading',
        text: given,
        token: open,
      })
  }
}
