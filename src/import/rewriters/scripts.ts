import { closedLines, type Line } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** Lines that import or export, and `<script>` and `<style>` with all that is in them: content is data, never code. */
export const scripts: Rewriter = (lines, { dialects, note }) => {
  const closed = closedLines(lines)
  let tag: string | undefined
  let statement = false
  return lines.filter(({ text, at }: Line, index) => {
    if (tag !== undefined) {
      if (new RegExp(`</${tag}\\s*>`, 'i').test(text)) tag = undefined
      return false
    }
    if (statement) {
      statement = text.trim() !== '' && !/;\s*$|from\s+['"][^'"]+['"]\s*$|^[}\])]/.test(text)
      return false
    }
    if (closed[index]) return true
    const open = /^\s*<(script|style)\b[^>]*>/i.exec(text)
    if (open) {
      const end = lines.findIndex(
        (line, later) => later >= index && new RegExp(`</${open[1]}\\s*>`, 'i').test(line.text),
      )
      const whole = lines.slice(index, end === -1 ? undefined : end + 1).map((line) => line.text)
      note(
        at,
        open[1]?.toLowerCase() ?? '',
        whole.join(' '),
        whole.length === 1 ? 'left out: content is never run' : `left out, ${whole.length} lines: content is never run`,
      )
      if (!new RegExp(`</${open[1]}\\s*>`, 'i').test(text)) tag = open[1]
      return false
    }
    const module =
      dialects.has('mdx') && /^(?:import\s+(?:[\w*{].*|['"].*)|export\s+(?:const|let|default|function)\b.*)$/.test(text)
    if (!module) return true
    note(at, text.startsWith('import') ? 'import line' : 'export line', text, 'left out: content is never run')
    statement = !/['"]\s*;?\s*$|;\s*$|[}\])]\s*$/.test(text)
    return false
  })
}
