import { type Cell, cellsOf } from './columns.ts'

/** The most columns of a source line that are quoted. */
const widest = 100

/** Characters on either side of the place that are looked at: the columns that are quoted never need more, and lines can be long. */
const reach = 400

export interface Quote {
  readonly line: string
  /** Marks that stand under the part of the line that is meant. */
  readonly marks: string
}

/** A source line, cut to what fits, with marks under a place in it; one that lies behind the line's end is marked there. */
export function quote(source: string, column: number, length = 1): Quote {
  const place = Math.min(Math.max(column - 1, 0), source.length)
  const cut = Math.max(0, place - reach)
  const cells = cellsOf(source.slice(cut, place + reach)).map(
    (cell): Cell => ({ ...cell, start: cell.start + cut, end: cell.end + cut }),
  )
  const at = cells.findIndex(({ end }) => end > place)
  const marked = at === -1 ? cells.length : at
  const before = sumOf(cells.slice(0, marked))
  const first = cut === 0 && before <= widest * 0.7 ? 0 : firstOf(cells, marked)
  const last = lastOf(cells, first)
  const left = first > 0 || cut > 0 ? '…' : ''
  const right = (cells[last - 1]?.end ?? source.length) < source.length ? '…' : ''
  const meant = cells.slice(marked, last).filter(({ start }) => start < place + length)
  return {
    line: `${left}${cells
      .slice(first, last)
      .map(({ text }) => text)
      .join('')
      .trimEnd()}${right}`,
    marks: ' '.repeat(left.length + sumOf(cells.slice(first, marked))) + '^'.repeat(Math.max(1, sumOf(meant))),
  }
}

/** Half of what is quoted stands before the place. */
function firstOf(cells: readonly Cell[], marked: number): number {
  let width = 0
  let first = marked
  for (; first > 0; first--) {
    width += cells[first - 1]?.width ?? 0
    if (width > widest / 2) break
  }
  return first
}

function lastOf(cells: readonly Cell[], first: number): number {
  let width = 0
  let last = first
  for (; last < cells.length; last++) {
    width += cells[last]?.width ?? 0
    if (width > widest) break
  }
  return last
}

const sumOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0)
