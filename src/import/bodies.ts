import { headingText } from '../content/markdown/anchors.ts'
import { parseBody } from '../content/markdown/parser.ts'
import type { ParseEnv } from '../content/markdown/remarks.ts'
import { heading, type Line, withText } from './lines.ts'
import type { Note } from './old-site.ts'

/** A body with its anchors set, and how links may reach into it. */
export interface Anchored {
  readonly lines: readonly Line[]
  /** Every anchor on the page. */
  readonly anchors: ReadonlySet<string>
  /** Further old anchors of answers, by the anchor that they have now. */
  readonly also: ReadonlyMap<string, readonly string[]>
  /** Old anchors that were given up, and those that stand there now. */
  readonly moved: ReadonlyMap<string, string>
  /** More than the gate would take; the page has to be left out. */
  readonly tooMuch?: string
}

/**
 * Writes `{#old-anchor}` on every heading whose anchor would be another here, so that old links to it still hold. The gate's own
 * parser says what it would be.
 */
export function withAnchors(start: readonly Line[], title: string, note: Note): Anchored {
  let lines = withNamedAnchors(start, title, note)
  for (;;) {
    const read = readHeadings(lines, title)
    const [limit] = read.remarks.filter(({ kind }) => kind === 'too-much')
    if (limit) return { lines, anchors: new Set(), also: new Map(), moved: new Map(), tooMuch: limit.text }
    const empty = new Set(
      read.remarks.flatMap(({ kind, token }) => (kind === 'empty-heading' ? (token.map?.[0] ?? []) : [])),
    )
    const repeated = new Set(
      read.remarks.flatMap(({ kind, token }) => (kind === 'repeated-anchor' ? (token.map?.[0] ?? []) : [])),
    )
    const changed = lines.map((line, index): Line => {
      if (empty.has(index)) {
        // A heading with a picture alone: the picture stays.
        note(line.at, 'heading', line.text.trim(), 'made a paragraph, as it has no words')
        const { anchor: _, set: __, ...rest } = line
        return withText(
          rest,
          line.text.replace(/^(\s*(?:(?:>|[-*+]|\d+[.)])\s*)*)#{1,6}\s*/, '$1').replace(/\s*\{#[^{}]*\}\s*$/, ''),
        )
      }
      if (repeated.has(index)) {
        note(line.at, 'anchor', `#${line.anchor ?? ''}`, 'left out, as another heading of the page has it')
        const { anchor: _, set: __, ...rest } = line
        return withText(rest, line.text.replace(/\s*\{#[^{}]*\}\s*$/, ''))
      }
      const own = read.headings.get(index)
      const { anchor } = line
      if (own === undefined || anchor === undefined || anchor === '' || /[\s{}]/.test(anchor)) return line
      return line.text.endsWith(`{#${anchor}}`) || (own.id === anchor && !line.set)
        ? line
        : withText(line, `${line.text} {#${anchor}}`)
    })
    // What cannot be mended is left to the gate: a pass that changes nothing is the last one.
    const isDone = changed.every(({ text }, index) => text === lines[index]?.text)
    lines = changed
    if (isDone) break
  }
  return { lines, ...reachable(lines, title, note) }
}

/** A heading below an answer has one anchor; where an author had put one of her own, that is the one that links were made with. */
function withNamedAnchors(lines: readonly Line[], title: string, note: Note): readonly Line[] {
  if (!lines.some(({ also }) => also)) return lines
  const { headings } = readHeadings(lines, title)
  const level = answerLevel(headings)
  return lines.map((line, index): Line => {
    const own = headings.get(index)
    const [named, ...also] = line.also ?? []
    if (named === undefined || line.set || !own || (own.top && own.level === level)) return line
    if (line.anchor && line.anchor !== named)
      note(line.at, 'anchor', `#${line.anchor}`, `given up for #${named}, which was set by hand`)
    return { ...line, anchor: named, set: true, also, ...(line.anchor ? { gone: line.anchor } : {}) }
  })
}

const answerLevel = (headings: ReadonlyMap<number, ReadHeading>): number =>
  Math.min(...[...headings.values()].filter(({ top }) => top).map(({ level }) => level))

function reachable(lines: readonly Line[], title: string, note: Note): Pick<Anchored, 'anchors' | 'also' | 'moved'> {
  const { headings } = readHeadings(lines, title)
  const anchors = new Set([...headings.values()].map(({ id }) => id))
  const level = answerLevel(headings)
  const also = new Map<string, readonly string[]>()
  for (const [index, { id, top, level: own }] of headings) {
    const line = lines[index]
    const more = (line?.also ?? []).filter((anchor) => !anchors.has(anchor))
    if (more.length === 0 || !line) continue
    if (top && own === level) also.set(id, more)
    else
      note(
        line.at,
        'anchor',
        more.map((one) => `#${one}`).join(', '),
        'left out: only a question can have further anchors',
      )
  }
  const moved = new Map(
    lines.flatMap(({ gone, anchor }) => (gone && anchor && !anchors.has(gone) ? [[gone, anchor] as const] : [])),
  )
  return { anchors, also, moved }
}

interface ReadHeading {
  readonly id: string
  readonly level: number
  /** It is no part of a quote or a list. */
  readonly top: boolean
}

/** The headings as the gate will see them, by their line. */
function readHeadings(
  lines: readonly Line[],
  title: string,
): { headings: ReadonlyMap<number, ReadHeading>; remarks: ParseEnv['remarks'] } {
  const env: ParseEnv = { title, remarks: [], comments: [] }
  const tokens = parseBody(lines.map(({ text }) => text).join('\n'), env)
  const headings = new Map<number, ReadHeading>()
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open' || headingText(tokens[index + 1]) === '') continue
    const line = token.map?.[0] ?? 0
    if (heading.test(lines[line]?.text ?? '') || token.level > 0)
      headings.set(line, {
        id: String(token.attrGet('id') ?? ''),
        level: Number(token.tag.slice(1)),
        top: token.level === 0,
      })
  }
  return { headings, remarks: env.remarks }
}
