import { leftAsComment, mapOpen, mapProse } from '../lines.ts'
import type { Rewriter } from './rewriter.ts'

/** Signs that MkDocs reads by its extensions: keys, icons, marks, abbreviations and the values of macros. */
export const pythonMarks: Rewriter = (lines, { dialects, note }) => {
  if (!dialects.has('python')) return lines
  const done = mapOpen(lines, (text, { at }) => {
    if (!/^\*\[[^\]]+\]:\s+\S/.test(text)) return text
    note(at, 'abbreviation', text, 'left out, with a comment in its place: write it into glossary.yml')
    return leftAsComment(text)
  })
  return mapProse(done, (text, { at }) => {
    for (const [was] of text.matchAll(
      /\{\{.+?\}\}|\{%.+?%\}|(?<![=\w])==\S(?:[^=\n]*\S)?==(?![=\w])|\^\^\S[^^\n]*\^\^/g,
    ))
      note(at, 'extension', was, 'kept as text')
    return text
      .replace(/\+\+([a-z0-9]+(?:\+[a-z0-9]+)*|"[^"]+")\+\+/gi, (_, keys: string) =>
        keys
          .replaceAll('"', '')
          .split('+')
          .map((key) => `<kbd>${key}</kbd>`)
          .join('+'),
      )
      .replace(/ ?:(?:material|fontawesome|octicons|simple)-[\w-]+:/g, (was) => {
        note(at, 'icon', was.trim(), 'left out')
        return ''
      })
  })
}
