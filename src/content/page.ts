import { posix } from 'node:path'
import { withBase } from '../address.ts'
import { closest } from '../closest.ts'
import type { Address, Ignore, Link, Page, Place, Settings, Source, Trust } from '../model.ts'
import type { Problem } from '../problem.ts'
import { firstSentence } from '../sentence.ts'
import type { Strings } from '../strings.ts'
import { fileAddress, pageAddress, slugOf, slugOfFile } from './addresses.ts'
import { formerPermalink, readFormers } from './former.ts'
import { frontMatterComments, ignoresIn } from './ignores.ts'
import type { MarkTerms } from './mark-terms.ts'
import { dayAfter } from './review.ts'
import { type AnswerFrontMatter, type FrontMatter, frontMatter } from './schema.ts'
import { nothingWritten, type SaidOfAnswer, slicePage } from './slice.ts'
import { type SourceText, type SplitPage, splitPage } from './text.ts'
import { readYaml } from './yaml.ts'
import type { FindPlace } from './yaml-problems.ts'

/** A page's front matter and address, before its body is read: links need the addresses of all. */
export interface PageHead {
  readonly source: SourceText
  readonly split?: SplitPage
  readonly front: Partial<FrontMatter>
  readonly place: FindPlace
  readonly address: Address
  readonly problems: readonly Problem[]
}

