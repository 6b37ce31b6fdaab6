import type { Token } from 'markdown-it'
import type {
  Address,
  Answer,
  Heading,
  Lead,
  Link,
  LinkTarget,
  Passage,
  Place,
  PlainQuestion,
  ShortForm,
  Subheading,
  Term,
  Trust,
} from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Strings } from '../strings.ts'
import { type CommentAt, placeComment } from './ignores.ts'
import type { MarkTerms } from './mark-terms.ts'
import { headingText } from './markdown/anchors.ts'
import { parseBody, renderInline, renderTokens } from './markdown/parser.ts'
import type { RenderEnv } from './markdown/remarks.ts'
import { type LinkReader, resolveLinks } from './page-links.ts'
import { type Placer, placer } from './places.ts'
import { plainQuestionsIn } from './plain-questions.ts'
import { remarkProblem } from './remark-problems.ts'
import { shortFormsIn } from './short-forms.ts'
import { sourceMarkdown } from './source-markdown.ts'
import type { SplitPage } from './text.ts'

/** A page's body, cut up. */
export interface Sliced {
  readonly lead?: Lead
  readonly answers: readonly Answer[]
  readonly headings: readonly Heading[]
  readonly plainQuestions: readonly PlainQuestion[]
  readonly markdown: string
  readonly footnotes: string
  /** Words of the glossary that were linked. */
  readonly terms: readonly Term[]
  readonly shortForms: readonly ShortForm[]
  /** Those that may be meant for the checks. */
  readonly comments: readonly CommentAt[]
  readonly problems: readonly Problem[]
}

/** What a page has that is made, not written. */
export const nothingWritten = {
  answers: [],
  headings: [],
  plainQuestions: [],
  markdown: '',
  footnotes: '',
  terms: [],
  shortForms: [],
} as const satisfies Partial<Sliced>

export type SaidOfAnswer = Pick<Answer, 'alsoAsked' | 'redirectFrom' | keyof Trust>

export interface SliceContext extends LinkReader {
  readonly title: string
  /** The words that stand in what is made of the text. */
  readonly strings: Strings
  readonly address: Address
  /** Whether a page without headings is one answer; on an index page it is the lead. */
  readonly wholeIsAnswer: boolean
  /** What the front matter says of an answer. */
  readonly saidOf: (anchor: string) => SaidOfAnswer
  readonly markTerms: MarkTerms
  /** The address that a link is to have in Markdown that is read elsewhere. */
  readonly addressFor: (target: LinkTarget) => string | undefined
}

/**
 * Cuts a page into its lead and its answers. Answers open at the shallowest heading level that the body uses; deeper
 * headings belong to their answer. A page without headings is one answer. In HTML answers are always `h2`.
 */
export function slicePage(page: SplitPage, context: SliceContext): Sliced {
  const env: RenderEnv = { title: context.title, strings: context.strings, remarks: [], comments: [] }
  const tokens = parseBody(page.body, env)
  const places = placer(page)
  const { body, footnotes } = splitFootnotes(tokens)
  const links = resolveLinks(tokens, places, context)
  // Before the terms are marked, as that cuts the text up.
  const shortForms = shortFormsIn(tokens, context.title, places)
  const terms = context.markTerms(tokens)

  // Before headings take the level that they have in HTML.
  const headings = headingsOf(body, places)
  const level = Math.min(...body.filter(isPageHeading).map(levelOf))
  const starts = body.flatMap((token, index) => (isPageHeading(token) && levelOf(token) === level ? [index] : []))
  for (const token of body) if (/^heading_/.test(token.type)) token.tag = `h${levelInHtml(token, level)}`

  const markdown = sourceMarkdown(page, { tokens, links: [...links.values()].flat(), write: context.addressFor })
  const lineOf = (index: number | undefined): number | undefined => body[index ?? -1]?.map?.[0]
  const wholeMarkdown = markdown.slice(lineOf(0) ?? 0)
  const passage = (
    slice: readonly Token[],
    address: Address,
    at: Place,
    [from, to]: readonly [from: number, to: number | undefined],
  ): Passage => ({
    address,
    html: renderTokens([...slice], env).trim(),
    ...textOf(slice),
    markdown: windowOn(wholeMarkdown, markdown.slice(from, to)),
    links: slice.flatMap((token) => links.get(token) ?? []),
    subheadings: subheadings(slice, places),
    at,
  })
  const first = starts[0] ?? body.length
  const before = body.slice(0, first)
  const opening = before[0]
  const lead = opening
    ? passage(before, context.address, places.ofToken(opening), [lineOf(0) ?? 0, lineOf(starts[0])])
    : undefined

  const answers = starts.map((start, index): Answer => {
    const open = body[start] as Token
    const heading = body[start + 1] as Token
    const anchor = String(open.attrGet('id') ?? '')
    const slice = body.slice(start + 3, starts[index + 1] ?? body.length)
    const own = passage(slice, `${context.address}#${anchor}`, places.ofToken(open), [
      open.map?.[1] ?? 0,
      lineOf(starts[index + 1]),
    ])
    // What is spread comes last, here and wherever one object is made for each answer: V8 gives each literal that begins with a
    // spread a hidden class of its own. (Measured at 50,000 answers: 22 MB, and all that reads them is slower.)
    return {
      question: headingText(heading),
      questionHtml: renderInline(unlinked(heading), env),
      anchor,
      ...context.saidOf(anchor),
      ...own,
      links: [...(links.get(heading) ?? []), ...own.links],
    }
  })
  const whole = context.wholeIsAnswer && starts.length === 0 && lead
  const footnoteLinks = footnotes.flatMap((token) => links.get(token) ?? [])
  const sliced = whole
    ? {
        answers: [
          {
            question: context.title,
            questionHtml: '',
            ...context.saidOf(''),
            ...lead,
          },
        ],
      }
    : { ...(lead ? { lead } : {}), answers }
  return {
    ...withLinks(sliced, footnoteLinks),
    headings,
    plainQuestions: plainQuestionsIn(body, places),
    markdown: wholeMarkdown,
    footnotes: footnotes.length > 0 ? renderTokens(footnotes, env).trim() : '',
    terms,
    shortForms,
    comments: env.comments.map((comment) => placeComment(comment, places)),
    problems: env.remarks.map((remark) => remarkProblem(remark, places)),
  }
}

