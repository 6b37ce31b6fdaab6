import type { Place, Prose, Site } from '../model.ts'
import type { Problem } from '../problem.ts'
import { britishEnglish, capitalised, isSpelt, waysOf } from './dictionary.ts'
import { suggestions } from './suggest.ts'
import { chunksOf, type Word, wordsOf, wordsOfChunk } from './words.ts'

export interface Spelling {
  readonly problems: readonly Problem[]
  /** How many words were looked at. */
  readonly words: number
  /** Languages of pages for which there is no dictionary. */
  readonly leftAlone: readonly string[]
}

/** Holds every word that readers read against the dictionary, the glossary and the site's own words. */
export function checkSpelling(prose: Iterable<Prose>, site: Pick<Site, 'terms' | 'words'>): Spelling {
  const own = ownWords(site)
  const has = (word: string): boolean => waysOf(word).some((one) => own.has(one)) || britishEnglish().has(word)
  const isRight = once(has)
  const judge = once((chunk): JudgedChunk => {
    const words = wordsOfChunk(chunk)
    return { words, wrong: words.filter(({ text, compound }) => !isRight(text) && !(compound && isRight(compound))) }
  })
  const uses = new Map<string, number>()
  const leftAlone = new Set<string>()
  const files = new Map<string, SpeltFile>()
  for (const { text, lang, file, placeOf } of prose) {
    if (!isSpelt(lang)) {
      leftAlone.add(lang)
      continue
    }
    const here = files.get(file) ?? { words: 0, wrong: [] }
    files.set(file, here)
    for (const [chunk, start] of chunksOf(text)) {
      const { words, wrong } = judge(chunk)
      here.words += words.length
      uses.set(chunk, (uses.get(chunk) ?? 0) + 1)
      for (const word of wrong) {
        here.wrong.push({ word: word.text, at: placeOf(start + word.index, word.text.length) })
      }
    }
  }

  let asked = 0
  const near = (word: string): string[] => (asked++ < mostAsked ? britishEnglish().near(word) : [])
  const like = once((word) =>
    suggestions(word, { has, own, near, uses: (one) => (uses.get(one) ?? 0) + (uses.get(capitalised(one)) ?? 0) }),
  )
  return {
    problems: [...files].flatMap(([file, spelt]) =>
      isForeign(spelt)
        ? [foreign({ file, line: 1, column: 1 })]
        : spelt.wrong.map(({ word, at }) => misspelt(word, like(word), at)),
    ),
    words: [...files.values()].reduce((sum, { words }) => sum + words, 0),
    leftAlone: [...leftAlone].sort(),
  }
}

/** A piece of text between two spaces. The same ones come again and again, so that each is looked at once. */
interface JudgedChunk {
  readonly words: readonly Word[]
  readonly wrong: readonly Word[]
}

interface SpeltFile {
  words: number
  readonly wrong: Wrong[]
}

/** Remembers what came of each text. */
function once<Value>(judge: (word: string) => Value): (word: string) => Value {
  const judged = new Map<string, Value>()
  return (word) => {
    const known = judged.get(word)
    if (known !== undefined) return known
    const value = judge(word)
    judged.set(word, value)
    return value
  }
}

interface Wrong {
  readonly word: string
  readonly at: Place
}

/** Looking for far words takes tens of milliseconds each: a site with more of them has other troubles first. */
const mostAsked = 50

/** Two words in five, and not only a handful: such a text is in another language. */
const isForeign = ({ words, wrong }: SpeltFile): boolean =>
  wrong.length >= fewestOfForeign && wrong.length > words * 0.4

const fewestOfForeign = 30

/** The words of the glossary and of the site's own list. Those of the glossary may be written small. */
const ownWords = ({ terms, words }: Pick<Site, 'terms' | 'words'>): ReadonlySet<string> =>
  new Set([
    ...terms
      .flatMap(({ term, expansion = '', also }) => [term, expansion, ...also])
      .flatMap((spelling) => wordsOf(spelling))
      .flatMap(({ text, compound = text }) => [text, compound, text.toLowerCase()]),
    ...words,
  ])

function misspelt(word: string, like: readonly string[], at: Place): Problem {
  const [best] = like
  const mend = like.length > 1 ? 'Write the one that you meant' : best ? `Write "${best}"` : 'Mend it'
  return {
    rule: 'spelling',
    severity: 'warning',
    at,
    what: `"${word}" is not in the dictionary${best ? `. Did you mean ${either(like)}?` : '.'}`,
    why: 'Readers stumble over a misspelt word, and a search for the right one may miss the answer.',
    fix: `${mend}. If "${word}" is right, write it on a line of its own in words.txt.`,
  }
}

/** `"a", "b" or "c"` */
function either(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

const foreign = (at: Place): Problem => ({
  rule: 'spelling',
  severity: 'warning',
  at,
  what: 'So many words here are not in the dictionary of British English that this page may be in another language.',
  why: 'If it is, screen readers mispronounce all of it.',
  fix: 'Say in its front matter which language it is in, as in "lang: cy". Pages in other languages are not spelt.',
})
