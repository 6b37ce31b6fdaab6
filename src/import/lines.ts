/** One line of a body on its way: what it says now, and where it stood in the old file. */
export interface Line {
  readonly text: string
  /** Its line in the old file, from 1. */
  readonly at: number
  /** On a heading: the anchor that it had on the old site. */
  readonly anchor?: string
  /** The anchor was set by hand, and is written out whatever ours would be. */
  readonly set?: boolean
  /** On a heading: further anchors that stood at it. */
  readonly also?: readonly string[]
  /** On a heading: an old anchor that it had to give up. */
  readonly gone?: string
  /** A heading that was none on the old site. */
  readonly made?: boolean
  /** Shown as it stands: no language of the old site is read in it. */
  readonly literal?: boolean
}

export const withText = (line: Line, text: string): Line => (text === line.text ? line : { ...line, text })

export const isBlank = ({ text }: Line): boolean => text.trim() === ''

export const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*$/

export const isListItem = (text: string): boolean => /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(text)

/** Which lines are code, a comment over several lines, or literal: nothing in them is rewritten. */
export function closedLines(lines: readonly Line[]): readonly boolean[] {
  let fence: string | undefined
  let comment = false
  let inList = false
  let afterBlank = true
  return lines.map(({ text, literal }) => {
    if (fence !== undefined) {
      if (new RegExp(`^[\\s>]*${fence[0] === '~' ? '~' : '`'}{${fence.length},}\\s*$`).test(text)) fence = undefined
      return true
    }
    if (comment) {
      comment = !text.includes('-->')
      return true
    }
    const opening = /^(?:[\s>]|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})(.*)$/.exec(text)
    if (opening && !(opening[1]?.startsWith('`') && opening[2]?.includes('`'))) {
      fence = opening[1]
      return true
    }
    if (text.lastIndexOf('<!--') > text.lastIndexOf('-->')) {
      comment = true
      return true
    }
    const blank = text.trim() === ''
    const indented = /^(?: {4}|\t)/.test(text)
    const code = indented && afterBlank && !inList
    if (isListItem(text)) inList = true
    else if (!blank && !/^\s/.test(text) && afterBlank) inList = false
    // Code that is set in goes on until a line that is not.
    if (!code) afterBlank = blank
    return code || literal === true
  })
}

/** Rewrites the lines that are neither code nor comment: into another text, into several, or (undefined) into none. */
export function mapOpen(
  lines: readonly Line[],
  rewrite: (text: string, line: Line) => string | readonly string[] | undefined,
): readonly Line[] {
  const closed = closedLines(lines)
  return lines.flatMap((line, index) => {
    if (closed[index]) return [line]
    const text = rewrite(line.text, line)
    if (text === undefined) return []
    return typeof text === 'string' ? [withText(line, text)] : text.map((one) => ({ text: one, at: line.at }))
  })
}

/** Rewrites what stands outside of code spans and comments. */
export const mapProse = (lines: readonly Line[], rewrite: (text: string, line: Line) => string): readonly Line[] =>
  mapOpen(lines, (text, line) => outsideCode(text, (piece) => rewrite(piece, line)))

export const outsideCode = (text: string, rewrite: (piece: string) => string): string =>
  pieces(text)
    .map((piece, index) => (index % 2 === 1 ? piece : rewrite(piece)))
    .join('')

/** Prose and, in every second place, a code span or a comment. */
const pieces = (text: string): readonly string[] =>
  text.split(/(<!--.*?-->|(?<![\\`])(`+)(?!`).+?(?<!`)\2(?!`))/).filter((_, index) => index % 3 !== 2)

/** The text with code and comments blanked out, each sign by a space, so that offsets stay true. */
export function proseAlone(lines: readonly Line[]): string {
  const closed = closedLines(lines)
  const blank = (text: string): string => ' '.repeat(text.length)
  return lines
    .map(({ text }, index) =>
      closed[index]
        ? blank(text)
        : pieces(text)
            .map((piece, at) => (at % 2 === 1 ? blank(piece) : piece))
            .join(''),
    )
    .join('\n')
}

/** A piece of text that is not carried, left in its place for the author and shown to nobody. */
export const leftAsComment = (was: string): string =>
  `<!-- Not imported: ${was.replace(/\s+/g, ' ').trim().replaceAll('--', '- -')} -->`

/**
 * The level at which a question that was no heading opens: below the section that it stands in, or beside the question that it
 * follows.
 */
export function levelAt(before: readonly Line[], question: string): number {
  const closed = closedLines(before)
  const last = before.findLast(({ text, made }, index) => !closed[index] && !made && heading.test(text))
  const [, signs = '#', words = ''] = heading.exec(last?.text ?? '') ?? []
  const beside = signs.length > 1 && /\?["'”’)]*$/.test(words) && question.endsWith('?')
  return Math.min(beside ? signs.length : signs.length + 1, 6)
}

/** Takes away up to so many columns of indent. */
export const dedent = (line: Line, columns: number): Line =>
  withText(line, line.text.replaceAll('\t', '    ').replace(new RegExp(`^ {0,${columns}}`), ''))