/** Footnotes stand at the end of the page; their links are checked with the last passage. */
function withLinks(
  sliced: { lead?: Lead; answers: Answer[] },
  links: readonly Link[],
): { lead?: Lead; answers: Answer[] } {
  if (links.length === 0) return sliced
  const last = sliced.answers.at(-1)
  if (last)
    return {
      ...sliced,
      answers: [...sliced.answers.slice(0, -1), { ...last, links: [...last.links, ...links] }],
    }
  return sliced.lead
    ? {
        ...sliced,
        lead: { ...sliced.lead, links: [...sliced.lead.links, ...links] },
      }
    : sliced
}

const isPageHeading = (token: Token): boolean => token.type === 'heading_open' && token.level === 0

/** Answers are `h2`, and what is deeper in the source is deeper in HTML; a heading in a quote or a list is below its answer. */
const levelInHtml = (token: Token, answers: number): number =>
  Math.max(token.level === 0 ? 2 : 3, Math.min(levelOf(token) - Math.min(answers, 6) + 2, 6))

const levelOf = (token: Token): number => Number(token.tag.slice(1))

function splitFootnotes(tokens: readonly Token[]): {
  body: Token[]
  footnotes: Token[]
} {
  const start = tokens.findIndex(({ type }) => type === 'footnote_block_open')
  return start === -1
    ? { body: [...tokens], footnotes: [] }
    : { body: tokens.slice(0, start), footnotes: tokens.slice(start) }
}

/** The question without the link to itself that deeper headings carry: a layout makes its own for an answer. */
function unlinked(heading: Token): Token {
  const children = heading.children ?? []
  const own = children[0]?.type === 'link_open' && children[0].attrGet('class') === 'header-anchor'
  return own
    ? Object.assign(Object.create(Object.getPrototypeOf(heading)), heading, {
        children: children.slice(1, -1),
      })
    : heading
}

const headingsOf = (tokens: readonly Token[], places: Placer): Heading[] =>
  tokens.flatMap((token, index) =>
    token.type === 'heading_open'
      ? [
          {
            text: headingText(tokens[index + 1]),
            anchor: String(token.attrGet('id') ?? ''),
            ...(token.level === 0 ? { level: levelOf(token) } : {}),
            ...(typeof token.meta?.repeats === 'string' ? { repeats: token.meta.repeats } : {}),
            at: places.ofToken(token),
          },
        ]
      : [],
  )

function subheadings(tokens: readonly Token[], places: Placer): Subheading[] {
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open'
      ? [
          {
            text: headingText(tokens[index + 1]),
            anchor: String(token.attrGet('id') ?? ''),
            at: places.ofToken(token),
          },
        ]
      : [],
  )
}

/** The same text, as a part of the whole where it is one: V8 holds what is cut out of a text as a window on it. */
function windowOn(whole: string, part: string): string {
  const at = whole.indexOf(part)
  return at === -1 ? part : whole.slice(at, at + part.length)
}

/** What a passage says, and how many words of it are read from start to end. */
function textOf(slice: readonly Token[]): Pick<Passage, 'text' | 'length'> {
  const text = plainText(slice)
  const prose = slice.filter(isProse())
  return { text, length: wordCount(prose.length === slice.length ? text : plainText(prose)) }
}

/** What a reader would hear: words without marks, blocks on lines of their own, cells and items kept apart. */
export function plainText(tokens: readonly Token[]): string {
  const lines: string[] = []
  for (const token of tokens) {
    if (token.type === 'inline') lines.push(inlineText(token.children ?? []))
    else if (token.type === 'fence' || token.type === 'code_block') lines.push(token.content.trim())
  }
  return lines
    .map((line) => (isWide.test(line) ? line.replace(/[ \t]+/g, ' ') : line).trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Where nothing is to be made narrow, looking for it is most of the work: every space would be put in the place of itself. */
const isWide = /\t| {2}/

function inlineText(children: readonly Token[]): string {
  return children
    .map(({ type, content, children: inner }) => {
      if (type === 'text' || type === 'code_inline') return content
      if (type === 'softbreak' || type === 'hardbreak') return ' '
      return type === 'image' ? inlineText(inner ?? []) : ''
    })
    .join('')
}

/** Whether a token belongs to what is read from start to end, asked for one token after the other. */
function isProse(): (token: Token) => boolean {
  let tables = 0
  return ({ type }) => {
    if (type === 'table_open') tables++
    if (type === 'table_close') tables--
    return tables === 0 && type !== 'fence' && type !== 'code_block'
  }
}

/** Counted by hand: of all texts of a site, a list of their words is a quarter of a gigabyte at 10,000 pages. */
function wordCount(text: string): number {
  let count = 0
  let inWord = false
  for (let at = 0; at < text.length; at++) {
    const isWord = !isSpace(text.charCodeAt(at))
    if (isWord && !inWord) count++
    inWord = isWord
  }
  return count
}

const isSpace = (code: number): boolean =>
  code <= 0x7f ? code === 0x20 || (code >= 9 && code <= 13) : /\s/.test(String.fromCharCode(code))
