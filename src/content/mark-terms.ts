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
  const longestFirst = [...bySpelling.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_/-])(?:${longestFirst.map(escapePattern).join('|')})(?![\\p{L}\\p{N}_/]|-\\p{L})`,
    'giu',
  )

  const termOf = (written: string): Term | undefined => {
    const found = bySpelling.get(written.toLowerCase())
    return found && isWrittenAlike(written, found.spelling) ? found.term : undefined
  }

  return (tokens) => {
    const used = new Set<Term>()
    const split = (text: Token): Token[] => {
      const parts: Token[] = []
      let from = 0
      for (const match of text.content.matchAll(pattern)) {
        const term = termOf(match[0])
        if (!term || used.has(term)) continue
        used.add(term)
        parts.push(
          like(text, { content: text.content.slice(from, match.index) }),
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
          like(text, { content: match[0] }),
          like(text, { type: 'link_close', tag: 'a', nesting: -1, content: '' }),
        )
        from = match.index + match[0].length
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

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const like = (token: Token, changes: Partial<Token>): Token =>
  Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes)
