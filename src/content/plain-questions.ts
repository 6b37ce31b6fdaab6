import type { Token } from 'markdown-it'
import type { PlainQuestion } from '../model.ts'
import { inlineWords } from './markdown/anchors.ts'
import type { Placer } from './places.ts'

/**
 * Questions that stand in the text as paragraphs instead of headings: "Q: Who pays?", "**Q1. Who pays?**", "Question: Who
 * pays?", with the answer behind "A:" or without a mark, in a paragraph of its own or on the next line. "Q3. Sales rose." is a
 * quarter: without a question mark or an answer's mark there is no question. Where two and more paragraphs of a page are nothing but a
 * question in bold, these are questions too; a single one only stresses.
 */
export function plainQuestionsIn(tokens: readonly Token[], places: Placer): PlainQuestion[] {
  const found = tokens.flatMap((token, index) => {
    const inline = tokens[index + 1]
    if (token.type !== 'paragraph_open' || token.level !== 0 || !inline) return []
    const { first, rest, isBold } = firstLine(inline)
    // The next paragraph, unless something else stands between.
    const next = tokens[index + 3]?.type === 'paragraph_open' ? inlineWords(tokens[index + 4]?.children ?? []) : ''
    const question = first.replace(questionMark, '')
    const isMarked = question !== first
    const [mark, answer] = answerIn(rest || next)
    const isQuestion = isMarked ? question.endsWith('?') || mark !== undefined : isBold && question.endsWith('?')
    if (!isQuestion || question === '') return []
    return [{ isMarked, question, ...(mark && answer ? { mark, answer } : {}), at: places.ofToken(token) }]
  })
  const unmarked = found.filter(({ isMarked }) => !isMarked).length
  return found.filter(({ isMarked }) => isMarked || unmarked > 1).map(({ isMarked, ...question }) => question)
}

const questionMark = /^Q(?:uestion)?\s*\d{0,3}\s*[.:)–—-]\s*(?=\S)/i

/** The mark of an answer as written, and what follows it. */
function answerIn(text: string): [mark: string, answer: string] | [] {
  const [, mark = '', answer = ''] = /^(A(?:nswer)?\s*\d{0,3}\s*[.:)–—-])\s*(\S[^\n]*)/i.exec(text) ?? []
  return mark ? [mark, answer] : []
}

/** A paragraph's first line as read, what follows it, and whether the line is bold from end to end. */
function firstLine(inline: Token): { first: string; rest: string; isBold: boolean } {
  const children = (inline.children ?? []).filter(({ type, content }) => type !== 'text' || content.trim() !== '')
  const end = children.findIndex(({ type }) => type === 'softbreak' || type === 'hardbreak')
  const line = end === -1 ? children : children.slice(0, end)
  return {
    first: inlineWords(line),
    rest: end === -1 ? '' : inlineWords(children.slice(end + 1)),
    isBold:
      line[0]?.type === 'strong_open' &&
      line.at(-1)?.type === 'strong_close' &&
      line.filter(({ type }) => type === 'strong_open').length === 1,
  }
}
