import type { Token } from 'markdown-it'
import type { Place } from '../model.ts'
import type { SplitPage } from './text.ts'

/**
 * Finds the columns that markdown-it does not keep. A block token knows its source lines; an inline token's text is made
 * of pieces of those lines, with quote marks and indents cut off at their left.
 */
export interface Placer {
  /** The place of a block token, such as a heading. */
  readonly ofToken: (token: Token) => Place
  /** The place of `text`, found in `inline`'s own text at or after `offset`. */
  readonly inInline: (inline: Token, text: string, offset: number) => Place
  /** The place of a stretch of text when only an inline text that holds it is known. */
  readonly ofText: (text: string, fromLine?: number) => Place
  /** The place of a stretch of text on a line of the body, which counts from 0, or below it. */
  readonly inBody: (text: string, line: number) => Place
  /** The place of a target in the line that defines it: `[name]: target`. */
  readonly ofDefinition: (target: string) => Place | undefined
}

export function placer({ source, bodyLine }: SplitPage): Placer {
  const at = (line: number, column: number, length?: number): Place => ({
    file: source.shown,
    line: line + 1,
    column: column + 1,
    ...(length ? { length } : {}),
  })
  const lineText = (line: number): string => source.lines[line] ?? ''

  // Kept for the row that is being read: a row of thousands of cells would be searched from its start for each.
  let row: { readonly line: number; readonly starts: readonly number[] } | undefined
  const cellsOf = (line: number): readonly number[] => {
    if (row?.line !== line) {
      const bars = [...lineText(line).matchAll(/(?<!\\)\|/g)].map(({ index }) => index + 1)
      row = { line, starts: lineText(line).trimStart().startsWith('|') ? bars : [0, ...bars] }
    }
    return row.starts
  }

  const ofText = (text: string, fromLine = bodyLine): Place => {
    for (let line = fromLine; line < source.lines.length; line++) {
      const column = lineText(line).indexOf(text)
      if (text !== '' && column >= 0) return at(line, column, text.length)
    }
    return at(fromLine, 0)
  }

  const inBody = (text: string, line: number): Place => ofText(text, bodyLine + line)

  const ofDefinition = (target: string): Place | undefined => {
    for (let line = bodyLine; line < source.lines.length; line++) {
      const opening = /^[ >\t]*\[[^\]]+\]:[ \t]*<?/.exec(lineText(line))?.[0]
      if (
        opening !== undefined &&
        /^[\s>]|^$/.test(lineText(line).slice(opening.length + target.length)) &&
        lineText(line).startsWith(target, opening.length)
      ) {
        return at(line, opening.length, target.length)
      }
    }
    return undefined
  }

  const ofToken = (token: Token): Place => {
    const line = bodyLine + (token.map?.[0] ?? 0)
    const text = lineText(line)
    const column = text.length - text.trimStart().length
    return at(line, column, Math.max(text.trimEnd().length - column, 0))
  }

  const inInline = (inline: Token, text: string, offset: number): Place => {
    const { map } = inline
    const isCell = inline.meta?.cell !== undefined
    if (!map) return ofText(text)
    const before = inline.content.slice(0, offset).split('\n')
    const line = bodyLine + map[0] + before.length - 1
    const inLine = before.at(-1)?.length ?? 0
    const own = inline.content.split('\n')[before.length - 1] ?? ''
    // A table's cells share one line, with `\|` for each `|`; elsewhere the piece is the line's right end.
    const written = isCell ? own.replaceAll('|', '\\|') : own
    const start = isCell
      ? cellStart(lineText(line), cellsOf(line), inline, written)
      : pieceStart(lineText(line), written)
    if (start === undefined) return ofText(text, bodyLine + map[0])
    const shift = isCell ? own.slice(0, inLine).split('|').length - 1 : 0
    return at(line, start + inLine + shift, text.length)
  }

  return { ofToken, inInline, ofText, inBody, ofDefinition }
}

function pieceStart(line: string, piece: string): number | undefined {
  const trimmed = piece.trimEnd()
  if (line.trimEnd().endsWith(trimmed)) return line.trimEnd().length - trimmed.length
  const start = line.indexOf(trimmed)
  return start >= 0 ? start : undefined
}

/** Cells are told apart by their number: the same text may stand in several. */
function cellStart(line: string, starts: readonly number[], inline: Token, written: string): number | undefined {
  const start = line.indexOf(written, starts[Number(inline.meta?.cell ?? 0)] ?? 0)
  return start >= 0 ? start : undefined
}
