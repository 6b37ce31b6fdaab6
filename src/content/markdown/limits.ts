import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { note, type ParseEnv } from './remarks.ts'

/** No page that people read has more headings. Each one's anchor is compared with those before it. */
const mostHeadings = 1000
/** Signs in one paragraph, cell or heading: about six printed pages. Some rules look at a paragraph many times. */
const longestParagraph = 20_000

/** Levels of blocks within blocks; a list takes two. Far below what the parser would drop in silence (maxNesting). */
const deepest = 40
const mostFootnotes = 500

/**
 * Cuts off what would keep a build busy for minutes, before the rules that it would keep busy; the author is told, and the
 * build refuses the page.
 */
export function limits(md: MarkdownIt): void {
  md.core.ruler.after('block', 'limits', cutOff)
  md.core.ruler.after('inline', 'footnote_limit', limitFootnotes)
  md.core.ruler.after('inline', 'reference_limit', limitReferences)
}

/** Signs that links by reference may add to a page, as GitHub's own parser has it: as many as the page has, or 100,000. */
const leastForReferences = 100_000

/** One definition may be long, and thousands of links may name it: a page of a megabyte would become one of gigabytes. */
function limitReferences(state: StateCore): void {
  const most = state.src.length + Math.max(state.src.length, leastForReferences)
  let all = 0
  for (const token of state.tokens) {
    for (const { attrs } of token.children ?? []) for (const [, value] of attrs ?? []) all += String(value).length
    if (all <= most) continue
    note(state.env, {
      kind: 'too-much',
      text: 'From here on, links by reference make more than the page itself.',
      token,
    })
    state.tokens = []
    return
  }
}

/** Footnotes written in a sentence (`^[so]`) are known only now. Gathering thousands takes minutes. */
function limitFootnotes(state: StateCore): void {
  const { footnotes } = state.env as ParseEnv & { footnotes?: { list?: unknown[] } }
  const first = state.tokens.find(({ type }) => type === 'inline')
  if (!footnotes?.list || footnotes.list.length <= mostFootnotes || !first) return
  note(state.env, { kind: 'too-much', text: `This page has more than ${mostFootnotes} footnotes.`, token: first })
  footnotes.list = []
}

function cutOff(state: StateCore): void {
  const tooMuch = (token: Token, text: string): void => note(state.env, { kind: 'too-much', text, token })
  for (const token of state.tokens) {
    if (token.type !== 'inline' || token.content.length <= longestParagraph) continue
    tooMuch(token, `This paragraph has ${token.content.length} signs, and ${longestParagraph} are the most.`)
    token.content = ''
  }
  const deep = state.tokens.find(({ level }) => level >= deepest)
  if (deep) tooMuch(deep, 'Lists or quotes stand inside each other too deeply here.')
  if (state.tokens.filter(({ type }) => type === 'footnote_reference_open').length > mostFootnotes) {
    const first = state.tokens.find(({ type }) => type === 'footnote_reference_open')
    if (first) tooMuch(first, `This page has more than ${mostFootnotes} footnotes.`)
    state.tokens = []
    return
  }
  const headings = state.tokens.filter(({ type }) => type === 'heading_open')
  const over = headings[mostHeadings]
  if (!over) return
  tooMuch(over, `This page has ${headings.length} headings, and ${mostHeadings} are the most.`)
  state.tokens = state.tokens.slice(0, state.tokens.indexOf(over))
}
