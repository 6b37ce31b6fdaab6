import type { Token } from 'markdown-it'
import type { Link, LinkTarget } from '../model.ts'
import type { SplitPage } from './text.ts'

/** A page's Markdown as others may have it. Lines count from 0, from the start of the body. */
export interface SourceMarkdown {
  /** The lines from `from` up to `to`, with the definitions of links and footnotes that they need and that stand elsewhere. */
  readonly slice: (from: number, to?: number) => string
}

interface Context {
  readonly tokens: readonly Token[]
  readonly links: readonly Link[]
  /** The address that a link is to have outside the site; undefined leaves it as it is written. */
  readonly write: (target: LinkTarget) => string | undefined
}

/** Takes the comments out, as they are not published, and makes links inside the site hold elsewhere too. */
export function sourceMarkdown({ source, bodyLine }: SplitPage, { tokens, links, write }: Context): SourceMarkdown {
  const code = codeLines(tokens)
  const lines = withoutComments(withLinks(source.lines.slice(bodyLine), bodyLine, links, write), code, tokens)
  const definitions = lines.flatMap((line, index) => {
    const label = code.has(index) ? undefined : /^ {0,3}\[([^\]]+)\]:/.exec(line ?? '')?.[1]
    return label === undefined ? [] : [{ label: normalised(label), from: index, to: endOfDefinition(lines, index) }]
  })
  const text = (from: number, to: number): string =>
    lines
      .slice(from, to)
      .filter((line) => line !== undefined)
      .join('\n')
      .replace(/^\n+/, '')
      .trimEnd()
  return {
    slice(from, to = lines.length) {
      const own = text(from, to)
      const used = new Set([...own.matchAll(/\[([^[\]]+)\]/g)].map(([, label = '']) => normalised(label)))
      const needed = definitions.filter((one) => (one.from < from || one.from >= to) && used.has(one.label))
      // Of two definitions the first one counts, so that their order is kept.
      const textsOf = (some: typeof needed): string[] =>
        some.map((one) => text(one.from, one.to)).filter((one) => one.length <= longestRepeated)
      const before = textsOf(needed.filter((one) => one.from < from))
      const after = textsOf(needed.filter((one) => one.from >= to))
      return [...before, own, ...after].filter((part) => part !== '').join('\n\n')
    },
  }
}

/** A longer footnote stands on its page alone: with each of a thousand answers it would make gigabytes. */
const longestRepeated = 20_000

/** Labels are one if they differ in spaces and capitals only, as CommonMark has it. */
const normalised = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase()

/** The lines of code blocks: nothing in them is a comment or a link. */
function codeLines(tokens: readonly Token[]): ReadonlySet<number> {
  const code = new Set<number>()
  for (const { type, map } of tokens) {
    if (type !== 'fence' && type !== 'code_block') continue
    for (let line = map?.[0] ?? 0; line < (map?.[1] ?? 0); line++) code.add(line)
  }
  return code
}

/** From the right, so that places further left stay true. */
function withLinks(
  lines: readonly string[],
  bodyLine: number,
  links: readonly Link[],
  write: Context['write'],
): string[] {
  const changed = [...lines]
  const written = new Set<string>()
  const ordered = [...links].sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column)
  for (const { at, href, target } of ordered) {
    const line = changed[at.line - 1 - bodyLine]
    const address = write(target)
    const key = `${at.line}:${at.column}`
    const start = at.column - 1
    const length = at.length ?? 0
    if (line === undefined || address === undefined || written.has(key)) continue
    if (decoded(line.slice(start, start + length)) !== decoded(href)) continue
    written.add(key)
    changed[at.line - 1 - bodyLine] = line.slice(0, start) + address + line.slice(start + length)
  }
  return changed
}

function decoded(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

/** A line that held nothing but a comment becomes undefined; the numbers of lines stay. */
function withoutComments(
  lines: readonly string[],
  code: ReadonlySet<number>,
  tokens: readonly Token[],
): (string | undefined)[] {
  if (!lines.some((line) => line.includes('<!--'))) return [...lines]
  // Code blocks are put aside under signs that no text has.
  const text = lines.map((line, index) => (code.has(index) ? '\0' : line)).join('\n')
  const careful = blankComments(text, codeSpans(text))
  // A comment may hold what is meant for nobody: where it is not certain which is which, every one of them goes.
  const clean = occurrences(careful) === shownOccurrences(tokens) ? careful : blankComments(text, new Map())
  return clean.split('\n').map((line, index) => {
    const own = lines[index] ?? ''
    if (code.has(index)) return own
    return line.includes('\u0001') && line.replaceAll('\u0001', '').trim() === ''
      ? undefined
      : line.replaceAll('\u0001', '')
  })
}

/** Keeps the line breaks, and marks each line that a comment stood on. `code` has the end of each piece of code, by its start. */
function blankComments(text: string, code: ReadonlyMap<number, number>): string {
  const lastEnd = text.lastIndexOf('-->')
  const pieces: string[] = []
  let from = 0
  for (const { index } of text.matchAll(/\\[\s\S]|`+|<!--/g)) {
    if (index < from) continue
    const end = code.get(index)
    if (end !== undefined) {
      pieces.push(text.slice(from, end))
      from = end
    } else if (text.startsWith('<!--', index) && index + 4 <= lastEnd) {
      const close = text.indexOf('-->', index + 4) + 3
      pieces.push(text.slice(from, index), text.slice(index, close).replace(/[^\n]+|^$/gm, '\u0001'))
      from = close
    }
  }
  return [...pieces, text.slice(from)].join('')
}

/** Where code stands in lines: from some backticks to as many again, over lines but no blank one. */
function codeSpans(text: string): Map<number, number> {
  const spans = new Map<number, number>()
  const runs = [...text.matchAll(/\n[ \t]*(?=\n)|`+/g)]
  const later = new Map<number, number>()
  // From the end: the next run of the same length is the one that closes.
  for (const { index, 0: run } of runs.reverse()) {
    if (run.startsWith('\n')) {
      later.clear()
      continue
    }
    const close = later.get(run.length)
    if (close !== undefined) spans.set(index, close + run.length)
    later.set(run.length, index)
  }
  return spans
}

const occurrences = (text: string): number => text.split('<!--').length - 1

/** How often a reader sees the sign that opens a comment, code blocks aside. */
const shownOccurrences = (tokens: readonly Token[]): number =>
  tokens
    .filter(({ type }) => type === 'inline')
    .flatMap(({ children }) => children ?? [])
    .reduce((sum, { content }) => sum + occurrences(content), 0)

/** A footnote goes on in lines that are set in; a link's definition is one line. */
function endOfDefinition(lines: readonly (string | undefined)[], from: number): number {
  let to = from + 1
  if (!/^ {0,3}\[\^/.test(lines[from] ?? '')) return to
  for (let line = to; line < lines.length && /^( {4}|\t|\s*$)/.test(lines[line] ?? ''); line++) {
    if ((lines[line] ?? '').trim() !== '') to = line + 1
  }
  return to
}
