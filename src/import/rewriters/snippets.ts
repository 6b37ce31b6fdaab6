import { closedLines, leftAsComment, withText } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

const snippet =
  /^\s*(?:;?-+8<-+.*|<<<\s+\S.*|<!--\s*@include:.*-->|\{%\s*include-markdown\b.*%\}|\[TOC\]|\[\[toc\]\])\s*$/i

/** Lines that stand for another file, and marks for a table of contents. */
export const snippets: Rewriter = (lines, { note }) => {
  const closed = closedLines(lines)
  return lines.map((line, index) => {
    if (!snippet.test(line.text)) return line
    const was = line.text.trim()
    if (/^\[/.test(was)) {
      if (closed[index]) return line
      note(line.at, 'table of contents', was, 'left out: each page lists its questions by itself')
      return withText(line, '')
    }
    if (closed[index] && !was.startsWith('<!--')) {
      note(line.at, 'snippet', was, 'kept as text, in its code block')
      return line
    }
    note(line.at, 'snippet', was, 'left out, with a comment in its place: copy the text of that file here')
    return withText(line, leftAsComment(was.replace(/^<!--|-->$/g, '')))
  })
}
