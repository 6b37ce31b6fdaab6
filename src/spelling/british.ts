/** What an American spelling may be in British English; which of them are words is for the dictionary to say. */
export const britishOf = (word: string): string[] =>
  changes.flatMap(([american, british]) => {
    const changed = word.replace(american, british)
    return changed === word ? [] : [changed]
  })

const changes: readonly (readonly [american: RegExp, british: string])[] = [
  [/iz(?=[aei])/, 'is'], // organization
  [/yz(?=[ei])/, 'ys'], // analyze
  [/or(?!.*or)/, 'our'], // behavior: the last one
  [/ter(?=s?$)/, 'tre'], // center
  [/ter(?=(?:ed|ing)$)/, 'tr'], // centered
  [/og(?=s?$)/, 'ogue'], // catalog
  [/og(?=(?:ed|ing)$)/, 'ogu'], // cataloged
  [/ense(?=s?$)/, 'ence'], // defense
  [/l(?=(?:ed|ing|er|ers)$)/, 'll'], // traveled
  [/e/, 'ae'], // pediatric
]

/**
 * Dictionaries of British English know both `organise` and `organize`; a site should keep to one, and most British ones
 * keep to the first. Returns that spelling of a word that might have it. (`size` and `prize` are too short to be meant.)
 */
export function withS(word: string): string | undefined {
  const [, stem, ending] = /^(\p{L}{3,})iz((?:e[ds]?|ers?|ing|ations?|ational|able)(?:'s)?)$/u.exec(word) ?? []
  return stem === undefined ? undefined : `${stem}is${ending}`
}
