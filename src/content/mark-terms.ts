import type { Token } from 'markdown-it'
import { withBase } from '../address.ts'
import type { Term } from '../model.ts'
import { spellingsOf } from './glossary.ts'

/** Links the first use of each term in a page's tokens to the glossary, and tells which terms those are. */
export type MarkTerms = (tokens: readonly Token[]) => Term[]

/**
 * Makes the marker of a glossary. The longest spelling wins, and only whole words count. Short forms must be written as in
 * the glossary (`CAS` is a term, "cas" is not); what has a small letter in it may also start a sentence.
 */
export function termMarker(terms: readonly Term[], base: string): MarkTerms {
  const bySpelling = new Map<string, { term: Term; spelling: string }>()
  for (const term of terms) {
    for (const spelling of spellingsOf(term)) bySpelling.set(spelling.toLowerCase(), { term, spelling })
  }
  if (bySpelling.size === 0) return () => []
  const find = finder([...bySpelling.keys()])

  const termOf = (written: string): Term | undefined => {
    const found = bySpelling.get(written.toLowerCase())
    return found && isWrittenAlike(written, found.spelling) ? found.term : undefined
  }

  return (tokens) => {
    const used = new Set<Term>()
    const split = (text: Token): Token[] => {
      const parts: Token[] = []
      let from = 0
      for (const { index, written } of find(text.content)) {
        const term = termOf(written)
        if (!term || used.has(term)) continue
        used.add(term)
        parts.push(
          like(text, { content: text.content.slice(from, index) }),
          like(text, {
            type: 'link_open',
            tag: 'a',
            nesting: 1,
            content: '',
            attrs: [
              ['href', withBase(base, term.address)],
              ['class', 'term'],
            ],
          }),
          like(text, { content: written }),
          like(text, { type: 'link_close', tag: 'a', nesting: -1, content: '' }),
        )
        from = index + written.length
      }
      return from === 0 ? [text] : [...parts, like(text, { content: text.content.slice(from) })]
    }
    for (const [index, inline] of tokens.entries()) {
      if (inline.type !== 'inline' || !inline.children || tokens[index - 1]?.type === 'heading_open') continue
      let depth = 0
      inline.children = inline.children.flatMap((child) => {
        if (child.type === 'link_open') depth++
        else if (child.type === 'link_close') depth--
        return child.type === 'text' && depth === 0 ? split(child) : [child]
      })
    }
    return [...used]
  }
}

/** The same letters, but that the first may be a capital where a sentence starts; all-capital forms are exact. */
function isWrittenAlike(written: string, spelling: string): boolean {
  if (written === spelling) return true
  return /\p{Ll}/u.test(spelling) && spelling.includes(' ') && written.toLowerCase() === spelling.toLowerCase()
}

interface Found {
  readonly index: number
  readonly written: string
}

/**
 * Finds spellings, given in small letters, in a text: the longest one at each place, and none inside another. They are
 * looked up by their first letters: one pattern of them all would try each of hundreds at each word.
 */
function finder(spellings: readonly string[]): (text: string) => Found[] {
  const byStart = new Map<string, string[]>()
  for (const spelling of [...spellings].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const start = spelling.slice(0, startLength)
    byStart.set(start, [...(byStart.get(start) ?? []), spelling])
  }
  return (text) => {
    const found: Found[] = []
    let from = 0
    for (const { index } of text.matchAll(wordStart)) {
      if (index < from) continue
      const spelling = startingAt(text, index).find((one) => isAt(one, text, index))
      if (spelling === undefined) continue
      found.push({ index, written: text.slice(index, index + spelling.length) })
      from = index + spelling.length
    }
    return found
  }

  function startingAt(text: string, index: number): readonly string[] {
    const start = text.slice(index, index + startLength).toLowerCase()
    const short = Array.from({ length: startLength - 1 }, (_, cut) =>
      byStart.get(start.slice(0, startLength - 1 - cut)),
    )
    return [byStart.get(start) ?? [], ...short.map((spellings) => spellings ?? [])].flat()
  }
}

const startLength = 3

/** Where a spelling may begin. */
const wordStart = /(?<![\p{L}\p{N}_/-])\S/gu

const isAt = (spelling: string, text: string, index: number): boolean =>
  text.slice(index, index + spelling.length).toLowerCase() === spelling &&
  !/^(?:[\p{L}\p{N}_/]|-\p{L})/u.test(text.slice(index + spelling.length, index + spelling.length + 4))

const like = (token: Token, changes: Partial<Token>): Token =>
  Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes)
