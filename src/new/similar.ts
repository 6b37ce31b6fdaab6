import { questionLikeness } from '../links/likeness.ts'
import type { Address, Place, Site, Term } from '../model.ts'
import { contentWords, keyOf, wordsOf } from '../search/words.ts'

/** A question that stands on the site already. */
export interface Similar {
  readonly question: string
  /** How alike the two are, from 0 to 1. */
  readonly alike: number
  readonly address: Address
  readonly at: Place
}

/**
 * From here on a question is shown. Measured on the 620 wordings of real content: what is below it has little in common but
 * one word, and a question has one neighbour above it on average.
 */
const worthShowing = 0.6

/** An author reads a few; of more, none. */
const mostShown = 5

/**
 * The questions of a site that are like one that is to be written, likest first; other wordings and the glossary's terms
 * count too. Words are compared as the search does it: by their stems, and spellings of the glossary stand for each other.
 */
export function similarQuestions(question: string, site: Site): Similar[] {
  const language = site.settings.language.split('-')[0] ?? ''
  const spellings = spellingsOf(site.terms)
  const read = (text: string): Wording => wordingOf(text, language, spellings)
  const ours = read(question)
  return site.pages
    .flatMap((page) => page.answers)
    .map((answer): Similar => {
      const wordings = [answer.question, ...answer.alsoAsked]
      const alike = Math.max(...wordings.map((wording) => likeness(ours, read(wording))))
      return { question: answer.question, alike, address: answer.address, at: answer.at }
    })
    .filter(({ alike }) => alike >= worthShowing)
    .sort((a, b) => b.alike - a.alike || (a.address < b.address ? -1 : 1))
    .slice(0, mostShown)
}

interface Wording {
  readonly telling: ReadonlySet<string>
  readonly all: ReadonlySet<string>
}

/** What a question is about counts most; the words that hold it together tell "what is it" from "who may have it". */
const likeness = (a: Wording, b: Wording): number =>
  0.8 * questionLikeness(a.telling, b.telling) + 0.2 * questionLikeness(a.all, b.all)

function wordingOf(text: string, language: string, spellings: readonly Spelling[]): Wording {
  let plain = ` ${wordsOf(text).join(' ')} `
  for (const { written, term } of spellings) plain = plain.replaceAll(` ${written} `, ` ${term} `)
  const keys = (words: Iterable<string>): ReadonlySet<string> =>
    new Set([...words].map((word) => keyOf(word, language)))
  return { telling: keys(contentWords(plain)), all: keys(wordsOf(plain)) }
}

interface Spelling {
  readonly written: string
  readonly term: string
}

/** Longest first, so that "Post Event Message" is not taken apart by a term that is one of its words. */
const spellingsOf = (terms: readonly Term[]): Spelling[] =>
  terms
    .flatMap(({ term, expansion, also }) => {
      const name = wordsOf(term).join(' ')
      return [...(expansion ? [expansion] : []), ...also]
        .map((spelling) => ({ written: wordsOf(spelling).join(' '), term: name }))
        .filter(({ written }) => written !== '' && written !== name)
    })
    .sort((a, b) => b.written.length - a.written.length)
