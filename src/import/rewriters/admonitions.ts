import { closedLines, dedent, isBlank, type Line, withText } from '../lines.ts'
import type { Rewriter, Rewriting } from './rewriter.ts'
import { indentOf } from './tabs.ts'

/** What old sites call their boxes, and which of our five each becomes. */
const kinds: Readonly<Record<string, string>> = {
  note: 'NOTE',
  info: 'NOTE',
  abstract: 'NOTE',
  summary: 'NOTE',
  tldr: 'NOTE',
  todo: 'NOTE',
  seealso: 'NOTE',
  question: 'NOTE',
  help: 'NOTE',
  faq: 'NOTE',
  example: 'NOTE',
  quote: 'NOTE',
  cite: 'NOTE',
  secondary: 'NOTE',
  default: 'NOTE',
  primary: 'NOTE',
  notice: 'NOTE',
  hint: 'TIP',
  tip: 'TIP',
  success: 'TIP',
  check: 'TIP',
  done: 'TIP',
  important: 'IMPORTANT',
  highlight: 'IMPORTANT',
  warning: 'WARNING',
  warn: 'WARNING',
  attention: 'WARNING',
  caution: 'CAUTION',
  danger: 'CAUTION',
  error: 'CAUTION',
  failure: 'CAUTION',
  fail: 'CAUTION',
  bug: 'CAUTION',
}

/** Boxes in each generator's form become callouts, with their title as the first line in bold. */
export const admonitions: Rewriter = (lines, context) => {
  const { dialects } = context
  const steps: readonly Rewriter[] = [
    ...(dialects.has('python') ? [indentedBoxes] : []),
    ...(dialects.has('containers') ? [containerBoxes] : []),
    ...(dialects.has('shortcodes') ? [shortcodeBoxes] : []),
    ...(dialects.has('kramdown') ? [attributeBoxes] : []),
  ]
  return steps.reduce((done, step) => step(done, context), lines)
}

function callout(kind: string, title: string, inner: readonly Line[], at: number): readonly Line[] {
  const body = trimmed(inner)
  const head: Line[] = [{ text: `> [!${kind}]`, at }]
  if (title !== '')
    head.push(
      { text: `> **${title.replace(/^\*\*|\*\*$/g, '')}**`, at },
      ...(body.length > 0 ? [{ text: '>', at }] : []),
    )
  return [
    { text: '', at },
    ...head,
    ...body
      .filter((line, index) => !(isBlank(line) && isBlank(body[index - 1] ?? line)))
      .map((line) => withText(line, isBlank(line) ? '>' : `> ${line.text}`)),
    { text: '', at: body.at(-1)?.at ?? at },
  ]
}

function trimmed(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex((line) => !isBlank(line))
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1)
}

/** `!!! note "Title"`, `??? tip`, with the text set in below. */
function indentedBoxes(lines: readonly Line[], context: Rewriting): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const match = closed[index]
      ? null
      : /^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)((?:\s+[\w-]+)*)\s*(?:"(.*)")?\s*$/.exec(line.text)
    if (!match) {
      result.push(line)
      continue
    }
    const [, before = '', word = '', more = '', title] = match
    const indent = before.length + 4
    let end = index + 1
    while (end < lines.length && (isBlank(lines[end] as Line) || indentOf(lines[end] as Line) >= indent)) end++
    const inner = lines.slice(index + 1, end).map((one) => dedent(one, indent))
    const kind = kinds[word.toLowerCase()]
    if (kind === undefined || more.trim() !== '')
      context.note(
        line.at,
        'admonition',
        line.text.trim(),
        'turned into a callout; its own kind and place are left out',
      )
    // Without a title of its own, such a box shows its kind; ours do so by themselves.
    const own = title ?? (kind === undefined ? word : '')
    const made = callout(kind ?? 'NOTE', own, indentedBoxes(inner, context), line.at)
    result.push(...made.map((one) => withText(one, one.text === '' ? '' : before + one.text)))
    if (end < lines.length) result.push({ text: '', at: line.at })
    index = end - 1
  }
  return result
}

/** `:::tip[Title]` … `:::`, one inside another by more colons. */
function containerBoxes(lines: readonly Line[], context: Rewriting): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const match = closed[index] ? null : /^(\s*)(:{3,})\s*([a-z][\w-]*)\s*(?:\[(.*)\]|(.*?))\s*$/i.exec(line.text)
    const end = match ? endOfContainer(lines, closed, index, match[2] ?? '') : -1
    if (!match || end === -1) {
      result.push(line)
      continue
    }
    const [, before = '', , word = '', bracketed, rest = ''] = match
    const written = bracketed ?? rest
    const attributes = /\{[^{}]*\}\s*$/.exec(written)?.[0]
    if (attributes) context.note(line.at, 'attribute list', attributes, 'left out')
    const title = written.replace(/\s*\{[^{}]*\}\s*$/, '').trim()
    const inner = containerBoxes(
      lines.slice(index + 1, end).map((one) => dedent(one, before.length)),
      context,
    )
    const kind = kinds[word.toLowerCase()]
    const last = lines[end]?.at ?? line.at
    if (kind !== undefined) result.push(...callout(kind, title, inner, line.at))
    else if (word === 'details') {
      // Told of where all such foldings are: they become questions.
      const opening = `<details><summary>${title || 'Details'}</summary>`
      result.push({ text: opening, at: line.at }, { text: '', at: line.at }, ...inner, { text: '</details>', at: last })
    } else if (word === 'v-pre' || word === 'raw') result.push(...inner.map((one) => ({ ...one, literal: true })))
    else {
      context.note(line.at, 'container', line.text.trim(), 'its text kept')
      result.push(...(title ? [{ text: `**${title}**`, at: line.at }] : []), { text: '', at: line.at }, ...inner)
      result.push({ text: '', at: last })
    }
    index = end
  }
  return result
}

