import { closedLines, heading, type Line, leftAsComment, mapProse, outsideCode, withText } from '../lines.ts'
import type { Rewriter, Rewriting } from './rewriter.ts'

/** Attributes of a tag, by name. */
export function attributesOf(written: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of written.matchAll(
    /([:@\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|\{?["']?([^\s"'{}<>]+)["']?\}?))?/g,
  ))
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '')
  return attributes
}

/** Simple HTML becomes Markdown. Of what has none, the text is kept and the tag is told. */
export const html: Rewriter = (lines, context) => {
  const steps: readonly Rewriter[] = [preformatted, blocks, anchorTags, pairs, singles]
  return steps.reduce((done, step) => step(done, context), lines)
}

const decode = (text: string): string =>
  text.replace(
    /&(lt|gt|amp|quot|#39|nbsp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' })[name] ?? '',
  )

/** `<pre>` over lines is a code block. */
function preformatted(lines: readonly Line[]): readonly Line[] {
  const closed = closedLines(lines)
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const open = closed[index] ? null : /^\s*<pre\b[^>]*>\s*(?:<code\b([^>]*)>)?(.*)$/i.exec(line.text)
    const end = open ? lines.findIndex(({ text }, at) => at >= index && /<\/pre>/i.test(text)) : -1
    if (!open || end === -1) {
      result.push(line)
      continue
    }
    const language = /\blang(?:uage)?-([\w+#-]+)/.exec(open[1] ?? '')?.[1] ?? ''
    const inner = [open[2] ?? '', ...lines.slice(index + 1, end + 1).map(({ text }) => text)].map((text) =>
      decode(text.replace(/(?:<\/code>)?\s*<\/pre>.*$/i, '')),
    )
    while (inner[0]?.trim() === '') inner.shift()
    while (inner.at(-1)?.trim() === '') inner.pop()
    result.push({ text: `\`\`\`${language}`, at: line.at }, ...inner.map((text) => ({ text, at: line.at })), {
      text: '```',
      at: line.at,
    })
    index = end
  }
  return result
}

/** Headings, rules and lists that are written as tags on lines of their own. */
function blocks(lines: readonly Line[]): readonly Line[] {
  const closed = closedLines(lines)
  const open: { readonly mark: string }[] = []
  return lines.flatMap((line, index): Line[] => {
    if (closed[index]) return [line]
    const head = /^\s*<h([1-6])\b([^>]*)>(.*?)<\/h\1>\s*$/i.exec(line.text)
    if (head) {
      const id = attributesOf(head[2] ?? '').get('id')
      const text = `${'#'.repeat(Number(head[1]))} ${head[3]?.trim()}`
      return [{ text, at: line.at, ...(id ? { anchor: id, set: true } : {}) }]
    }
    // Not dashes: under a line of text they would make a heading of it.
    if (/^\s*<hr\b[^>]*>\s*$/i.test(line.text))
      return [
        { text: '', at: line.at },
        { text: '***', at: line.at },
      ]
    if (!/<\/?(?:ul|ol|li|dl)\b/i.test(line.text)) return [line]
    const pieces: string[] = []
    const rest = line.text.replace(/<(\/?)(ul|ol|li)\b[^>]*>/gi, (_, closes: string, name: string) => {
      const tag = name.toLowerCase()
      if (tag === 'li')
        return closes ? '\u0001' : `\u0001${'    '.repeat(Math.max(open.length - 1, 0))}${open.at(-1)?.mark ?? '-'} `
      if (closes) open.pop()
      else open.push({ mark: tag === 'ol' ? '1.' : '-' })
      return open.length > 1 || (closes && open.length > 0) ? '\u0001' : '\u0001\u0002\u0001'
    })
    for (const piece of rest.split('\u0001'))
      if (piece === '\u0002') pieces.push('')
      else if (piece.trim() !== '') pieces.push(/^\s*(?:-|1\.) /.test(piece) ? piece.trimEnd() : piece.trim())
    return pieces.map((text) => ({ text, at: line.at }))
  })
}

/** `<a name="x"></a>` and `<a id="x">`: anchors of the heading that follows, or on whose line they stand. */
function anchorTags(lines: readonly Line[], { note }: Rewriting): readonly Line[] {
  const closed = closedLines(lines)
  const waiting: { readonly id: string; readonly at: number }[] = []
  const result = lines.flatMap((line, index): Line[] => {
    if (closed[index]) return [line]
    const own: string[] = []
    const text = outsideCode(line.text, (piece) =>
      piece.replace(
        /<(a|span)\s+(?:name|id)\s*=\s*["']?([^\s"'>]+)["']?\s*(?:\/>|>\s*<\/\1>)/gi,
        (_, _tag, id: string) => {
          own.push(id)
          return ''
        },
      ),
    )
    waiting.push(...own.map((id) => ({ id, at: line.at })))
    if (heading.test(text)) {
      const also = waiting.splice(0).map(({ id }) => id)
      return [{ ...line, text, ...(also.length > 0 ? { also: [...(line.also ?? []), ...also] } : {}) }]
    }
    if (own.length > 0 && text.trim() === '') return []
    if (text.trim() !== '')
      for (const { id, at } of waiting.splice(0)) note(at, 'anchor', `#${id}`, 'left out, as no heading follows it')
    return [withText(line, text)]
  })
  for (const { id, at } of waiting) note(at, 'anchor', `#${id}`, 'left out, as no heading follows it')
  return result
}

const pair = (names: string): RegExp => new RegExp(`<(${names})(?:\\s[^<>]*)?>(.*?)</\\1\\s*>`, 'gi')

/** Tags in pairs on one line. */
function pairs(lines: readonly Line[], { note }: Rewriting): readonly Line[] {
  const marked = (text: string, names: string, mark: string): string =>
    text.replace(pair(names), (_, _name, inner: string) => {
      const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(inner) ?? []
      return words === '' ? before : `${before}${mark}${words}${mark}${after}`
    })
  return mapProse(lines, (text, { at }) => {
    if (!text.includes('<')) return text
    const code = text.replace(pair('code|tt|samp'), (_, _name, inner: string) => {
      const plain = decode(inner.replace(/<\/?\w+[^>]*>/g, ''))
      return plain.includes('`') ? `\`\` ${plain} \`\`` : `\`${plain}\``
    })
    return outsideCode(code, (piece) => {
      const emphasised = marked(marked(marked(piece, 'strong|b', '**'), 'em|i|cite|var|dfn', '*'), 'del|s|strike', '~~')
      const images = emphasised.replace(/<img\b([^<>]*?)\/?>/gi, (was, written: string) => {
        const attributes = attributesOf(written)
        const more = [...attributes.keys()].filter((name) => !/^(src|alt|title)$/.test(name))
        if (more.length > 0) note(at, 'HTML attribute', was, `turned into a picture; ${more.join(', ')} left out`)
        return `![${attributes.get('alt') ?? ''}](${target(attributes.get('src') ?? '')})`
      })
      return images.replace(/<a\s([^<>]*)>(.*?)<\/a>/gi, (was, written: string, inner: string) => {
        const href = attributesOf(written).get('href') ?? attributesOf(written).get('to')
        if (href === undefined) {
          note(at, 'HTML', was, 'its text kept')
          return inner
        }
        return `[${inner.trim()}](${target(href)})`
      })
    })
  })
}

/** A target with signs that end one in Markdown stands in angle brackets. */
const target = (href: string): string => (/[\s()]/.test(href) ? `<${href}>` : href)

/** Read by Answerbook as they are. */
const harmless = /^<\/?(?:br|sup|sub|kbd) ?\/?>$/i
const wrappers =
  /^(?:p|div|span|center|section|article|aside|header|footer|main|nav|u|ins|small|big|font|mark|abbr|acronym|q|blockquote|figure|figcaption|details|summary|dl|dt|dd|address|time|label|tbody|thead|strong|b|em|i|a|li|ul|ol|code|template|br|sup|sub|kbd|wbr|h[1-6]|picture|noscript)$/i
const embedding =
  /^(?:iframe|video|audio|embed|object|source|track|param|form|input|button|select|option|textarea|canvas|svg|path|map|area|link|meta|base)$/i

/** What is left: single tags, and those whose pair is on another line. */
function singles(lines: readonly Line[], { note }: Rewriting): readonly Line[] {
  const loose: Readonly<Record<string, string>> = { b: '**', strong: '**', em: '*', i: '*' }
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)\/?>/gi
  return mapProse(lines, (text, { at }) => {
    const changed = text.replace(tag, (was, closes: string, name: string, written: string) => {
      if (harmless.test(was)) return was
      const lower = name.toLowerCase()
      if (/^(br|sup|sub|kbd)$/.test(lower)) return `<${closes}${lower}>`
      if (lower in loose) return loose[lower] ?? ''
      if (lower === 'hr') {
        note(at, 'HTML', was, 'left out')
        return ''
      }
      if (wrappers.test(name)) {
        const said = written.trim().replace(/\/$/, '').trim()
        if (said !== '' && !/^markdown(?:="?\w*"?)?$/.test(said))
          note(at, 'HTML', was, 'its text kept, the tag left out')
        return ''
      }
      if (!embedding.test(name)) {
        note(at, 'HTML', was, 'kept as text')
        return was
      }
      if (closes) return ''
      const src = attributesOf(written).get('src') ?? attributesOf(written).get('data')
      note(at, 'HTML', was, src ? 'turned into a link' : 'left out, with a comment in its place')
      return src ? `[${src}](${target(src)})` : leftAsComment(was)
    })
    // A tag alone on its line leaves a blank one, not spaces that would make code of it.
    return changed !== text && changed.trim() === '' ? '' : changed
  })
}
