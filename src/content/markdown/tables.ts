import markdownIt, { type MarkdownIt, type RendererRule, type StateCore, type Token } from 'markdown-it'
import type { RenderEnv } from './remarks.ts'

const { escapeHtml } = markdownIt().utils

/** Tables that can be scrolled by keyboard, with the headings that they look like, and without styles of their own. */
export function tables(md: MarkdownIt): void {
  md.core.ruler.after('block', 'heading_cells', headingCells)
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

/**
 * A heading cell without words is no heading: screen readers would announce an empty one for each cell below it. Where the first
 * one has none, what stands below it names the rows, and is a heading: they announce it with each cell of its row.
 */
function headingCells({ tokens }: StateCore): void {
  let rowsAreNamed = false
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'table_open') rowsAreNamed = false
    if (token.type !== 'th_open' && token.type !== 'td_open') continue
    const isFirst = tokens[index - 1]?.type === 'tr_open'
    const isEmpty = tokens[index + 1]?.content === ''
    if (token.type === 'th_open' && isEmpty) {
      rowsAreNamed ||= isFirst
      makeCell(tokens, index, 'td')
    }
    if (token.type === 'td_open' && isFirst && rowsAreNamed && !isEmpty) {
      makeCell(tokens, index, 'th')
      token.attrSet('scope', 'row')
    }
  }
}

/** Opening, text and closing of a cell are three tokens in a row. */
function makeCell(tokens: readonly Token[], index: number, tag: 'th' | 'td'): void {
  for (const token of [tokens[index], tokens[index + 2]]) if (token) token.tag = tag
}

/** A column's alignment as a class: markdown-it writes a style attribute, which a strict policy forbids. */
function alignedCell(...[tokens, index, options, , self]: Parameters<RendererRule>): string {
  const token = tokens[index]
  const align = /^text-align:(right|center)$/.exec(String(token?.attrGet('style') ?? ''))?.[1]
  if (token) {
    const others = (token.attrs ?? []).filter(([name]) => name !== 'style')
    token.attrs = align ? [...others, ['class', `align-${align}`]] : others
  }
  return self.renderToken(tokens, index, options)
}
