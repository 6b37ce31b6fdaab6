import type { Token } from 'markdown-it'
import type { Address, Answer, Lead, Link, LinkTarget, Passage, Place, Subheading } from '../model.ts'
import type { Problem } from '../problem.ts'
import { headingText } from './markdown/anchors.ts'
import { parseBody, renderInline, renderTokens } from './markdown/parser.ts'
import type { Written } from './markdown/places.ts'
import type { ParseEnv, Remark } from './markdown/remarks.ts'
import { type Placer, placer } from './places.ts'
import type { SplitPage } from './text.ts'

/** A page's body, cut up. */
export interface Sliced {
  readonly lead?: Lead
  readonly answers: readonly Answer[]
  readonly footnotes: string
  readonly problems: readonly Problem[]
}

export interface SliceContext {
  readonly title: string
  readonly address: Address
  /** Reads a link's target; what it says goes into the model. */
  readonly readLink: (href: string) => LinkTarget
  /** What is written into HTML for a target; undefined takes the link away and leaves its text. */
  readonly hrefFor: (href: string, target: LinkTarget) => string | undefined
  /** Whether a page without headings is one answer; on an index page it is the lead. */
  readonly wholeIsAnswer: boolean
  readonly alsoAsked: (anchor: string) => readonly string[]
}

/**
 * Cuts a page into its lead and its answers. Answers open at the shallowest heading level that the body uses; deeper
 * headings belong to their answer. A page without headings is one answer. In HTML answers are always `h2`.
 */
