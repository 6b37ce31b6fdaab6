import markdownIt, { type MarkdownIt, type RendererRule, type StateCore } from 'markdown-it'
import type { RenderEnv } from './remarks.ts'

const { escapeHtml } = markdownIt().utils

/** Tables that can be scrolled by keyboard, without empty headings and without styles of their own. */
export function tables(md: MarkdownIt): void {
  md.core.ruler.after('block', 'empty_heading_cells', emptyHeadingCells)
  Object.assign(md.renderer.rules, {
    table_open: scrollable,
    table_close: () => '</table></div>\n',
    th_open: alignedCell,
    td_open: alignedCell,
  })
}

const scrollable: RendererRule = (_tokens, _index, _options, env) => {
  const { strings } = env as RenderEnv
  return `<div class="table" role="group" aria-label="${escapeHtml(strings.table)}" tabindex="0"><table>\n`
}

/** A heading cell without words is no heading: screen readers would announce an empty one for each cell below it. */
function emptyHeadingCells(state: StateCore): void {
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== 'th_open' || state.tokens[index + 1]?.content !== '') continue
    for (const cell of [token, state.tokens[index + 2]]) if (cell) cell.tag = 'td'
  }
}

/** A column's alignment as a class: markdown-it writes a style attribute, which a strict policy forbids. */
function alignedCell(...[tokens, index, options, , self]: Parameters<RendererRule>): string {
  const token = tokens[index]
  const align = /^text-align:(right|center)$/.exec(String(token?.attrGet('style') ?? ''))?.[1]
  if (token) token.attrs = align ? [['class', `align-${align}`]] : null
  return self.renderToken(tokens, index, options)
}
