import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'
import { noteComment, noteInline, type ParseEnv, placeInBlock } from './remarks.ts'

/** `<!-- … -->` is not published. In code it stays, as it is no comment there. What speaks to the checks is noted. */
export function comments(md: MarkdownIt): void {
  md.block.ruler.before('paragraph', 'comment', commentBlock, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  md.inline.ruler.before('html_inline', 'comment', commentInline)
}

/** On lines of its own: dropped, blank lines inside it included. */
function commentBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('<!--', start)) return false
  if (start > lastCommentEnd(state)) return false
  const close = state.src.indexOf('-->', start + 4)
  const lineEnd = state.src.indexOf('\n', close)
  const after = state.src.slice(close + 3, lineEnd === -1 ? undefined : lineEnd)
  if (close === -1 || close > (state.eMarks[endLine - 1] ?? 0) || after.trim() !== '') return false
  let line = startLine
  while ((state.eMarks[line] ?? 0) < close) line++
  if (silent) return true
  noteComment(state.env, { text: state.src.slice(start, close + 3), line: startLine })
  state.line = line + 1
  return true
}

/** Where the last comment of the page ends: what opens after it never closes, and need not be searched to the end each time. */
function lastCommentEnd(state: StateBlock): number {
  const env = state.env as ParseEnv & { lastCommentEnd?: number }
  env.lastCommentEnd ??= state.src.lastIndexOf('-->')
  return env.lastCommentEnd
}

function commentInline(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('<!--', state.pos)) return false
  const env = state.env as ParseEnv & { withoutCommentEnd?: string }
  const close = env.withoutCommentEnd === state.src ? -1 : state.src.indexOf('-->', state.pos + 4)
  if (close === -1) {
    // Searched once: the next one to open in the same text has no end either.
    env.withoutCommentEnd = state.src
    if (!silent) noteInline(state, 'unclosed-comment', '<!--')
    return false
  }
  if (!silent) noteComment(state.env, { text: state.src.slice(state.pos, close + 3), ...placeInBlock(state) })
  state.pos = close + 3
  return true
}
