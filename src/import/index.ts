import { posix } from 'node:path'
import { pageAddress } from '../content/addresses.ts'
import { placePages, redirectsOf } from './addresses.ts'
import { withOldAnchors } from './anchors.ts'
import { type Anchored, withAnchors } from './bodies.ts'
import { noteIn, shown } from './data.ts'
import { type Fields, languageCode, readFields } from './fields.ts'
import { type Filed, type FiledCategory, filePages, humanised } from './filing.ts'
import { pageFinder } from './find-page.ts'
import { folderOf, isMarkdown } from './generators/paths.ts'
import { isBlank, type Line } from './lines.ts'
import { type LinkedPage, rewriteLinks } from './links.ts'
import type { FileNote, Finding, Generator, OldFile, Setup } from './old-site.ts'
import { printYaml } from './print.ts'
import { linesOf, readPages, takeTitle } from './read-pages.ts'
import type { Summary } from './report.ts'
import { rewriters } from './rewriters/index.ts'

/** A content folder that was made of an old site, not yet written. */
export interface Imported {
  /** Pages and settings, by their path in the new folder. */
  readonly files: readonly { readonly path: string; readonly content: string }[]
  /** Files that are copied as they are. */
  readonly copies: readonly { readonly onDisk: string; readonly path: string }[]
  readonly summary: Summary
}

interface ImportOptions {
  readonly generator: Generator
  /** The old folder, as the report names it. */
  readonly from: string
  /** What was found while the folder was listed. */
  readonly found: readonly Finding[]
}

