import { closedLines, heading, isListItem, type Line, mapProse } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

const one = String.raw`(?:[#.][\w:-]+|[\w:@-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))`
/** With a colon, anything may stand in it; without one, only what can be nothing else. */
const list = String.raw`\{:[^{}]*\}|\{\s*${one}(?:\s+${one})*\s*\}`
const alone = new RegExp(`^\\s*(?:${list})\\s*$`)
const inline = new RegExp(`(?<=[)\\]*_\`\\w"'.!?>])[ \\t]?(?:${list})`, 'g')
const atEnd = new RegExp(`\\s*(${list})\\s*$`)

/** The `id` that an attribute list sets, and whether it sets more. */
export function readAttributes(text: string): { readonly id?: string; readonly more: boolean } {
  const inner = text.replace(/^\s*\{:?|\}\s*$/g, '')
  const id = /(?:^|\s)#([^\s{}]+)/.exec(inner)?.[1] ?? /\bid=["']?([^\s"'}]+)/.exec(inner)?.[1]
  const rest = inner.replace(/(?:^|\s)#[^\s{}]+|\bid=["']?[^\s"'}]+["']?/, '').trim()
  return { ...(id ? { id } : {}), more: rest !== '' }
}

/** The attribute list at the end of a heading's text, and the text without it. */
export function headingAttributes(text: string): { readonly text: string; readonly list?: string } {
  const comment = /\s*\{\/\*\s*(#[^\s*]+)\s*\*\/\}\s*$/.exec(text)
  if (comment) return { text: text.slice(0, comment.index), list: `{${comment[1]}}` }
  const match = atEnd.exec(text)
  return match ? { text: text.slice(0, match.index), list: match[1] ?? '' } : { text }
}

/** `{: .class}` and the like: an `id` on the line after a heading is kept, all else goes and is told. */
export const attributeLists: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  const blocks: Line[] = []
  for (const [index, line] of lines.entries()) {
    if (closed[index] || !alone.test(line.text)) {
      blocks.push(line)
      continue
    }
    const before = blocks.at(-1)
    const { id, more } = readAttributes(line.text)
    const was = line.text.trim()
    if (/\{:\s*toc\b/.test(was)) {
      const item = before && isListItem(before.text) ? blocks.pop() : undefined
      note(
        line.at,
        'table of contents',
        item ? `${item.text} ${was}` : was,
        'left out: each page lists its questions by itself',
      )
    } else if (id && before && heading.test(before.text)) {
      blocks[blocks.length - 1] = { ...before, anchor: id, set: true }
      if (more) note(line.at, 'attribute list', was, 'left out, but for its anchor')
    } else note(line.at, 'attribute list', was, 'left out')
  }
  return mapProse(blocks, (text, { at }) =>
    text.replace(inline, (was) => {
      note(at, 'attribute list', was.trim(), 'left out')
      return ''
    }),
  )
}
