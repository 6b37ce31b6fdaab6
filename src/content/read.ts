import { posix } from 'node:path'
import { withBase } from '../address.ts'
import { closest } from '../closest.ts'
import {
  type Address,
  type ContentFile,
  type Link,
  linksOf,
  type Page,
  type Settings,
  type Site,
  type Source,
} from '../model.ts'
import { compareProblems, type Problem } from '../problem.ts'
import { basePath, fileAddress, pageAddress, readLink, slugOf, slugOfFile } from './addresses.ts'
import { arrange } from './arrange.ts'
import type { SourceFile } from './files.ts'
import { type FrontMatter, frontMatter, type SiteFile, siteFile } from './schema.ts'
import { slicePage } from './slice.ts'
import { isActiveDrawing } from './svg.ts'
import { readText, type SourceText, type SplitPage, splitPage } from './text.ts'
import { readYaml, type YamlValue } from './yaml.ts'

export interface ReadOptions {
  /** Path of the content folder as the author would write it, for messages about things that are not in any file. */
  readonly folder: string
  /** Where the site will be published; wins over `url:` of site.yml. */
  readonly url?: string
  /** Shows pages marked `draft: true`. */
  readonly drafts: boolean
  /** Names that `layout:` may have. */
  readonly layouts: readonly string[]
  /** Addresses of the files in `public/`. */
  readonly publicFiles: readonly Address[]
}

export interface ReadSite {
  readonly site: Site
  readonly problems: readonly Problem[]
  /** The text files by the path that problems show, so that a report can quote a line. */
  readonly sources: ReadonlyMap<string, SourceText>
}

/**
 * The one gate through which content comes in. It always returns a site, as whole as the files allow, so that every
 * mistake can be told in one run; whether the site may be built is for the caller to judge by the problems.
 */
export function readSite(files: readonly SourceFile[], options: ReadOptions): ReadSite {
  const isTextFile = ({ path }: SourceFile): boolean => /\.(md|markdown|ya?ml)$/i.test(path)
  const otherFiles = new Map(files.filter((file) => !isTextFile(file)).map((file) => [file.path, file]))
  const texts = files.filter(isTextFile).map(readText)
  const sources = texts.filter(isText)
  const unread = texts.filter((text): text is Problem => !isText(text))
  const { value: settings, problems: inSettings } = readSettings(sources, otherFiles, options)
  const base = basePath(settings.url)

  // Addresses first, as links need them all; then the bodies.
  const heads = sources.filter(({ path }) => /\.(md|markdown)$/i.test(path)).map((source) => readHead(source, options))
  const pageByPath = new Map(heads.map(({ source, address }) => [source.path, address]))
  const read = heads.map((head) => {
    const context = { path: head.source.path, address: head.address, pageByPath, files: otherFiles }
    return readPage(head, settings, (href) => readLink(href, context), base)
  })
  const isShown = (page: Page): boolean => !page.draft || options.drafts
  const pages = read.map(({ page }) => page)
  const shown = pages.filter(isShown)

  const subCategories = new Map(heads.map(({ address, front }) => [address, subCategoryTitles(front)]))
  const arranged = arrange(shown, settings, {
    subCategories: (page) => subCategories.get(page.address) ?? [],
    at: { file: options.folder, line: 1, column: 1 },
  })
  const site: Site = {
    settings,
    base,
    ...arranged,
    drafts: pages.filter((page) => !isShown(page)).map(({ address }) => address),
    files: usedFiles(shown, settings, otherFiles),
    publicFiles: options.publicFiles,
  }
  const problems = [unread, inSettings, heads.flatMap((head) => head.problems), read.flatMap((one) => one.problems)]
  return {
    site,
    problems: problems.flat().sort(compareProblems),
    sources: new Map(sources.map((text) => [text.shown, text])),
  }
}

/** The files that pages link to or show, and the logo: each once, by path. */
function usedFiles(pages: readonly Page[], { logo }: Settings, files: ReadonlyMap<string, SourceFile>): ContentFile[] {
  const linked = pages.flatMap(linksOf).flatMap(({ target }) => (target.kind === 'file' ? [target.path] : []))
  return [...new Set(logo ? [logo, ...linked] : linked)].sort().flatMap((path) => {
    const file = files.get(path)
    return file ? [{ path, address: fileAddress(path), active: isActiveDrawing(file) }] : []
  })
}

const isText = (text: SourceText | Problem): text is SourceText => 'lines' in text

interface Read<Value> {
  readonly value: Value
  readonly problems: readonly Problem[]
}

