import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decodeTrie } from 'cspell-trie-lib'
import { withS } from './british.ts'

export interface Dictionary {
  /** Whether a word is spelt as it should be: at the start of a sentence, and in capitals, too. */
  readonly has: (word: string) => boolean
  /** Words that are a few slips away, nearest first. Slow: tens of milliseconds. */
  readonly near: (word: string) => string[]
}

/** The languages for which there is a dictionary: English of no country is taken for British. */
export const isSpelt = (lang: string): boolean => /^en(-GB)?$/i.test(lang)

/** British English, as it is installed: nothing is fetched. Kept, as a preview asks for it with every change. */
export function britishEnglish(): Dictionary {
  loaded ??= load()
  return loaded
}

let loaded: Dictionary | undefined

function load(): Dictionary {
  const folder = join(createRequire(import.meta.url).resolve('@cspell/dict-en-gb-mit/cspell-ext.json'), '..')
  const trie = decodeTrie(gunzipSync(readFileSync(join(folder, 'en_GB.trie.gz'))))
  const isIn = (word: string): boolean => trie.hasWord(word, true) || lacking.has(word)
  return {
    has: (word) =>
      waysOf(word).some((one) => {
        const british = withS(one)
        return isIn(one) && !(british && isIn(british))
      }),
    // The time is no limit in earnest: what is suggested must not hang on how busy the machine is.
    near: (word) => trie.suggest(word, { numSuggestions: 8, changeLimit: 2, timeout: 60_000 }),
  }
}

/** Everyday words that the dictionary does not have. */
const lacking: ReadonlySet<string> = new Set(
  `backend backends callout callouts config configs Covid dropdown dropdowns etc judgment judgments microservice microservices
  multifactor onboarded plugin plugins popup popups prepopulate prepopulated prepopulates pseudonymisation pseudonymise pseudonymised
  serverless signup stylesheet stylesheets telehealth timezone timezones walkthrough whitespace`.split(/\s+/),
)

/** A word as it is written, and as it would be in the middle of a sentence. */
export function waysOf(written: string): string[] {
  const word = written.replaceAll('’', "'")
  const small = word.toLowerCase()
  if (small === word) return [word]
  return word === word.toUpperCase() ? [word, small, capitalised(small)] : [word, small]
}

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
