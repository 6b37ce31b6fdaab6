import { follow } from '../links/follow.ts'
import { ledgerFile, readLedger } from '../links/ledger.ts'
import {
  type Address,
  type ContentFile,
  type Ignore,
  type Links,
  linksOf,
  type Page,
  type Place,
  type Pointer,
  type Prose,
  type Settings,
  type Site,
} from '../model.ts'
import { compareProblems, type Problem } from '../problem.ts'
import { type Languages, languageOf } from '../strings.ts'
import { sumOf } from '../sum.ts'
import { basePath, fileAddress, readLink } from './addresses.ts'
import { arrange, signpostPage } from './arrange.ts'
import type { SourceFile } from './files.ts'
import { readGlossary } from './glossary.ts'
import { ignoresIn, yamlComments } from './ignores.ts'
import { termMarker } from './mark-terms.ts'
import { createMemory, type Memory } from './memory.ts'
import type { StrayAnswer } from './page.ts'
import type { PageKeeper, PageReading } from './page-lots.ts'
import { proseIn } from './prose.ts'
import { openPages } from './read-pages.ts'
import { readSearchTests } from './search-tests.ts'
import { readSettings } from './settings.ts'
import { isActiveDrawing } from './svg.ts'
import { readText, type SourceText } from './text.ts'
import { readWords, wordsFile } from './words.ts'

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
  /** What the interface speaks, if not what it speaks everywhere. */
  readonly languages?: Languages
  /** Has what an earlier run has read. */
  readonly keeper?: PageKeeper
  /** Told of each page that is shown as soon as it is read, in the order of their files, and of what is known of all then. */
  readonly onPage?: (page: Page, outlook: Outlook) => void
}

/** What is known of a site before its pages are read. */
export interface Outlook {
  readonly settings: Settings
  /** Of all pages: there are about as many answers, or fewer. */
  readonly headings: number
}

export interface ReadSite {
  readonly site: Site
  readonly problems: readonly Problem[]
  /** The text files by the path that problems show, so that a report can quote a line. */
  readonly sources: ReadonlyMap<string, SourceText>
  /** A checksum of all that a page was read from, but for this program; nothing for one that nobody wrote. Worked out when asked. */
  readonly sumOfPage: (page: Page) => string | undefined
  /** What readers read, with its places. */
  readonly prose: () => Iterable<Prose>
}

/**
 * The one gate through which content comes in. It always returns a site, as whole as the files allow, so that every
 * mistake can be told in one run; whether the site may be built is for the caller to judge by the problems. A memory of the
 * last reading spares reading again what is as it was.
 */
