import type { Host } from '../output.ts'

/**
 * GitHub Pages sends files and nothing else: no headers, no redirects. The policy stands in each page, and pages send readers on.
 * Where a branch is published, `.nojekyll` keeps Jekyll from leaving out files and folders that begin with `_`.
 *
 * Limit: docs.github.com/pages/getting-started-with-github-pages/github-pages-limits, "may be no larger than 1 GB".
 */
export const githubPages: Host = {
  title: 'GitHub Pages',
  files: () => [{ path: '/.nojekyll', content: '' }],
  readsNoRules: true,
  limits: [{ of: 'bytes', most: 1_000_000_000, beyond: 'It refuses the site.' }],
}