function endOfContainer(lines: readonly Line[], closed: readonly boolean[], start: number, colons: string): number {
  let depth = 0
  for (let index = start + 1; index < lines.length; index++) {
    if (closed[index]) continue
    const match = /^\s*(:{3,})\s*([a-z].*)?$/i.exec(lines[index]?.text ?? '')
    if (!match || match[1]?.length !== colons.length) continue
    if (match[2]) depth++
    else if (depth === 0) return index
    else depth--
  }
  return -1
}

const boxNames = [...Object.keys(kinds), 'callout', 'alert', 'admonition']
  .filter((name) => name !== 'highlight')
  .join('|')
const boxTag = new RegExp(`\\{\\{[<%]\\s*(/?)\\s*(${boxNames}|details|expand)\\b([^{}]*?)\\s*[>%]\\}\\}`, 'i')

/** `{{< hint info >}}` … `{{< /hint >}}`, by the names that Hugo's themes have for them. */
function shortcodeBoxes(lines: readonly Line[], context: Rewriting): readonly Line[] {
  const closed = closedLines(lines)
  const apart = lines.flatMap((line, index) => (closed[index] ? [line] : tagsApart(line)))
  return pairedBoxes(apart, context)
}

/** Each such tag on a line of its own. */
function tagsApart(line: Line): readonly Line[] {
  const match = boxTag.exec(line.text)
  if (!match || line.text.trim() === match[0]) return [line]
  const before = line.text.slice(0, match.index).trimEnd()
  const after = line.text.slice(match.index + match[0].length).trim()
  return [
    ...(before ? [withText(line, before)] : []),
    { text: match[0], at: line.at },
    ...(after ? tagsApart({ text: after, at: line.at }) : []),
  ]
}

function pairedBoxes(lines: readonly Line[], context: Rewriting): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const match = closed[index] ? null : boxTag.exec(line.text)
    const end = match && match[1] === '' ? endOfBox(lines, index, match[2] ?? '') : -1
    if (!match || end === -1) {
      result.push(line)
      continue
    }
    const name = (match[2] ?? '').toLowerCase()
    const words = parameters(match[3] ?? '')
    const inner = pairedBoxes(lines.slice(index + 1, end), context)
    const wanted = [words.named.get('type'), words.named.get('context'), words.named.get('style'), words.plain[0], name]
    const kind = wanted.map((one) => kinds[(one ?? '').toLowerCase()]).find((one) => one !== undefined) ?? 'NOTE'
    const title =
      words.named.get('title') ??
      words.named.get('summary') ??
      words.plain.find((one) => kinds[one.toLowerCase()] === undefined) ??
      ''
    if (name === 'details' || name === 'expand') {
      const last = lines[end]?.at ?? line.at
      const opening = `<details><summary>${title || 'Details'}</summary>`
      result.push({ text: opening, at: line.at }, { text: '', at: line.at }, ...inner, { text: '</details>', at: last })
    } else result.push(...callout(kind, title, inner, line.at))
    index = end
  }
  return result
}

function endOfBox(lines: readonly Line[], start: number, name: string): number {
  let depth = 0
  for (let index = start + 1; index < lines.length; index++) {
    const match = boxTag.exec(lines[index]?.text ?? '')
    if (match?.[2]?.toLowerCase() !== name.toLowerCase()) continue
    if (match[1] === '') depth++
    else if (depth === 0) return index
    else depth--
  }
  return -1
}

/** `type="info" "A title" plain`: named and plain values. */
export function parameters(text: string): {
  readonly named: ReadonlyMap<string, string>
  readonly plain: readonly string[]
} {
  const named = new Map<string, string>()
  const plain: string[] = []
  for (const [, key, double, single, back, bare] of text.matchAll(
    /(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`=/]+))/g,
  )) {
    const value = double ?? single ?? back ?? bare ?? ''
    if (key === undefined) plain.push(value)
    else named.set(key.toLowerCase(), value)
  }
  return { named, plain }
}

/** kramdown's `{: .note }` before a block, or right after it. */
function attributeBoxes(lines: readonly Line[]): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const word = closed[index]
      ? undefined
      : /^\{:\s*\.([a-z]+)(?:-title)?\s*\}\s*$/i.exec(line.text)?.[1]?.toLowerCase()
    const kind = word === undefined || word === 'default' || word === 'primary' ? undefined : kinds[word]
    if (kind === undefined) {
      result.push(line)
      continue
    }
    const above = result.findLastIndex(isBlank) + 1
    const before = result.splice(above)
    let end = index + 1
    if (before.length === 0) while (end < lines.length && !isBlank(lines[end] as Line)) end++
    const block = (before.length > 0 ? before : lines.slice(index + 1, end)).map((one) =>
      withText(one, one.text.replace(/^\s*> ?/, '')),
    )
    const titled = line.text.includes('-title')
    result.push(...callout(kind, titled ? (block[0]?.text ?? '') : '', titled ? block.slice(1) : block, line.at))
    index = end - 1
  }
  return result
}
