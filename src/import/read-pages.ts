import { wordsOf } from './anchors.ts'
import { asText, shown } from './data.ts'
import { splitFront } from './front-matter.ts'
import { closedLines, heading, isBlank, type Line } from './lines.ts'
import type { FileNote, Note, OldFile, OldPage, Setup } from './old-site.ts'

/** Reads every page of the old site; what cannot be read is told and left out. */
export function readPages(files: readonly OldFile[], setup: Setup, note: FileNote): readonly OldPage[] {
  return files.flatMap((file): OldPage[] => {
    const place = setup.pageAt(file.path)
    if (!place) return []
    if (file.text === undefined) {
      note(file.path, 1, 'page', file.path, `left out: ${file.unread ?? 'it cannot be read'}`)
      return []
    }
    const split = splitFront(file)
    const { fault } = split
    if (fault) note(file.path, fault.line, 'front matter', shown(fault.was), `not read: ${fault.why}`)
    const defaults = setup.defaults?.({ file, type: place.type }) ?? {}
    const inherited = new Set(Object.keys(defaults).filter((key) => !(key in split.front.data)))
    const front = { ...split.front, data: { ...defaults, ...split.front.data }, inherited }
    return [{ ...split, ...place, file, front }]
  })
}

export const linesOf = ({ body, bodyLine }: OldPage): readonly Line[] =>
  body.split('\n').map((text, index) => ({ text, at: bodyLine + index + 1 }))

export interface Titled {
  readonly title?: string
  readonly lines: readonly Line[]
  /** The anchor that the title had as a heading of the text. */
  readonly anchor?: string
}

/**
 * The title of a page and its text without it: here a title is no heading of the text. A `#` heading in the middle, or one of
 * several, is left where it is.
 */
export function takeTitle(page: OldPage, lines: readonly Line[], note: Note): Titled {
  const front = asText(page.front.data.title)
  const closed = closedLines(lines)
  const headings = lines.flatMap((line, index) => {
    const match = closed[index] ? null : heading.exec(line.text)
    return match && (match[2] ?? '') !== ''
      ? [{ line, index, level: match[1]?.length ?? 0, text: wordsOf(match[2] ?? '').trim() }]
      : []
  })
  const [first] = headings
  const alone = headings.filter(({ level }) => level === 1).length === 1
  const same = first && front?.toLowerCase() === first.text.toLowerCase()
  if (first?.level !== 1 || !(alone || same)) return { ...(front ? { title: front } : {}), lines }
  if (front && !same)
    note(first.line.at, 'heading', first.line.text, `left out, as the title of the page is "${front}"`)
  const rest = lines.filter((_, index) => index !== first.index)
  const start = rest.findIndex((line) => !isBlank(line))
  return {
    title: front ?? first.text,
    lines: rest.slice(Math.max(start, 0)),
    ...(first.line.anchor ? { anchor: first.line.anchor } : {}),
  }
}
