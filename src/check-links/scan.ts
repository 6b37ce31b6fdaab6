/** A link as it stands in a text. */
export interface FoundLink {
  /** As written. */
  readonly text: string
  /** Where it starts in the text, in UTF-16 units. */
  readonly start: number
}

/**
 * Every link into a site, wherever it stands: in Markdown, HTML, reStructuredText or plain text, in a definition, an attribute
 * or a sentence. All four write a whole address in the same letters and differ only in what may follow it.
 */
export function linksIn(text: string, sites: readonly string[]): FoundLink[] {
  const found: FoundLink[] = []
  for (const match of text.matchAll(openingOf(sites))) {
    const start = match.index
    const link = upToEnd(text.slice(start, start + longest), match[0].length, text[start - 1] ?? '')
    if (link !== undefined) found.push({ text: link, start })
  }
  return found
}

/** Longer addresses than this are no links of this site. */
const longest = 2000

/** `https://host/base` of each site, with either scheme or none, and not the start of a longer name. */
function openingOf(sites: readonly string[]): RegExp {
  const hosts = sites.map((site) => {
    const { host, pathname } = new URL(site)
    return `${host}${pathname.replace(/\/+$/, '')}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`(?<![\\w/:.-])(?:https?:)?//(?:${hosts.join('|')})(?=[/?#]|[^\\w.:@%-]|[.,:](?:\\s|$)|$)`, 'gi')
}

/** Where an address ends: at what can be in none, at the quote or bracket that it stands in, before the marks of a sentence. */
function upToEnd(rest: string, from: number, before: string): string | undefined {
  let end = from
  let open = 0
  for (; end < rest.length; end++) {
    const sign = rest[end] ?? ''
    if (/[\s\p{Cc}<>"`\\|^{}[\]“”«»]/u.test(sign) || (sign === "'" && before === "'")) break
    if (/^&(?:quot|lt|gt|apos|nbsp|#34|#39|#60|#62|#x22|#x27);/i.test(rest.slice(end, end + 8))) break
    if (sign === '(') open++
    else if (sign === ')' && --open < 0) break
  }
  // A full stop, a star of emphasis or a closing mark of any language belongs to the sentence.
  return rest.slice(0, end).replace(/(?:(?![/#=&%)-])[\p{P}\p{S}])+$/u, '') || undefined
}
