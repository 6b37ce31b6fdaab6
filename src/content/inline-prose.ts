import type { Token } from 'markdown-it'
import type { Written } from './markdown/places.ts'

export interface InlineProse {
  /** What a reader sees, with a sign that is no word in the place of code, keys and addresses. */
  readonly text: string
  /** From a place in it to one in the block's source, at most a few escapes before the same word there. */
  readonly offsetOf: (index: number) => number
}

/** The words of a block's own text. Those for an image are not among them. */
export function inlineProse({ content, children }: Token): InlineProse {
  const pieces: { readonly index: number; readonly offset: number }[] = []
  let text = ''
  let offset = 0
  let targetEnd = 0
  let isHidden = false
  for (const { type, content: own, info, meta } of children ?? []) {
    if (type === 'link_open') targetEnd = endOfTarget(content, meta?.written as Written | undefined)
    if (type === 'link_close') offset = Math.max(offset, targetEnd)
    if (type === 'kbd_open' || (type === 'link_open' && info === 'auto')) isHidden = true
    if (type === 'kbd_close' || type === 'link_close') isHidden = false
    const start = own === '' ? -1 : content.indexOf(own, offset)
    const isText = type === 'text' && !isHidden
    if (isText) pieces.push({ index: text.length, offset: Math.max(start, offset) })
    if (start >= 0) offset = start + own.length
    text += isText ? own : type.endsWith('break') ? ' ' : own === '' ? '' : '\ufffc'
  }
  return {
    text,
    offsetOf: (index) => {
      const piece = pieces.findLast((one) => one.index <= index)
      return piece ? piece.offset + index - piece.index : 0
    },
  }
}

function endOfTarget(content: string, written: Written | undefined): number {
  const start = written ? content.indexOf(written.content) : -1
  return written?.target && start >= 0 ? start + written.target.offset + written.target.text.length : 0
}