export function readHead(source: SourceText, layouts: readonly string[]): PageHead {
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
  const front: Partial<FrontMatter> = read.value ?? read.rest ?? {}
  const problems = [...read.problems]
  const layout = front.layout ?? 'content_page'
  if (!layouts.includes(layout) || madeLayouts.has(layout)) {
    problems.push(noLayout(layout, layouts, read.place(['layout'])))
  }
  if (read.value && !front.category && !read.meant?.includes('category'))
    problems.push(noCategory({ ...start, line: split.yamlLine + 1 }))
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
export const madeLayouts: ReadonlySet<string> = new Set(['all', 'home', 'search', 'glossary', 'moved', 'not_found'])

function addressOf(source: SourceText, front: Partial<FrontMatter>): Address {
  if (front.slug) return pageAddress(front.slug)
  if (front.layout === 'index_page' && front.category) return pageAddress(slugOf(front.category))
  const fromFile = slugOfFile(source.path)
  // A file named index or README is named for its folder, as on GitHub and in most site builders.
  if (fromFile !== 'index' && fromFile !== 'readme') return pageAddress(fromFile)
  return pageAddress(slugOf(posix.basename(posix.dirname(source.path))) || fromFile)
}

/** What a page's body is read with. */
export interface PageContext {
  readonly settings: Settings
  readonly strings: Strings
  readonly base: string
  /** Whether drafts are shown. */
  readonly drafts: boolean
  readonly readLink: (href: string) => Link['target']
  readonly markTerms: MarkTerms
}

export interface StrayAnswer {
  readonly anchor: string
  /** What to tell of it if it has not gone elsewhere. */
  readonly problem: Problem
}

export interface ReadPage {
  readonly page: Page
  readonly ignores: readonly Ignore[]
  /** Answers that its front matter speaks of and that are not on it. */
  readonly strays: readonly StrayAnswer[]
  readonly problems: readonly Problem[]
}

/** A page whole, once the addresses of all are known. */
export function readPage(head: PageHead, context: PageContext): ReadPage {
  const { settings, strings, base, readLink, markTerms } = context
  const { source, split, front, place, address } = head
  const title = front.title ?? slugOfFile(source.path)
  const reviewIn = front.review_in ?? settings.reviewIn
  const former = readFormers(front.redirect_from ?? [], (index) => place(['redirect_from', index]))
  const formerOfAnswer = (anchor: string) =>
    readFormers(front.answers?.[anchor]?.redirect_from ?? [], (index) =>
      place(['answers', anchor, 'redirect_from', index]),
    )
  const sliced = split
    ? slicePage(split, {
        title,
        strings,
        address,
        readLink,
        hrefFor: (href, target) => hrefFor(href, target, base),
        addressFor: (target) => addressFor(target, settings, base),
        wholeIsAnswer: front.layout !== 'index_page',
        saidOf: (anchor) => ({
          ...saidOf(front.answers?.[anchor], place(['answers', anchor, 'last_reviewed']), reviewIn),
          redirectFrom: formerOfAnswer(anchor).redirectFrom,
        }),
        markTerms: front.glossary === false ? () => [] : markTerms,
      })
    : { ...nothingWritten, comments: [], problems: [] }
  const anchors = sliced.answers.flatMap((answer) => answer.anchor ?? [])
  const strays = Object.keys(front.answers ?? {}).filter((anchor) => !anchors.includes(anchor))
  const text = sliced.lead?.text ?? sliced.answers[0]?.text ?? ''
  const comments = [...(split ? frontMatterComments(split) : []), ...sliced.comments]
  const oldPermalink = formerPermalink(front.permalink, address, place(['permalink']))
  return {
    strays: strays.map((anchor) => ({
      anchor,
      problem: noAnswer(anchor, anchors, place(['answers', anchor], 'key')),
    })),
    ignores: ignoresIn(source, comments, (front.draft ?? false) && !context.drafts),
    problems: [
      ...sliced.problems,
      ...former.problems,
      ...Object.keys(front.answers ?? {}).flatMap((anchor) => formerOfAnswer(anchor).problems),
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
      ...(front.category ? { categoryAt: place(['category']) } : {}),
      ...(front.sub_category ? { subCategoryAt: place(['sub_category']) } : {}),
      ...('lead' in sliced && sliced.lead ? { lead: sliced.lead } : {}),
      answers: sliced.answers,
      headings: sliced.headings,
      plainQuestions: sliced.plainQuestions,
      markdown: sliced.markdown,
      footnotes: sliced.footnotes,
      terms: sliced.terms,
      shortForms: sliced.shortForms,
      draft: front.draft ?? false,
      ...(front.order === undefined ? {} : { order: front.order }),
      ...trustOf(front, place(['last_reviewed']), reviewIn),
      redirectFrom: [...former.redirectFrom, ...oldPermalink],
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
      const { address, query, anchor } = target
      return withBase(base, address) + (query ? `?${query}` : '') + (anchor ? `#${encodeURIComponent(anchor)}` : '')
    }
  }
}

/** The whole address, or, while it is not known where the site will be, the address on its host. */
function addressFor(target: Link['target'], { url }: Settings, base: string): string | undefined {
  if (target.kind !== 'page' && target.kind !== 'file') return undefined
  const href = hrefFor('', target, base) ?? ''
  return url === undefined ? href : new URL(href, url).href
}

type TrustKeys = Pick<FrontMatter, 'last_reviewed' | 'owner' | 'sources'>

/** `reviewIn` is how long a review holds, as `12 months`. */
const trustOf = (
  { last_reviewed: day, owner, sources = [] }: Partial<TrustKeys>,
  reviewedAt: Place,
  reviewIn?: string,
): Trust => ({
  ...(day ? { lastReviewed: day, reviewedAt } : {}),
  ...(day && reviewIn ? { reviewDue: dayAfter(day, reviewIn) } : {}),
  ...(owner ? { owner } : {}),
  sources: sources.map((one): Source => (typeof one === 'string' ? { title: one } : sourceOf(one))),
})

/** An answer's own review holds as long as one of its page. */
const saidOf = (
  front: AnswerFrontMatter = {},
  reviewedAt: Place,
  reviewIn?: string,
): Omit<SaidOfAnswer, 'redirectFrom'> => ({
  alsoAsked: front.also_asked ?? [],
  ...trustOf(front, reviewedAt, reviewIn),
})

const sourceOf = ({ title, url }: { title: string; url?: string | undefined }): Source => ({
  title,
  ...(url ? { url } : {}),
})

/** What the page calls itself, if a line of front matter can say it as it stands. */
const ownTitle = ({ lines }: SourceText): string =>
  /^# ([\p{L}\p{N} ,?-]+)$/u.exec(lines.find((line) => line.trim() !== '') ?? '')?.[1] ?? '…'

const noFrontMatter = (source: SourceText): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at: { file: source.shown, line: 1, column: 1 },
  what: 'This page has no front matter.',
  why: 'Its title and its category cannot be guessed.',
  fix: `Start the file with these lines:\n---\ntitle: ${ownTitle(source)}\ncategory: …\n---`,
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
