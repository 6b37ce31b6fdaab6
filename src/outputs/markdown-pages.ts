import type { Page } from '../model.ts'
import type { Output } from './output.ts'

/** `/page/index.md` beside each page: its text as Markdown, without comments, for tools that would rather have that than HTML. */
export const markdownPages: Output = function* ({ settings, pages }) {
  if (!settings.outputs.markdown) return
  for (const page of pages) {
    if (/^(content|index|glossary)$/.test(page.kind))
      yield { path: `${page.address}index.md`, content: pageMarkdown(page) }
  }
}

/** A page's text with its title on top. */
export function pageMarkdown({ kind, title, markdown, answers }: Page): string {
  const text =
    kind === 'glossary' ? answers.map((term) => `## ${term.question}\n\n${term.markdown}`).join('\n\n') : markdown
  return `${[`# ${title}`, text].join('\n\n').trimEnd()}\n`
}
