import { printable } from './printable.ts'

/** A sign as a reader sees it, which may be several characters, and the columns that it takes on a terminal. */
export interface Cell {
  readonly text: string
  readonly width: number
  /** Where it starts in the text that it was cut from, and where the next one does. */
  readonly start: number
  readonly end: number
}

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A text cut into the signs that a reader sees, ready to be printed. */
export const cellsOf = (text: string): Cell[] =>
  Array.from(signs.segment(text), ({ segment, index }): Cell => {
    const shown = segment === '\t' ? tab : printable(segment)
    return { text: shown, width: widthOf(shown), start: index, end: index + segment.length }
  })

/** The columns that a text takes on a terminal. */
export const columnsOf = (text: string): number => cellsOf(text).reduce((sum, { width }) => sum + width, 0)

/** Terminals go to the next of their own stops at a tab, and a gutter before the line would shift those. */
const tab = '    '

function widthOf(sign: string): number {
  if (pictures.test(sign)) return 2
  let width = 0
  for (const character of sign) width += invisible.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

/** Signs that are shown as pictures: by themselves, by a following U+FE0F, or as a pair of letters that is a flag. */
const pictures =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u

/** Marks that stand above, below or inside the sign before them, joiners, and the later letters of a Korean syllable. */
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]$/u

/** East Asian signs that take two columns: the classes W and F of Unicode Standard Annex 11. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]$/u
