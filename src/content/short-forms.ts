import type { Token } from 'markdown-it'
import type { ShortForm } from '../model.ts'
import { inlineProse } from './inline-prose.ts'
import type { Placer } from './places.ts'

/** A page that uses more than these is a list of codes. */
const mostShortForms = 100

/**
 * The short forms in capitals (`EPR`, `EPRs`) that a page's text uses and does not spell out, each at its first use. Code,
 * keys and addresses are no text. Roman numerals, capitals that only stress a word, and whole cries are no short forms.
 */
export function shortFormsIn(tokens: readonly Token[], title: string, places: Placer): ShortForm[] {
  const blocks = tokens
    .filter(({ type }) => type === 'inline')
    .map((inline) => ({ inline, prose: inlineProse(inline) }))
  const texts = [title, ...blocks.map(({ prose }) => prose.text)]
  if (!texts.some((text) => text.search(shortForm) >= 0)) return []
  const explained = new Set(texts.flatMap(spelledOut))
  const small = new Set(texts.flatMap((text) => text.match(/(?<![\p{L}\p{N}])\p{Ll}{2,8}(?![\p{L}\p{N}])/gu) ?? []))
  const found = new Map<string, ShortForm>()
  for (const { inline, prose } of blocks) {
    const cries = [...prose.text.matchAll(cry)]
    for (const match of prose.text.matchAll(shortForm)) {
      const [, text = ''] = match
      if (found.size === mostShortForms) break
      if (found.has(text) || explained.has(text) || isNoShortForm(text) || small.has(text.toLowerCase())) continue
      if (cries.some((one) => one.index <= match.index && match.index < one.index + one[0].length)) continue
      found.set(text, {
        text,
        at: places.inInline(inline, text, wordAt(inline.content, text, prose.offsetOf(match.index))),
      })
    }
  }
  return [...found.values()]
}

/**
 * Two to eight capitals and digits, at least two of them capitals, and perhaps the `s` of a plural. With a number behind it
 * (`MSG.7`, `COVID-19`) it is part of a name.
 */
const shortForm = /(?<![\p{L}\p{N}_])(?=\p{N}*\p{Lu}\p{N}*\p{Lu})([\p{Lu}\p{N}]{2,8})s?(?![\p{L}\p{N}_]|[.-]\p{N})/gu

/** Three or more words of capitals in a row, as in "DO NOT SEND". */
const cry = /(?<![\p{L}\p{N}])\p{Lu}+(?: \p{Lu}+){2,}(?![\p{L}\p{N}])/gu

/** Roman numerals up to 89 (above, they are rarer than the short forms that they look like), and words. */
const isNoShortForm = (text: string): boolean => /^(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text) || words.has(text)

/** Words that specifications write in capitals (RFC 2119), and everyday words that everybody writes so. */
const words: ReadonlySet<string> = new Set(
  'MUST SHALL SHOULD MAY NOT REQUIRED OPTIONAL AND OR ID IT OK TV PC FAQ PDF UK US USA EU TBA TBC TBD TODO'.split(' '),
)

/** Where a word stands in a block's source, at or after an offset. */
function wordAt(content: string, word: string, from: number): number {
  const found = content.slice(from).search(new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?!\\p{Lu}|\\p{N}|_)`, 'u'))
  return from + Math.max(found, 0)
}

/** The short forms that a text spells out: "Booking and Referral Standard (BRS)" or "BRS (Booking and Referral Standard)". */
function spelledOut(text: string): string[] {
  const behind = [...text.matchAll(/\(["'“‘]?([\p{Lu}\p{N}]{2,8})s?["'”’]?[),;]/gu)].flatMap(
    ({ index, 1: short = '' }) => {
      const words = text
        .slice(Math.max(0, index - 200), index)
        .trim()
        .split(/\s+/)
      return standsFor(short, words.slice(-Math.min(short.length + 5, short.length * 2)).join(' ')) ? [short] : []
    },
  )
  const before = [...text.matchAll(/(?<![\p{L}\p{N}_])([\p{Lu}\p{N}]{2,8})s? \(([^()]{3,200})\)/gu)].flatMap(
    ([, short = '', long = '']) => (standsFor(short, long) ? [short] : []),
  )
  return [...behind, ...before]
}

/**
 * Whether the letters of a short form are found, from the last to the first, in the words that may be its long form, the
 * first letter at the start of a word (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
 * in biomedical text", 2003).
 */
function standsFor(short: string, long: string): boolean {
  // XML is the Extensible Markup Language.
  const letters = short.startsWith('X') ? long.toLowerCase().replace(/\bex/g, 'x') : long.toLowerCase()
  let at = letters.length
  for (let sign = short.length - 1; sign >= 0; sign--) {
    const wanted = short.charAt(sign).toLowerCase()
    do at = at > 0 ? letters.lastIndexOf(wanted, at - 1) : -1
    while (at > 0 && sign === 0 && /[\p{L}\p{N}]/u.test(letters.charAt(at - 1)))
    if (at < 0) return false
  }
  return long.length > short.length
}
