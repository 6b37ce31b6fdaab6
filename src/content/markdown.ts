import markdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import anchor from 'markdown-it-anchor'
import deflist from 'markdown-it-deflist'
import footnote from 'markdown-it-footnote'
import { htmlRules } from './markdown-html.ts'
import {
  anchorFor,
  callouts,
  commentBlock,
  commentInline,
  customAnchors,
  emptyHeadingCells,
  harmlessHtml,
  limits,
  ownTitle,
  type ParseEnv,
  parseInline,
  placeCells,
  placedState,
  rawHtml,
  repeatedAnchors,
} from './markdown-rules.ts'

/** Parses a body into block tokens, with anchors on its headings. */
export function parseBody(body: string, env: ParseEnv): Token[] {
  return markdown.parse(body, env)
}

/** Tokens to HTML. `env` must be the one that the tokens were parsed with: footnotes keep their numbers in it. */
export function renderTokens(tokens: Token[], env: ParseEnv): string {
  return markdown.renderer.render(tokens, markdown.options, env)
}

/** One inline token's children to HTML, as for a heading. */
export function renderInline(token: Token, env: ParseEnv): string {
  return markdown.renderer.renderInline(token.children ?? [], markdown.options, env)
}

const markdown: MarkdownIt = createMarkdown()

function createMarkdown(): MarkdownIt {
  const md = markdownIt({ linkify: true, html: false, maxNesting: 50 })
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  // Every link is accepted here and judged later, where its place is known. Nothing unsafe is rendered: see links.ts.
  md.validateLink = () => true
  md.inline.State = placedState(md)
  md.block.ruler.before('paragraph', 'comment', commentBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.inline.ruler.before('html_inline', 'comment', commentInline)
  md.inline.ruler.before('html_inline', 'harmless_html', harmlessHtml)
  md.inline.ruler.before('html_inline', 'raw_html', rawHtml)
  // Each goes right after 'block', so the last one here is the first to run.
  md.core.ruler.after('block', 'callouts', callouts)
  md.core.ruler.after('block', 'custom_anchors', customAnchors)
  md.core.ruler.after('block', 'empty_heading_cells', emptyHeadingCells)
  md.core.ruler.after('block', 'place_cells', placeCells)
  md.core.ruler.after('block', 'limits', limits)
  md.core.ruler.at('inline', parseInline)
  md.use(footnote).use(deflist)
  md.core.ruler.push('own_title', ownTitle)
  md.core.ruler.push('repeated_anchors', repeatedAnchors)
  md.use(anchor, {
    slugify: anchorFor,
    uniqueSlugStartIndex: 1,
    tabIndex: false,
    permalink: anchor.permalink.headerLink(),
  })
  Object.assign(md.renderer.rules, htmlRules)
  return md
}
