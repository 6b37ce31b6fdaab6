import { findProblems } from '../src/checks/index.ts'
import type { SourceFile } from '../src/content/files.ts'
import type { Memory } from '../src/content/memory.ts'
import { type ReadOptions, type ReadSite, readSite } from '../src/content/read.ts'
import type { Assets } from '../src/layout.ts'
import type { Page } from '../src/model.ts'
import { languageOf } from '../src/strings.ts'

/** Files of a content folder, by their path in it: text, or bytes as they are. */
export type Files = Readonly<Record<string, string | Buffer>>

const defaults: ReadOptions = {
  folder: 'content',
  drafts: false,
  layouts: ['all', 'content_page', 'glossary', 'home', 'index_page', 'moved', 'not_found', 'search'],
  publicFiles: ['/favicon.svg'],
}

/**
 * Reads a site from memory, with all its problems: those of the gate and those of the checks. That a site without a ledger
 * has entered nothing goes without saying here. Nothing is overdue unless a day is given.
 */
export function readFiles(files: Files, options: Partial<ReadOptions> = {}, today?: string, memory?: Memory): ReadSite {
  const sources = Object.entries(files).map(
    ([path, content]): SourceFile => ({
      path,
      shown: `content/${path}`,
      onDisk: path,
      ...(/\.(md|ya?ml|svg)$|^(permalinks|words)\.txt$/.test(path) ? { bytes: Buffer.from(content) } : {}),
    }),
  )
  const read = readSite(sources, { ...defaults, ...options }, memory)
  const problems = findProblems(read.site, read.problems, today === undefined ? {} : { today })
  return {
    ...read,
    problems: 'permalinks.txt' in files ? problems : problems.filter(({ rule }) => rule !== 'not-entered'),
  }
}

/** A content folder's settings, so that a test is not told that there are none. */
export const settings = { 'site.yml': 'name: Test answers\n' } as const

/** A page in the category "Topic", with the body given. */
export const page = (body: string, frontMatter = 'title: A page'): string =>
  `---\n${frontMatter}\ncategory: Topic\n---\n\n${body}`

/** The only content page of a site made of one body. Throws when there are errors. */
export function readPage(body: string, frontMatter?: string): Page {
  const { site, problems } = readFiles({ ...settings, 'a-page.md': page(body, frontMatter) })
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ what, at }) => `${at.line}:${at.column} ${what}`).join('\n'))
  const [found] = site.pages.filter(({ kind }) => kind === 'content')
  if (!found) throw new Error('No page was read.')
  return found
}

/** `file:line:column rule`, one for each problem. */
export const told = ({ problems }: Pick<ReadSite, 'problems'>): string[] =>
  problems.map(({ rule, at }) => `${at.file.replace(/^content\//, '')}:${at.line}:${at.column} ${rule}`)

/** Names of assets, for what is made without any. */
export const assets: Assets = {
  style: { text: '', hash: 'sha256-style' },
  theme: { text: '', hash: 'sha256-theme' },
  policy: "default-src 'none'",
  script: '/assets/site.js',
  suggest: '/assets/suggest.js',
  search: '/assets/search.js',
  notFound: '/assets/not-found.js',
  moved: '/assets/moved.js',
}

/** For pages that are shown by themselves: nothing is related to anything. */
export const related = (): [] => []

/** The words of the interface, in English. */
export const { strings } = languageOf('en')
