import type { Output } from './output.ts'

/** `/page/index.md` beside each page: its text as Markdown, without comments, for tools that would rather have that than HTML. */
export const markdownPages: Output = (site) =>
  site.pages
    .filter(({ kind }) => kind === 'content' || kind === 'index' || kind === 'glossary')
    .map(({ address, kind, title, markdown, answers }) => {
      const text =
        kind === 'glossary' ? answers.map((term) => `## ${term.question}\n\n${term.markdown}`).join('\n\n') : markdown
      return { path: `${address}index.md` as const, content: `${[`# ${title}`, text].join('\n\n').trimEnd()}\n` }
    })
