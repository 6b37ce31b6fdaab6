import markdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import deflist from 'markdown-it-deflist'
import footnote from 'markdown-it-footnote'
import { anchors } from './anchors.ts'
import { callouts } from './callouts.ts'
import { comments } from './comments.ts'
import { html } from './html.ts'
import { htmlTags } from './html-tags.ts'
import { limits } from './limits.ts'
import { places } from './places.ts'
import type { ParseEnv, RenderEnv } from './remarks.ts'
import { tables } from './tables.ts'

/** What is read beyond CommonMark, GitHub's tables and strike-through. Rules that follow blocks run last to first. */
const extensions: readonly ((md: MarkdownIt) => void)[] = [
  comments, // <!-- … -->
  htmlTags, // <br>, <sup>, <sub>, <kbd>; the rest is text
  callouts, // > [!NOTE]
  tables, // headings without words, alignment
  places, // where links and cells stand
  footnote, // [^1]
  deflist, // Term, then : meaning
  anchors, // {#my-anchor}, and GitHub's anchors for all other headings
  html, // code in colour, callouts, footnotes
  limits, // must run first of all that follow blocks
]

/** Parses a body into block tokens, with anchors on its headings. */
export function parseBody(body: string, env: ParseEnv): Token[] {
  return markdown.parse(body, env)
}

/** Tokens to HTML. `env` must be the one that the tokens were parsed with: footnotes keep their numbers in it. */
export function renderTokens(tokens: Token[], env: RenderEnv): string {
  return markdown.renderer.render(tokens, markdown.options, env)
}

/** One inline token's children to HTML, as for a heading. */
export function renderInline(token: Token, env: RenderEnv): string {
  return markdown.renderer.renderInline(token.children ?? [], markdown.options, env)
}

const markdown: MarkdownIt = createMarkdown()

function createMarkdown(): MarkdownIt {
  const md = markdownIt({ linkify: true, html: false, maxNesting: 100 })
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  // Every link is accepted here and judged later, where its place is known; nothing unsafe is rendered (../slice.ts).
  md.validateLink = () => true
  for (const extension of extensions) md.use(extension)
  return md
}