/** Makes a content folder of an old site's files. Nothing is written here, and nothing of the old site is run. */
export function importSite(list: readonly OldFile[], { generator, from, found }: ImportOptions): Imported {
  const findings: Finding[] = [...found]
  const note: FileNote = (file, line, kind, was, done) => {
    findings.push({ file, line, kind, was: shown(was), done })
  }
  const files = new Map(list.map((file) => [file.path, file]))
  const setup = withOwnIndexes(generator.read(files, note))
  const language = languageCode(setup.language)
  const old = readPages(list, setup, note)
  const titled = new Map(
    old.map((page) => {
      const own = noteIn(note, page.file.path)
      return [page, takeTitle(page, withOldAnchors(linesOf(page), setup.anchors, own), own)] as const
    }),
  )

  const kept = old.filter((page) => {
    const { lines } = titled.get(page) ?? { lines: [] }
    const bare = lines.every((line) => isBlank(line)) && setup.isIndex(page) && folderOf(page.path) === ''
    if (bare) {
      note(
        page.file.path,
        1,
        'page',
        page.file.path,
        'left out: the front page is made by the site itself, and this one has no text',
      )
      readFields(page, language, noteIn(note, page.file.path))
    }
    return !bare
  })
  const find = pageFinder(kept, setup)
  const filing = filePages(kept, { setup, files, find, note, titleOf: (page) => titled.get(page)?.title })
  const filed = [...filing.pages.values()]
  const titles = new Map(filed.map((one) => [one.page, titleOf(one, titled.get(one.page)?.title, setup)]))
  const placed = placePages(filed, titles, { setup, note })

  const drafts = filed.flatMap((one): Draft[] => {
    const { page } = one
    const own = noteIn(note, page.file.path)
    const title = titles.get(page) ?? ''
    const context = { dialects: setup.dialects, note: own, values: new Map([...setup.values, ['page.title', title]]) }
    const lines = rewriters.reduce((done, rewrite) => rewrite(done, context), titled.get(page)?.lines ?? [])
    const body = withAnchors(lines, title, own)
    if (body.tooMuch !== undefined) {
      own(1, 'page', page.file.path, `left out: ${body.tooMuch} Split it up first.`)
      return []
    }
    return [{ filed: one, title, body, fields: readFields(page, language, own), ...(placed.pages.get(page) ?? lost()) }]
  })

  const used = new Map<OldFile, string>()
  const pages = new Map(
    drafts.map((draft) => [draft.filed.page, linkedPage(draft, titled.get(draft.filed.page)?.anchor)]),
  )
  const paths = new Set([...drafts.map(({ path }) => path), ...[...placed.made.values()].map(({ path }) => path)])
  const use = (file: OldFile): string => {
    const known = used.get(file)
    if (known !== undefined) return known
    const path = freeFilePath(pathBeside(file.path, setup), paths)
    used.set(file, path)
    return path
  }
  const present = new Set([
    ...drafts.map(({ slug }) => pageAddress(slug)),
    ...[...placed.made.values()].map(({ slug }) => pageAddress(slug)),
    ...madeAddresses,
  ])
  const taken = new Map<string, string>()
  const written = drafts.map((draft) => {
    const { page } = draft.filed
    const own = noteIn(note, page.file.path)
    const redirects = redirectsOf(page, draft.slug, { setup, present, taken, note })
    const lines = rewriteLinks(draft.body.lines, page, { setup, files, find, pages, use, note: own })
    const category = draft.filed.index
      ? filing.categories.find(({ title }) => title === draft.filed.category)
      : undefined
    return { draft, redirects, content: printPage(draft, { lines, redirects, category }) }
  })
  const made = [...placed.made].map(([title, place]) => {
    const category = filing.categories.find((one) => one.title === title)
    const own = drafts.filter((draft) => draft.filed.category === title)
    const folder = own.map(({ filed }) => folderOf(filed.page.path)).find((one) => one !== '')
    const address = setup.listAddresses?.get(title) ?? (folder ? setup.folderAddress?.(folder) : undefined)
    const redirects = address && !present.has(address) && !taken.has(address) ? [address] : []
    return {
      path: place.path,
      content: printIndex(title, { category, redirects, slug: place.written ? place.slug : undefined }),
    }
  })
  const site = siteFile(setup, language, note)
  return {
    files: [
      ...written.map(({ draft, content }) => ({ path: draft.path, content })),
      ...made,
      { path: 'site.yml', content: site },
    ].sort(byPath),
    copies: [...used].map(([{ onDisk }, path]) => ({ onDisk, path })).sort(byPath),
    summary: {
      generator: generator.title,
      from,
      pages: written.map(({ draft, redirects }) => ({
        from: draft.filed.page.file.path,
        to: draft.path,
        address: pageAddress(draft.slug),
        redirects,
      })),
      copied: [...used].map(([file, path]) => ({ from: file.path, to: path })),
      findings: inOrder(findings),
      unused: unusedFiles(list, new Set([...old.map(({ file }) => file), ...used.keys()]), generator),
    },
  }
}

/** A site that was written with Answerbook in mind says itself which of its pages stand for a category. */
const withOwnIndexes = (setup: Setup): Setup => ({
  ...setup,
  isIndex: (page) => setup.isIndex(page) || page.front.data.layout === 'index_page',
})

/** Addresses that the site itself takes. */
const madeAddresses = [
  '/',
  '/search/',
  '/404.html',
  '/robots.txt',
  '/sitemap.xml',
  '/answers.json',
  '/answers.schema.json',
  '/objects.inv',
]

interface Draft {
  readonly filed: Filed
  readonly title: string
  readonly body: Anchored
  readonly fields: Fields
  readonly path: string
  readonly slug: string
  readonly written: boolean
}

const lost = (): never => {
  throw new Error('Every page that is filed has a place.')
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : 1)