export function slicePage(page: SplitPage, context: SliceContext): Sliced {
  const env: ParseEnv = { title: context.title, remarks: [] }
  const tokens = parseBody(page.body, env)
  const places = placer(page)
  const { body, footnotes } = splitFootnotes(tokens)
  const links = resolveLinks(tokens, places, context)

  const level = Math.min(...body.filter(isPageHeading).map(levelOf))
  const starts = body.flatMap((token, index) => (isPageHeading(token) && levelOf(token) === level ? [index] : []))
  for (const token of body) if (/^heading_/.test(token.type)) token.tag = `h${Math.min(levelOf(token) - level + 2, 6)}`

  const passage = (slice: readonly Token[], address: Address, at: Place): Passage => ({
    address,
    html: renderTokens([...slice], env).trim(),
    text: plainText(slice),
    links: slice.flatMap((token) => links.get(token) ?? []),
    subheadings: subheadings(slice, places),
    at,
  })
  const first = starts[0] ?? body.length
  const before = body.slice(0, first)
  const opening = before[0]
  const lead = opening ? passage(before, context.address, places.ofToken(opening)) : undefined

  const answers = starts.map((start, index): Answer => {
    const open = body[start] as Token
    const heading = body[start + 1] as Token
    const anchor = String(open.attrGet('id') ?? '')
    const slice = body.slice(start + 3, starts[index + 1] ?? body.length)
    const own = passage(slice, `${context.address}#${anchor}`, places.ofToken(open))
    return {
      ...own,
      links: [...(links.get(heading) ?? []), ...own.links],
      question: headingText(heading),
      questionHtml: renderInline(unlinked(heading), env),
      anchor,
      alsoAsked: context.alsoAsked(anchor),
    }
  })
  const whole = context.wholeIsAnswer && starts.length === 0 && lead
  const footnoteLinks = footnotes.flatMap((token) => links.get(token) ?? [])
  const sliced = whole
    ? {
        answers: [
          {
            ...lead,
            question: context.title,
            questionHtml: '',
            alsoAsked: context.alsoAsked(''),
          },
        ],
      }
    : { ...(lead ? { lead } : {}), answers }
  return {
    ...withLinks(sliced, footnoteLinks),
    footnotes: footnotes.length > 0 ? renderTokens(footnotes, env).trim() : '',
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

/** Reads every link once, notes where it stands, and writes the address that the built page shall have. */
function resolveLinks(tokens: readonly Token[], places: Placer, context: SliceContext): Map<Token, Link[]> {
  const links = new Map<Token, Link[]>()
  for (const inline of tokens) {
    if (inline.type !== 'inline') continue
    const found = (inline.children ?? []).flatMap((child, index, children): Link[] => {
      const attribute = child.type === 'link_open' ? 'href' : child.type === 'image' ? 'src' : undefined
      if (!attribute || child.attrGet('class') === 'header-anchor') return []
      const href = String(child.attrGet(attribute) ?? '')
      const target = context.readLink(href)
      const at = placeOfLink(child, inline, places)
      const written = context.hrefFor(href, target)
      if (written !== undefined) child.attrSet(attribute, written)
      else child.attrs = (child.attrs ?? []).filter(([name]) => name !== attribute)
      if (target.kind === 'unsafe') neutralise(child, children, index)
      return [{ kind: attribute === 'href' ? 'link' : 'image', href, at, target }]
    })
    if (found.length > 0) links.set(inline, found)
  }
  return links
}

/** The link's text stays, the link goes. */
function neutralise(open: Token, children: readonly Token[], index: number): void {
  if (open.type === 'image') {
    open.type = 'text'
    return
  }
  const close = children.find((token, at) => at > index && token.type === 'link_close' && token.level === open.level)
  for (const token of [open, close]) if (token) Object.assign(token, { type: 'text', content: '', attrs: null })
}

function placeOfLink(child: Token, inline: Token, places: Placer): Place {
  const written = child.meta?.written as Written | undefined
  const href = String(child.attrGet('href') ?? child.attrGet('src') ?? '')
  const base = written ? inline.content.indexOf(written.content) : -1
  if (!written || base === -1) return places.ofText(written?.target?.text ?? safeDecode(href))
  if (!written.target) {
    // By reference: what has to be mended is the line that gives the target.
    return places.ofDefinition(safeDecode(href)) ?? places.inInline(inline, '[', base + written.label - 1)
  }
  return places.inInline(inline, written.target.text, base + written.target.offset)
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

function subheadings(tokens: readonly Token[], places: Placer): Subheading[] {
  return tokens.flatMap((token, index) =>
    isPageHeading(token)
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

/** What a reader would hear: words without marks, blocks on lines of their own, cells and items kept apart. */
export function plainText(tokens: readonly Token[]): string {
  const lines: string[] = []
  for (const token of tokens) {
    if (token.type === 'inline') lines.push(inlineText(token.children ?? []))
    else if (token.type === 'fence' || token.type === 'code_block') lines.push(token.content.trim())
  }
  return lines
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function inlineText(children: readonly Token[]): string {
  return children
    .map(({ type, content, children: inner }) => {
      if (type === 'text' || type === 'code_inline') return content
      if (type === 'softbreak' || type === 'hardbreak') return ' '
      return type === 'image' ? inlineText(inner ?? []) : ''
    })
    .join('')
}

function remarkProblem({ kind, text, token, offset }: Remark, places: Placer): Problem {
  const at = offset === undefined ? places.ofToken(token) : places.inInline(token, text, offset)
  return {
    severity: kind === 'repeated-anchor' || kind === 'too-much' ? 'error' : 'warning',
    at,
    ...remarkTexts[kind](text),
  }
}

const remarkTexts: Record<Remark['kind'], (text: string) => Pick<Problem, 'rule' | 'what' | 'why' | 'fix'>> = {
  'raw-html': (text) => ({
    rule: 'raw-html',
    what: `The HTML tag ${text.split('\n')[0]} is shown as text.`,
    why: 'Content is data: HTML could carry code, and would bypass the design of the site.',
    fix: 'Write it in Markdown, or put it between backticks if readers should see it.',
  }),
  'unclosed-comment': () => ({
    rule: 'raw-html',
    what: 'This comment opens and is never closed, so it is shown as text.',
    why: 'Readers would see what was meant for authors.',
    fix: 'Close it with -->',
  }),
  'too-much': (text) => ({
    rule: 'text',
    what: text,
    why: 'Nobody could find an answer in it, and the build would take minutes.',
    fix: 'Split it up.',
  }),
  'repeated-anchor': (text) => ({
    rule: 'repeated-anchor',
    what: `Another heading of this page already has the anchor "${text}".`,
    why: 'A link to it can open only one of the two.',
    fix: 'Give this heading another anchor: ## Question {#my-anchor}',
  }),
  'repeated-heading': (text) => ({
    rule: 'repeated-heading',
    what: `Another heading of this page already has the anchor "${text}".`,
    why: 'This one gets a number at its end, which changes when headings are added or moved.',
    fix: 'Give it words of its own, or an anchor of its own: ## Question {#my-anchor}',
  }),
}
