import { Lexer } from 'yaml'
import type { Ignore, Place } from '../model.ts'
import type { Comment } from './markdown/remarks.ts'
import type { Placer } from './places.ts'
import type { SourceText, SplitPage } from './text.ts'

/** A comment in a source file. */
export interface CommentAt {
  /** What it says, without its signs. */
  readonly text: string
  readonly at: Place
  /** The line on which it ends. */
  readonly end: number
}

/** Finds the place of a comment that was met while parsing. */
export function placeComment({ text, line = 0, token, offset = 0 }: Comment, places: Placer): CommentAt {
  const [first = ''] = text.split('\n', 1)
  const at = token ? places.inInline(token, first, offset) : places.inBody(first, line)
  return { text: text.slice('<!--'.length, -'-->'.length), at, end: at.line + text.split('\n').length - 1 }
}

/** What the lexer puts between pieces of text; the last says that a value follows. */
const markers: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f'])

/** The comments of YAML text. A `#` inside a value is none, so that only the parser's own lexer can tell. */
export function yamlComments(shown: string, yaml: string, firstLine: number): CommentAt[] {
  if (!/#\s*ignore\b/i.test(yaml)) return []
  const comments: CommentAt[] = []
  let line = firstLine + 1
  let column = 1
  let isValue = false
  for (const lexeme of new Lexer().lex(yaml)) {
    if (markers.has(lexeme)) {
      isValue = lexeme === '\u001f'
      continue
    }
    if (lexeme.startsWith('#') && !isValue) {
      comments.push({ text: lexeme.slice(1), at: { file: shown, line, column, length: lexeme.length }, end: line })
    }
    isValue = false
    const lines = lexeme.split('\n')
    line += lines.length - 1
    column = (lines.length > 1 ? 1 : column) + (lines.at(-1)?.length ?? 0)
  }
  return comments
}

/** The comments of a page's front matter. */
export const frontMatterComments = ({ source, yaml, yamlLine }: SplitPage): CommentAt[] =>
  yamlComments(source.shown, yaml, yamlLine)

/** Which of a file's comments are meant for the checks, and of which lines they speak. */
export function ignoresIn({ lines }: SourceText, comments: readonly CommentAt[], leftOut: boolean): Ignore[] {
  const meant = comments.flatMap(({ text, at, end }) => {
    const [, rule, rest = ''] = /^\s*ignore:?\s+([^\s:]+)\s*([\s\S]*?)\s*$/i.exec(text) ?? []
    return rule ? [{ rule, rest, at, end, alone: isAlone({ text, at, end }, lines) }] : []
  })
  if (meant.length === 0) return []
  const taken = new Set(meant.flatMap(({ alone, at, end }) => (alone ? range(at.line, end) : [])))
  const next = nextLines(lines, (line) => taken.has(line))
  return meant.map(({ alone, end, ...ignore }): Ignore => {
    const target = next[end + 1] ?? end
    return { ...ignore, leftOut, ...(alone ? { from: target, to: target } : { from: ignore.at.line, to: end }) }
  })
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** Whether nothing but other comments and the marks of quotes stands beside it. */
function isAlone({ at, end }: CommentAt, lines: readonly string[]): boolean {
  const first = lines[at.line - 1] ?? ''
  const after = at.line === end ? first.slice(at.column - 1 + (at.length ?? 0)) : lines[end - 1]?.replace(/^.*?-->/, '')
  return isBlank(`${first.slice(0, at.column - 1)}${after ?? ''}`.replace(/<!--.*?-->/g, ''))
}

const isBlank = (text: string): boolean => /^[\s>]*$/.test(text)

/** For each line, counted from 1, the first line with text from there on. */
function nextLines(lines: readonly string[], isTaken: (line: number) => boolean): number[] {
  const next: number[] = []
  for (let line = lines.length; line >= 1; line--) {
    next[line] = isBlank(lines[line - 1] ?? '') || isTaken(line) ? (next[line + 1] ?? lines.length) : line
  }
  return next
}
