import type { Check } from './check.ts'

/** A site without a single page is a mistake in the command, not a wish. */
export const pages: Check<'pages'> = {
  rules: { pages: 'always' },
  find: (site) =>
    site.pages.some(({ kind }) => kind === 'content')
      ? []
      : [
          {
            rule: 'pages',
            at: site.pages.find(({ kind }) => kind === 'home')?.at ?? { file: 'content', line: 1, column: 1 },
            what: 'There is no page to publish in this folder.',
            why: 'A site needs at least one Markdown file (name ending in .md) that is not a draft.',
            fix: 'Add a page, or name the right folder: --content FOLDER',
          },
        ],
}
