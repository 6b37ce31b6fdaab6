import GithubSlugger, { slug } from 'github-slugger'
import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import anchor from 'markdown-it-anchor'
import { note, type ParseEnv } from './remarks.ts'

/** Gives every heading its anchor. */
export function anchors(md: MarkdownIt): void {
  md.core.ruler.after('block', 'custom_anchors', customAnchors)
  md.core.ruler.push('own_title', ownTitle)
  md.core.ruler.push('repeated_anchors', repeatedAnchors)
  md.use(anchor, {
    slugify: anchorFor,
    uniqueSlugStartIndex: 1,
    tabIndex: false,
    permalink: anchor.permalink.headerLink(),
  })
}

/** The anchor of a heading: GitHub's own rule, so that links which work in GitHub's preview work here. */
export const anchorFor = (heading: string): string => slug(heading)

/** A heading's text as GitHub slugs it: what a reader sees, code included, images not. */
export const headingText = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .map(({ type, content }) => (type === 'text' || type === 'code_inline' ? content : type === 'softbreak' ? ' ' : ''))
    .join('')
    .trim()

/** `## Question {#my-anchor}` sets the anchor by hand. A comment may follow it. */
function customAnchors(state: StateCore): void {
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

/** Drops a first `#` heading that only repeats the title, before it could take an anchor. */
function ownTitle(state: StateCore): void {
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
function repeatedAnchors(state: StateCore): void {
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