function readSettings(
  sources: readonly SourceText[],
  files: ReadonlyMap<string, SourceFile>,
  options: ReadOptions,
): Read<Settings> {
  const source = sources.find(({ path }) => path === 'site.yml' || path === 'site.yaml')
  const read = source
    ? readYaml(
        {
          shown: source.shown,
          yaml: source.text,
          line: 0,
          rule: 'site-settings',
        },
        siteFile,
      )
    : { problems: [noSettings(options.folder)] }
  const value: Partial<SiteFile> = ('value' in read && read.value) || {}
  const url = options.url ?? value.url
  const logo = value.logo && posix.normalize(value.logo.normalize('NFC'))
  const file = logo ? files.get(logo) : undefined
  const unusable = logo && (!file || isActiveDrawing(file))
  const lost = unusable && 'place' in read ? [noLogo(logo, file !== undefined, read.place(['logo']))] : []
  return {
    problems: [...read.problems, ...lost],
    value: {
      name: value.name ?? 'Questions and answers',
      description: value.description ?? '',
      language: value.language ?? 'en-GB',
      ...(url ? { url: url.endsWith('/') ? url : `${url}/` } : {}),
      ...(value.owner ? { owner: defined(value.owner) } : {}),
      ...(value.licence ? { licence: defined(value.licence) } : {}),
      ...(value.notice ? { notice: value.notice } : {}),
      ...(value.brand ? { brand: value.brand.toLowerCase() } : {}),
      ...(logo && !unusable ? { logo } : {}),
      ...(value.feedback ? { feedback: value.feedback } : {}),
      links: (value.links ?? []).map(defined),
      rules: value.rules ?? {},
    },
  }
}

/** A page's front matter and address, before its body is read: links need the addresses of all. */
interface PageHead {
  readonly source: SourceText
  readonly split?: SplitPage
  readonly front: Partial<FrontMatter>
  readonly place: YamlValue<unknown>['place']
  readonly address: Address
  readonly problems: readonly Problem[]
}

function readHead(source: SourceText, options: ReadOptions): PageHead {
  const split = splitPage(source)
  const start = { file: source.shown, line: 1, column: 1 }
  const failed = {
    source,
    front: {},
    place: () => start,
    address: pageAddress(slugOfFile(source.path)),
  }
  if (!('yaml' in split)) return { ...failed, problems: [split] }

  const read = readYaml(
    {
      shown: source.shown,
      yaml: split.yaml,
      line: split.yamlLine,
      rule: 'front-matter',
    },
    frontMatter,
  )
  if (split.yaml.trim() === '') return { ...failed, split, problems: [noFrontMatter(source)] }
  const front: Partial<FrontMatter> = read.value ?? {}
  const problems = [...read.problems]
  const layout = front.layout ?? 'content_page'
  if (!options.layouts.includes(layout) || madeLayouts.has(layout)) {
    problems.push(noLayout(layout, options.layouts, read.place(['layout'])))
  }
  if (read.value && !front.category) problems.push(noCategory({ ...start, line: split.yamlLine + 1 }))
  return {
    source,
    split,
    front,
    place: read.place,
    address: addressOf(source, front),
    problems,
  }
}

/** Layouts of the pages that the site itself makes; a page of `content/` would clash with them. */
const madeLayouts = new Set(['home', 'search', 'not_found'])

function addressOf(source: SourceText, front: Partial<FrontMatter>): Address {
  if (front.slug) return pageAddress(front.slug)
  if (front.layout === 'index_page' && front.category) return pageAddress(slugOf(front.category))
  const fromFile = slugOfFile(source.path)
  // A file named index or README is named for its folder, as on GitHub and in most site builders.
  if (fromFile !== 'index' && fromFile !== 'readme') return pageAddress(fromFile)
  return pageAddress(slugOf(posix.basename(posix.dirname(source.path))) || fromFile)
}

function readPage(
  head: PageHead,
  settings: Settings,
  read: (href: string) => Link['target'],
  base: string,
): { page: Page; problems: readonly Problem[] } {
  const { source, split, front, place, address } = head
  const title = front.title ?? slugOfFile(source.path)
  const sliced = split
    ? slicePage(split, {
        title,
        address,
        readLink: read,
        hrefFor: (href, target) => hrefFor(href, target, base),
        wholeIsAnswer: front.layout !== 'index_page',
        alsoAsked: (anchor) => front.answers?.[anchor]?.also_asked ?? [],
      })
    : { answers: [], footnotes: '', problems: [] }
  const anchors = sliced.answers.flatMap((answer) => answer.anchor ?? [])
  const strays = Object.keys(front.answers ?? {}).filter((anchor) => !anchors.includes(anchor))
  const text = sliced.lead?.text ?? sliced.answers[0]?.text ?? ''
  const permalink = front.permalink ? [front.permalink] : []
  return {
    problems: [
      ...sliced.problems,
      ...strays.map((anchor) => noAnswer(anchor, anchors, place(['answers', anchor], 'key'))),
    ],
    page: {
      kind: front.layout === 'index_page' ? 'index' : 'content',
      layout: front.layout ?? 'content_page',
      title,
      description: front.description ?? firstSentence(text, settings.language),
      address,
      lang: front.lang ?? settings.language,
      ...(front.category ? { category: front.category } : {}),
      ...(front.sub_category ? { subCategory: front.sub_category } : {}),
      ...('lead' in sliced && sliced.lead ? { lead: sliced.lead } : {}),
      answers: sliced.answers,
      footnotes: sliced.footnotes,
      draft: front.draft ?? false,
      ...(front.order === undefined ? {} : { order: front.order }),
      ...(front.last_reviewed ? { lastReviewed: front.last_reviewed } : {}),
      ...(front.review_in ? { reviewIn: front.review_in } : {}),
      ...(front.owner ? { owner: front.owner } : {}),
      sources: (front.sources ?? []).map((one): Source => (typeof one === 'string' ? { title: one } : sourceOf(one))),
      redirectFrom: [...(front.redirect_from ?? []), ...permalink],
      at: { file: source.shown, line: 1, column: 1 },
      path: source.path,
    },
  }
}