/** Each finding once, by file and line. Of two at one place, the one that was found first comes first. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const once = new Map(findings.map((one) => [JSON.stringify(one), one]))
  return [...once.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}

/** By the front matter, the first heading, the navigation or the file's name; one line, as long as the gate takes. */
function titleOf({ page, navTitle, home }: Filed, own: string | undefined, setup: Setup): string {
  const title = own ?? navTitle ?? (home ? setup.name : undefined) ?? (humanised(setup.nameOf(page)) || page.path)
  return (
    title
      .replace(/[\p{Cc}\ud800-\udfff]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
      .trim() || 'Untitled'
  )
}

function linkedPage({ path, body, fields }: Draft, titleAnchor: string | undefined): LinkedPage {
  const moved = new Map(body.moved)
  for (const [id, also] of body.also) for (const anchor of also) moved.set(anchor, id)
  if (titleAnchor) moved.set(titleAnchor, '')
  return { path, anchors: body.anchors, moved, draft: fields.draft }
}

/** Where a file goes: as it lay among the pages, or as it lay at the root of the old site. */
function pathBeside(path: string, setup: Setup): string {
  const root =
    setup.roots.filter((one) => one !== '' && path.startsWith(one)).sort((a, b) => b.length - a.length)[0] ?? ''
  return path
    .slice(root.length)
    .split('/')
    .map((name) => name.replace(/^[._]+/, '') || 'file')
    .join('/')
}

function freeFilePath(wanted: string, taken: Set<string>): string {
  const ending = posix.extname(wanted)
  let path = wanted
  for (let number = 2; taken.has(path); number++)
    path = `${wanted.slice(0, -ending.length || undefined)}-${number}${ending}`
  taken.add(path)
  return path
}

interface PageParts {
  readonly lines: readonly Line[]
  readonly redirects: readonly string[]
  readonly category: FiledCategory | undefined
}

function printPage(
  { filed, title, body, fields, slug, written }: Draft,
  { lines, redirects, category }: PageParts,
): string {
  const order = filed.index ? category?.order : filed.order
  const answers = [...body.also].map(
    ([id, also]) => [id, { redirect_from: also.map((anchor) => `/${slug}/#${anchor}`) }] as const,
  )
  const front = printYaml({
    title,
    ...(filed.index ? { layout: 'index_page' } : {}),
    category: filed.category,
    sub_category: filed.subCategory,
    sub_categories: category?.subCategories ?? [],
    description: fields.description,
    slug: written ? slug : undefined,
    order,
    draft: fields.draft || undefined,
    lang: fields.lang,
    ...fields.own,
    redirect_from: redirects,
    ...(answers.length > 0 ? { answers: Object.fromEntries(answers) } : {}),
  })
  const text = lines
    .map((line) => line.text.trimEnd() + (/\S {2,}$/.test(line.text) ? '  ' : ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
  return text === '' ? `---\n${front}---\n` : `---\n${front}---\n\n${text}\n`
}

interface IndexParts {
  readonly category: FiledCategory | undefined
  readonly redirects: readonly string[]
  readonly slug: string | undefined
}

/** A category's page that nobody wrote: there to be written, and to hold the order of categories and sub-categories. */
const printIndex = (title: string, { category, redirects, slug }: IndexParts): string =>
  `---\n${printYaml({
    title,
    layout: 'index_page',
    category: title,
    sub_categories: category?.subCategories ?? [],
    slug,
    order: category?.order,
    redirect_from: redirects,
  })}---\n`

function siteFile(setup: Setup, language: string | undefined, note: FileNote): string {
  if (setup.language !== undefined && language === undefined)
    note(
      setup.navigationFiles[0] ?? '',
      1,
      'settings',
      `language: ${setup.language}`,
      'left out, as it is no code of a language',
    )
  return printYaml({
    name: setup.name ?? 'Questions and answers',
    description: setup.description,
    url: setup.url,
    language,
  })
}

/** The rest of the old folder, by its first folder, Markdown by its path. Files of the generator itself are no loss to anyone. */
function unusedFiles(list: readonly OldFile[], known: ReadonlySet<OldFile>, { marks }: Generator): Summary['unused'] {
  const counts = new Map<string, number>()
  for (const file of list) {
    if (known.has(file) || marks.test(file.path)) continue
    const [first = '', ...rest] = file.path.split('/')
    // Markdown that is no page, such as a piece of others, is text that somebody may miss.
    const folder = isMarkdown(file.path) ? file.path : rest.length > 0 ? `${first}/` : first
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].map(([folder, files]) => ({ folder, files }))
}