export function readSite(
  files: readonly SourceFile[],
  options: ReadOptions,
  memory: Memory = createMemory(),
): ReadSite {
  const recall = memory.begin()
  const isTextFile = ({ path }: SourceFile): boolean =>
    /\.(md|markdown|ya?ml)$/i.test(path) || path === ledgerFile || path === wordsFile
  const otherFiles = new Map(files.filter((file) => !isTextFile(file)).map((file) => [file.path, file]))
  const texts = files
    .filter(isTextFile)
    .map((file) => recall(`text ${file.path}`, [file.shown, file.bytes], () => readText(file)))
  const sources = texts.filter(isText)
  const unread = texts.filter((text): text is Problem => !isText(text))
  const { value: settings, problems: inSettings } = readSettings(sources, otherFiles, options)
  const base = basePath(settings.url)
  const { strings } = languageOf(settings.language, options.languages)
  const { terms, problems: inGlossary } = readGlossary(sources, settings)
  const { tests: searchTests, problems: inSearchTests } = readSearchTests(sources)
  const markTerms = termMarker(terms, base)

  // Addresses first, as links need them all; then the bodies.
  const { drafts, layouts } = options
  const everyPage = JSON.stringify([settings, base, drafts, terms, layouts])
  const pageByPath = new Map<string, Address>()
  const { outlines, readPages, sumOfPage } = openPages(
    sources.filter(({ path }) => /\.(md|markdown)$/i.test(path)),
    {
      recall,
      layouts,
      common: recall('common', [everyPage, strings], () => ({ sum: sumOf(everyPage) })),
      context({ path, address }) {
        const context = { path, address, pageByPath, files: otherFiles }
        return { settings, strings, base, drafts, markTerms, readLink: (href) => readLink(href, context) }
      },
      ...(options.keeper ? { keeper: options.keeper } : {}),
    },
  )
  for (const { path, address } of outlines) pageByPath.set(path, address)
  const isShown = (page: Page): boolean => !page.draft || drafts
  const outlook = { settings, headings: outlines.reduce((sum, { headings }) => sum + headings, 0) }
  const read: PageReading[] = []
  for (const one of readPages()) {
    if (isShown(one.page)) options.onPage?.(one.page, outlook)
    read.push(one)
  }
  const pages = read.map(({ page }) => page)
  const shown = pages.filter(isShown)

  const folder: Place = { file: options.folder, line: 1, column: 1 }
  const subCategories = new Map(outlines.map(({ address, subCategories }) => [address, subCategories]))
  const arranged = arrange(shown, settings, {
    strings,
    terms,
    subCategories: (page) => subCategories.get(page.address) ?? [],
    at: folder,
  })
  const used = usedFiles(shown, settings, otherFiles)
  const ledgerSource = sources.find(({ path }) => path === ledgerFile)
  const { permalinks: ledger, problems: inLedger } = ledgerSource
    ? recall('ledger', [ledgerSource], () => readLedger(ledgerSource.shown, ledgerSource.lines))
    : { permalinks: [], problems: [] }
  const followed = follow({
    pages: arranged.pages,
    ledger,
    files: [...options.publicFiles, ...used.map(({ address }) => address)],
  })
  const present = (pointer: Pointer): Pointer => {
    const to = followed.links.former.get(pointer.address)
    return to?.kind === 'moved' ? { ...pointer, address: to.address, former: pointer.address } : pointer
  }
  const site: Site = {
    settings: {
      ...settings,
      tasks: settings.tasks.map((task) => ({ ...task, answers: task.answers.map(present) })),
      popular: settings.popular.map(present),
    },
    base,
    ...arranged,
    terms,
    words: readWords(sources),
    searchTests: searchTests.map((one) => ({ ...one, finds: one.finds.map(present) })),
    ignores: [...sources.filter(isSettingsFile).flatMap(ignoresInYaml), ...read.flatMap(({ ignores }) => ignores)],
    drafts: pages.filter((page) => !isShown(page)).map(({ address }) => address),
    ledger,
    links: {
      ...followed.links,
      signposts: followed.signs.map((sign) => signpostPage(sign, settings, { strings, at: folder })),
    },
    files: used,
    publicFiles: options.publicFiles,
  }
  const problems = [
    unread,
    inSettings,
    inGlossary,
    inSearchTests,
    inLedger,
    outlines.flatMap((page) => page.problems),
    read.flatMap((one) => one.problems),
    read.flatMap(({ page, strays }) => strays.flatMap((stray) => strayProblem(stray, page, followed.links))),
    followed.problems,
  ]
  return {
    site,
    problems: problems.flat().sort(compareProblems),
    sources: new Map(sources.map((text) => [text.shown, text])),
    sumOfPage,
    prose: proseIn(sources, { settings, drafts, layouts }),
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

/** Those that the stages above read; other YAML in the folder belongs to other programs. */
const isSettingsFile = ({ path }: SourceText): boolean => /^(site|glossary|search-tests)\.ya?ml$/.test(path)

const ignoresInYaml = (source: SourceText): Ignore[] =>
  ignoresIn(source, yamlComments(source.shown, source.text, 0), false)

/** Front matter speaks of an answer that is not on its page: it has gone elsewhere, or there never was one. */
function strayProblem({ anchor, problem }: StrayAnswer, page: Page, links: Pick<Links, 'former' | 'lost'>): Problem[] {
  const address: Address = `${page.address}#${anchor}`
  // That is told by the check of permalinks, with how to mend it.
  if (links.lost.some((entry) => entry.address === address)) return []
  const to = links.former.get(address)
  if (to?.kind !== 'moved') return [problem]
  return [
    {
      ...problem,
      what: `The answer "${anchor}" is at ${to.address} now.`,
      fix: 'Move these lines to where it is, under its anchor there.',
    },
  ]
}

const isText = (text: SourceText | Problem): text is SourceText => 'lines' in text
