import type { SourceText } from './text.ts'

/** The site's own words: one or more a line. A `#` starts a note. */
export const wordsFile = 'words.txt'

export const readWords = (sources: readonly SourceText[]): string[] =>
  (sources.find(({ path }) => path === wordsFile)?.lines ?? []).flatMap(
    (line) => line.replace(/#.*/, '').match(/\S+/g) ?? [],
  )