function hrefFor(href: string, target: Link['target'], base: string): string | undefined {
  switch (target.kind) {
    case 'external':
    case 'missing':
      return href
    case 'outside':
    case 'unsafe':
      return undefined
    case 'file':
      return withBase(base, fileAddress(target.path))
    case 'page': {
      const { address, anchor } = target
      return withBase(base, address) + (anchor ? `#${encodeURIComponent(anchor)}` : '')
    }
  }
}

const sourceOf = ({ title, url }: { title: string; url?: string | undefined }): Source => ({
  title,
  ...(url ? { url } : {}),
})

const defined = <Url extends string | undefined>(link: {
  name: string
  url?: Url
}): { name: string; url?: string } => ({
  name: link.name,
  ...(link.url ? { url: link.url } : {}),
})

const subCategoryTitles = (front: Partial<FrontMatter>): string[] =>
  (front.sub_categories ?? []).map((one) => (typeof one === 'string' ? one : one.title))

/** About what a search engine shows of a description. */
const longestDescription = 200

function firstSentence(text: string, language: string): string {
  const block = text.split('\n', 1)[0] ?? ''
  const [first] = new Intl.Segmenter(language, {
    granularity: 'sentence',
  }).segment(block)
  const sentence = (first?.segment ?? '').trim()
  return sentence.length <= longestDescription
    ? sentence
    : `${sentence.slice(0, longestDescription).replace(/\s+\S*$/, '')}…`
}

const noSettings = (folder: string): Problem => ({
  rule: 'site-settings',
  severity: 'warning',
  at: { file: posix.join(folder, 'site.yml'), line: 1, column: 1 },
  what: 'There is no site.yml.',
  why: 'The site has no name of its own, and cannot tell other sites its address.',
  fix: 'Make the file, with at least the lines "name: …" and "url: https://…/".',
})

const noLogo = (path: string, active: boolean, at: Problem['at']): Problem => ({
  rule: 'site-settings',
  severity: 'error',
  at,
  what: active ? `The drawing "${path}" can run code.` : `There is no picture "${path}" in the content folder.`,
  why: active
    ? 'Opened by its own address, it would act as a page of this site.'
    : 'Readers would see a gap beside the name of the site.',
  fix: active
    ? 'Save it as plain SVG, without scripts and links, or as a PNG.'
    : 'Write the path of the picture from the content folder: logo: pictures/logo.svg',
})

const noFrontMatter = (source: SourceText): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at: { file: source.shown, line: 1, column: 1 },
  what: 'This page has no front matter.',
  why: 'Its title and its category cannot be guessed.',
  fix: 'Start the file with a line of three dashes, "title: …", "category: …", and a line of three dashes again.',
})

const noCategory = (at: Problem['at']): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at,
  what: 'The key "category" is missing.',
  why: 'The page would be in no list, and no one would find it by browsing.',
  fix: 'Add a line: category: …',
})

function noLayout(layout: string, layouts: readonly string[], at: Problem['at']): Problem {
  const free = layouts.filter((name) => !madeLayouts.has(name))
  const near = closest(layout, free)
  return {
    rule: 'layout',
    severity: 'error',
    at,
    what: `There is no layout "${layout}" for pages${near ? `. Did you mean "${near}"?` : '.'}`,
    why: 'A page is shown through its layout, a file of the layouts folder.',
    fix: `Write one of these: ${free.join(', ')}.`,
  }
}

function noAnswer(anchor: string, anchors: readonly string[], at: Problem['at']): Problem {
  const near = closest(anchor, anchors)
  return {
    rule: 'front-matter',
    severity: 'error',
    at,
    what: `This page has no answer with the anchor "${anchor}"${near ? `. Did you mean "${near}"?` : '.'}`,
    why: 'What is said of it here would be lost.',
    fix: near ? `Write "${near}:".` : `Use one of these: ${anchors.join(', ') || 'none, as the page has no headings'}.`,
  }
}
