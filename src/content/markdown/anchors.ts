import { slug } from 'github-slugger'
import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import anchor from 'markdown-it-anchor'
import { note, noteComment, type ParseEnv } from './remarks.ts'

/** Gives every heading its anchor. */
export function anchors(md: MarkdownIt): void {
  md.core.ruler.after('block', 'custom_anchors', customAnchors)
  md.core.ruler.push('own_title', ownTitle)
  md.core.ruler.push('assign_anchors', assignAnchors)
  md.use(anchor, { slugify: anchorFor, tabIndex: false, permalink: linkUnlessLinked })
}

const headerLink = anchor.permalink.headerLink()

/** The anchor of a heading: GitHub's own rule, so that links which work in GitHub's preview work here. */
export const anchorFor = (heading: string): string => slug(heading)

export const headingText = (inline: Token | undefined): string => inlineWords(inline?.children ?? [])

/** What a reader sees or hears of a piece of a line, code and the words for images included. */
export const inlineWords = (children: readonly Token[]): string =>
  children
    .map(({ type, content }) =>
      type === 'text' || type === 'code_inline' || type === 'image' ? content : type.endsWith('break') ? ' ' : '',
    )
    .join('')
    .trim()

/** `## Question {#my-anchor}` sets the anchor by hand. A comment may follow it. */
function customAnchors(state: StateCore): void {
  for (const [index, open] of state.tokens.entries()) {
    const inline = state.tokens[index + 1]
    if (open.type !== 'heading_open' || !inline) continue
    inline.content = withoutTrailingComments(state, inline)
    const start = inline.content.endsWith('}') ? inline.content.lastIndexOf('{#') : -1
    const custom = start === -1 ? '' : inline.content.slice(start + 2, -1)
    if (!/^[^\s{}]+$/.test(custom)) continue
    inline.content = inline.content.slice(0, start).trimEnd()
    open.meta = { ...open.meta, custom }
  }
}

function withoutTrailingComments({ env }: StateCore, inline: Token): string {
  let rest = inline.content.trimEnd()
  while (rest.endsWith('-->')) {
    const start = rest.lastIndexOf('<!--')
    if (start === -1) break
    const line = (inline.map?.[0] ?? 0) + rest.slice(0, start).split('\n').length - 1
    noteComment(env, { text: rest.slice(start), line })
    rest = rest.slice(0, start).trimEnd()
  }
  return rest
}

/** Drops a first `#` heading that only repeats the title, before it could take an anchor. */
function ownTitle(state: StateCore): void {
  const { title } = state.env as ParseEnv
  const first = state.tokens.findIndex(({ type }) => type === 'heading_open')
  const open = state.tokens[first]
  if (open?.tag !== 'h1' || open.level !== 0 || open.meta?.custom) return
  if (headingText(state.tokens[first + 1]).toLowerCase() === title.trim().toLowerCase()) state.tokens.splice(first, 3)
}

/** Ids that layouts give to parts of an author's page; a test compares them. Anchors made of questions have no capitals. */
export const ownIds: ReadonlySet<string> = new Set(
  'Main HeaderSearch MovedNotes Related OnThisPage TermsHere AlsoIn Contents'.split(' '),
)

/**
 * Gives every heading its `id`. Repeated ones get `-1`, `-2` and so on, as on GitHub; a heading without letters is
 * `answer`. (markdown-it-anchor would throw at a repeated one that was set by hand, and take minutes over thousands alike.)
 */
function assignAnchors(state: StateCore): void {
  const used = new Set<string>()
  const last = new Map<string, number>()
  const free = (wanted: string): string => {
    if (!used.has(wanted)) return wanted
    let number = last.get(wanted) ?? 0
    do number++
    while (used.has(`${wanted}-${number}`))
    last.set(wanted, number)
    return `${wanted}-${number}`
  }
  for (const [index, open] of state.tokens.entries()) {
    if (open.type !== 'heading_open') continue
    const text = headingText(state.tokens[index + 1])
    const custom = typeof open.meta?.custom === 'string' ? open.meta.custom : undefined
    const wanted = custom ?? (anchorFor(text) || 'answer')
    const id = free(wanted)
    if (text === '') note(state.env, { kind: 'empty-heading', text, token: open })
    else if (custom && ownIds.has(custom)) note(state.env, { kind: 'own-anchor', text: custom, token: open })
    else if (id !== wanted && custom) note(state.env, { kind: 'repeated-anchor', text: wanted, token: open })
    else if (id !== wanted) open.meta = { ...open.meta, repeats: wanted }
    used.add(id)
    open.attrSet('id', id)
  }
}

/** A heading that holds a link keeps that one: links do not go inside links. */
const linkUnlessLinked: typeof headerLink = (slug, options, state, index) => {
  const linked = state?.tokens[(index ?? 0) + 1]?.children?.some(({ type }) => type === 'link_open')
  if (!linked) headerLink(slug, options, state, index)
}
