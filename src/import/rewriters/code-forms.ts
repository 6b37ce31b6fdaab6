import { shown } from '../data.ts'
import { closedLines, type Line, withText } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** `{% highlight ruby %}`, `{{< highlight go >}}` become fences; what fences say besides their language goes. */
export const codeForms: Rewriter = (lines, { dialects, note }) => {
  const done = dialects.has('liquid') || dialects.has('shortcodes') ? highlighted(lines) : lines
  const closed = closedLines(done)
  let fence: string | undefined
  return done.flatMap((line, index): readonly Line[] => {
    const opening = closed[index] && /^([\s>]*)((?:[-*+]\s+|\d+[.)]\s+)?)(`{3,}|~{3,})(.*)$/.exec(line.text)
    if (!opening) return [line]
    const [, indent = '', item = '', signs = '', info = ''] = opening
    if (fence !== undefined) {
      if (signs.startsWith(fence) && info.trim() === '') fence = undefined
      return [line]
    }
    fence = signs
    const bare = info.trim().replace(/^\{\s*\.(\w+)[^}]*\}/, '$1')
    const language = /^[\w+#.-]+/.exec(bare)?.[0] ?? ''
    const title = /(?:^|\s)title="([^"]*)"|\[([^\]]+)\]/.exec(bare.slice(language.length))
    const more = bare
      .slice(language.length)
      .replace(title?.[0] ?? '', '')
      .trim()
    if (more !== '') note(line.at, 'code block', more, 'left out: a code block has its language alone')
    const plain =
      bare === language && bare === info.trim() ? line : withText(line, `${indent}${item}${signs}${language}`)
    const name = title?.[1] ?? title?.[2]
    // In a list item the name would have to come before the code on the item's own line.
    if (name === undefined || item !== '') return [plain]
    return [{ text: `${indent}**${name}**`, at: line.at }, { text: indent.trimEnd(), at: line.at }, plain]
  })
}

const open =
  /^(.*?)(?:\{%-?\s*highlight\s+([\w+#.-]+)([^%]*)-?%\}|\{\{[<%]\s*highlight\s+"?([\w+#.-]+)"?([^>%]*)[>%]\}\})(.*)$/
const close = /^(.*?)(?:\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*\/\s*highlight\s*[>%]\}\})/

function highlighted(lines: readonly Line[]): readonly Line[] {
  const result: Line[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const start = open.exec(line.text)
    const end = start ? lines.findIndex((one, at) => at >= index && close.test(one.text)) : -1
    if (!start || end === -1) {
      result.push(line)
      continue
    }
    const [, before = '', liquid, liquidMore = '', hugo, hugoMore = '', rest = ''] = start
    const inner = end === index ? [] : lines.slice(index + 1, end)
    const first = end === index ? (close.exec(rest)?.[1] ?? '') : rest
    const last = end === index ? '' : (close.exec(lines[end]?.text ?? '')?.[1] ?? '')
    const code = [
      ...(first.trim() ? [{ ...line, text: first }] : []),
      ...inner,
      ...(last.trim() ? [{ text: last, at: lines[end]?.at ?? line.at }] : []),
    ]
    const longest = Math.max(2, ...code.flatMap(({ text }) => [...text.matchAll(/`{3,}/g)].map(([run]) => run.length)))
    const fence = '`'.repeat(longest + 1)
    const indent = /^\s*/.exec(before)?.[0] ?? ''
    if (before.trim() !== '') result.push({ ...line, text: before.trimEnd() }, { text: '', at: line.at })
    const more = shown(`${liquidMore}${hugoMore}`)
    result.push({ text: `${indent}${fence}${liquid ?? hugo ?? ''}${more === '' ? '' : ` ${more}`}`, at: line.at })
    result.push(...code, { text: `${indent}${fence}`, at: lines[end]?.at ?? line.at })
    index = end
  }
  return result
}
