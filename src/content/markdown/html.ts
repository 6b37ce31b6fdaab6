import { createRequire } from 'node:module'
import type { HLJSApi } from 'highlight.js'
import markdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import type { RenderEnv } from './remarks.ts'

const { escapeHtml } = markdownIt().utils

/** How our own tokens, and some of markdown-it's, become HTML. Everything that an author wrote is escaped. */
export function html(md: MarkdownIt): void {
  Object.assign(md.renderer.rules, rules)
}

const rules: MarkdownIt['renderer']['rules'] = {
  callout_open: (tokens, index, _options, env) => {
    const { callouts } = (env as RenderEnv).strings
    const kind = String(tokens[index]?.meta?.kind ?? 'note')
    const label = callouts[kind as keyof typeof callouts] ?? ''
    return `<div class="callout callout-${kind}" role="note"><p class="callout-label">${escapeHtml(label)}</p>\n`
  },
  callout_close: () => '</div>\n',
  fence: (tokens, index) =>
    code(tokens[index]?.content ?? '', (tokens[index]?.info ?? '').trim().split(/\s+/)[0] ?? ''),
  code_block: (tokens, index) => code(tokens[index]?.content ?? '', ''),
  footnote_block_open: (_tokens, _index, _options, env) =>
    `<section class="footnotes" aria-label="${escapeHtml((env as RenderEnv).strings.footnotes)}"><ol>\n`,
  footnote_block_close: () => '</ol></section>\n',
  footnote_caption: (tokens, index) => {
    const { id = 0, subId = 0 } = (tokens[index]?.meta ?? {}) as {
      id?: number
      subId?: number
    }
    return subId > 0 ? `${id + 1}:${subId}` : `${id + 1}`
  },
  footnote_ref: (tokens, index, options, env, self) => {
    const { id, subId } = footnotePlace(tokens[index])
    const caption = self.rules.footnote_caption?.(tokens, index, options, env, self) ?? ''
    const label = escapeHtml((env as RenderEnv).strings.footnote(id + 1))
    return `<sup class="footnote-ref"><a href="#fn${id + 1}" id="fnref${id + 1}${subId}" aria-label="${label}">${caption}</a></sup>`
  },
  footnote_anchor: (tokens, index, _options, env) => {
    const { id, subId } = footnotePlace(tokens[index])
    const label = escapeHtml((env as RenderEnv).strings.backToText(id + 1))
    return ` <a href="#fnref${id + 1}${subId}" class="footnote-back" aria-label="${label}">\u2191</a>`
  },
}

function footnotePlace(token: Token | undefined): {
  id: number
  subId: string
} {
  const { id = 0, subId = 0 } = (token?.meta ?? {}) as {
    id?: number
    subId?: number
  }
  return { id, subId: subId > 0 ? `:${subId}` : '' }
}

/** Loaded with the first code that names its language: most sites have none. */
function colourer(): HLJSApi {
  loaded ??= createRequire(import.meta.url)('highlight.js/lib/common') as HLJSApi
  return loaded
}

let loaded: HLJSApi | undefined

/** Code is coloured while building. A language that highlight.js does not know is left plain. */
function code(text: string, language: string): string {
  const known = language !== '' && isSmall(text) && colourer().getLanguage(language) !== undefined
  const html = known ? colourer().highlight(text, { language, ignoreIllegals: true }).value : escapeHtml(text)
  const name = known ? ` data-language="${escapeHtml(language)}"` : ''
  return `<pre class="code"${name} tabindex="0"><code>${html}</code></pre>\n`
}

/** The colourer looks at long lines again and again: a line of 48,000 letters took it five seconds. */
const isSmall = (code: string): boolean => code.length < 50_000 && code.split('\n').every((line) => line.length < 2000)
