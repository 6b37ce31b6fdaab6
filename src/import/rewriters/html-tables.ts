import { Parser } from 'htmlparser2'
import { shown } from '../data.ts'
import { closedLines, isBlank, type Line } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** `<table>` becomes a Markdown table. Cells that span others keep their text in the first place; a table in a table stays HTML. */
export const htmlTables: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const start = closed[index] ? -1 : line.text.search(/<table\b/i)
    const end = start === -1 ? -1 : endOfTable(lines, index)
    if (end === -1) {
      result.push(line)
      continue
    }
    const whole = lines
      .slice(index, end + 1)
      .map(({ text }) => text)
      .join('\n')
    const close = [...whole.matchAll(/<\/table\s*>/gi)].at(-1)
    const source = whole.slice(start, (close?.index ?? 0) + (close?.[0].length ?? 0))
    const after = whole.slice(start + source.length).trim()
    const table = readTable(source)
    const made =
      table === undefined || table.rows.length === 0 ? ['```html', ...source.split('\n'), '```'] : printTable(table)
    if (table === undefined)
      note(line.at, 'HTML table', shown(source), 'kept as text, in a code block: a table in a table')
    else if (table.odd) note(line.at, 'HTML table', shown(source), `turned into a Markdown table; ${table.odd}`)
    if (line.text.slice(0, start).trim() !== '') result.push({ text: line.text.slice(0, start).trimEnd(), at: line.at })
    if (result.length > 0 && !isBlank(result.at(-1) as Line)) result.push({ text: '', at: line.at })
    result.push(...made.map((text) => ({ text, at: line.at })), { text: '', at: lines[end]?.at ?? line.at })
    if (after !== '') result.push({ text: after, at: lines[end]?.at ?? line.at })
    index = end
  }
  return result
}

/** The line on which a table ends, with all tables that open in it. */
function endOfTable(lines: readonly Line[], start: number): number {
  let open = 0
  for (let index = start; index < lines.length; index++) {
    for (const [tag] of (lines[index]?.text ?? '').matchAll(/<table\b|<\/table\s*>/gi))
      open += tag.startsWith('</') ? -1 : 1
    // So many tables in tables are none: somebody forgot to close them.
    if (open > 20) return -1
    if (open <= 0) return index
  }
  return -1
}

interface Table {
  readonly caption: string
  readonly rows: readonly (readonly Cell[])[]
  /** What a Markdown table cannot show of it. */
  readonly odd?: string
}

interface Cell {
  readonly text: string
  readonly head: boolean
}

function readTable(source: string): Table | undefined {
  const rows: Cell[][] = []
  /** Cells that reach down into later rows: how many rows are left, by column. */
  const reaching: number[] = []
  let odd: string | undefined
  let nested = 0
  let text = ''
  let caption = ''
  let inside: 'td' | 'th' | 'caption' | undefined
  let span = { columns: 1, rows: 1 }
  const endCell = (): void => {
    if (inside === 'caption') caption = tidy(text)
    else if (inside) {
      const row = rows.at(-1) ?? rows[rows.push([]) - 1]
      while (row && (reaching[row.length] ?? 0) > 0) {
        reaching[row.length] = (reaching[row.length] ?? 0) - 1
        row.push({ text: '', head: false })
      }
      for (let column = 0; row && column < span.columns; column++) {
        reaching[row.length] = span.rows - 1
        row.push({ text: column === 0 ? tidy(text) : '', head: inside === 'th' })
      }
    }
    inside = undefined
    text = ''
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'table') nested++
        else if (name === 'tr') {
          endCell()
          rows.push([])
        } else if (name === 'td' || name === 'th' || name === 'caption') {
          endCell()
          inside = name
          const number = (value: string | undefined): number => Math.min(Math.max(Number(value) || 1, 1), 50)
          span = { columns: number(attributes.colspan), rows: number(attributes.rowspan) }
          if (span.columns > 1 || span.rows > 1) odd = 'a cell that spans others is followed by empty ones'
        } else if (inside) {
          if (/^(p|div|li|br|tr)$/.test(name)) text += text.trim() === '' ? '' : '<br>'
          else if (!/^(ul|ol|tbody|thead)$/.test(name)) text += tagText(name, attributes)
          if (/^(ul|ol|pre|blockquote)$/.test(name)) odd = 'lists and blocks in a cell are lines of it now'
        }
      },
      ontext(piece) {
        if (inside) text += piece
      },
      onclosetag(name) {
        if (name === 'td' || name === 'th' || name === 'caption' || name === 'table') endCell()
        else if (inside && !/^(p|div|li|br|ul|ol|tr|img|hr|input)$/.test(name)) text += `</${name}>`
      },
    },
    { decodeEntities: false },
  )
  parser.end(source)
  if (nested > 1) return undefined
  return { caption, rows: rows.filter((row) => row.length > 0), ...(odd ? { odd } : {}) }
}

const tagText = (name: string, attributes: Readonly<Record<string, string>>): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`)
    .join('')}>`

const tidy = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/(?:\s*<br>\s*)+$/i, '')
    .trim()
    .replaceAll('|', '\\|')

function printTable({ caption, rows }: Table): readonly string[] {
  const width = Math.max(...rows.map((row) => row.length))
  const [first = [], ...others] = rows
  const hasHead = first.some(({ head }) => head)
  const print = (row: readonly Cell[], bold: boolean): string =>
    `| ${Array.from({ length: width }, (_, column) => {
      const cell = row[column]
      return cell && bold && cell.head && cell.text !== '' ? `**${cell.text}**` : (cell?.text ?? '')
    }).join(' | ')} |`
  return [
    ...(caption ? [`**${caption}**`, ''] : []),
    // Markdown tables need a heading; one without words is drawn as none.
    hasHead ? print(first, false) : print([], false),
    `|${' --- |'.repeat(width)}`,
    ...(hasHead ? others : rows).map((row) => print(row, true)),
  ]
}
