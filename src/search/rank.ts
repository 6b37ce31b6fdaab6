import { type Dictionary, type DictionaryPart, entryOf, kindLetters, wordingSize } from './dictionary.ts'
import type { Asked, Group, Reading, Slot } from './reading.ts'
import { weights } from './weights.ts'

/** Scores by record, of one word. */
export type Scores = ReadonlyMap<string, number>

/** What the text of answers says, by the form that Pagefind was asked for. Empty until Pagefind has arrived. */
export type TextScores = ReadonlyMap<string, Scores>

export interface Ranked {
  readonly id: string
  readonly score: number
}

/**
 * Every record that has a word of the query, best first. Each word counts where it stands in a question and, by Pagefind's
 * score, where it stands in the text; then neighbours, how much of the query is covered, how much of the question was asked
 * for, and whether the query is the question itself.
 */
export async function rank(dictionary: Dictionary, reading: Reading, text: TextScores): Promise<Ranked[]> {
  const evidence = await gather(dictionary, reading, text)
  const pairs = pairScores(dictionary, reading, evidence)
  const exact = await exactMatches(dictionary, reading, evidence)
  const standing = standingOf(reading, evidence)
  const slots = slotsOf(reading)
  const tellingWords = Math.max(1, slots.filter(isTelling).length)
  const keywords = slots.every(({ scaffolding }) => !scaffolding)

  const totals = groupTotals(dictionary, reading, evidence)
  for (const id of exact.keys()) if (!totals.has(id)) totals.set(id, { score: 0, covered: 1 })
  const scored = [...totals].map(([id, { score, covered }]): Ranked => {
    const { kind, focus } = standing(id)
    const factors = [
      (weights.coverageFloor + (1 - weights.coverageFloor) * covered) **
        (weights.coveragePower + weights.coverageShort / tellingWords),
      // A term, or a title, is about nothing else by nature.
      isQuestion(kind) ? 1 + (weights.focus * focus) / tellingWords : 1,
      keywords && kind === kindLetters.definition ? 1 + weights.definition * focus : 1,
      kind === kindLetters.lead ? weights.lead : kind === kindLetters.term ? weights.term : 1,
    ]
    const product = factors.reduce((all, factor) => all * factor, score + (pairs.get(id) ?? 0))
    const match = exact.get(id)
    // A term goes before what only speaks of it, and not before a question that is about little else.
    if (kind === kindLetters.term) return { id, score: product * (match === undefined ? 1 : weights.exactTerm) }
    return { id, score: product + (match ?? 0) }
  })
  const nameOf = (id: string): string => dictionary.cards.get(id)?.[0] ?? id
  const ranked = scored.sort((a, b) => b.score - a.score || (nameOf(a.id) < nameOf(b.id) ? -1 : 1))
  const best = ranked.find(({ score }) => score < weights.exactAlias)?.score ?? 0
  return ranked.filter(({ score }) => score > 0 && score >= best * weights.cut)
}

/** What is known of one word: the records that have it in a wording of their question, and all scores. */
interface Evidence {
  readonly records: ReadonlyMap<string, RecordFacts>
  readonly scores: Scores
}

interface RecordFacts {
  /** Where the word stands in its wordings: `wording * wordingSize + position`. */
  readonly places: number[]
  /** Words in each wording. */
  readonly lengths: readonly number[]
  /** How many words of its question tell something. */
  readonly telling: number
  readonly kind: string
}

type AllEvidence = ReadonlyMap<Asked, Evidence>

async function gather(dictionary: Dictionary, { groups }: Reading, text: TextScores): Promise<AllEvidence> {
  const asked = groups.flatMap(({ slots, others }) => [
    ...slots.flatMap(({ words, scaffolding }) => words.map((word) => ({ word, scaffolding }))),
    ...others.flat().map((word) => ({ word, scaffolding: false })),
  ])
  return new Map(
    await Promise.all(
      asked.map(async ({ word, scaffolding }): Promise<[Asked, Evidence]> => {
        const records = recordsWith(await dictionary.part(word.key), word.key)
        const inQuestions = questionScores(dictionary, records, scaffolding ? weights.scaffolding : weights.question)
        return [word, { records, scores: scaffolding ? inQuestions : withText(inQuestions, word, text) }]
      }),
    ),
  )
}

function recordsWith(part: DictionaryPart, key: string): Map<string, RecordFacts> {
  const [, , ...pairs] = entryOf(part, key) ?? [0, '']
  const records = new Map<string, RecordFacts>()
  for (let at = 0; at < pairs.length; at += 2) {
    const record = pairs[at] ?? 0
    const id = part.ids[record] ?? ''
    const own = records.get(id) ?? {
      places: [],
      lengths: part.lengths[record] ?? [],
      telling: part.telling[record] ?? 1,
      kind: part.kinds[record] ?? '',
    }
    own.places.push(pairs[at + 1] ?? 0)
    records.set(id, own)
  }
  return records
}

/** BM25 of a word in the questions and their other wordings, as two fields (BM25F). */
function questionScores(
  { answers, averageLength }: Dictionary,
  records: ReadonlyMap<string, RecordFacts>,
  weight: number,
): Map<string, number> {
  const rarity = idf(records.size, answers)
  const scores = new Map<string, number>()
  for (const [id, { places, lengths }] of records) {
    const inQuestion = places.filter((place) => place < wordingSize).length
    const length = 1 - weights.questionLength + (weights.questionLength * (lengths[0] ?? 1)) / averageLength
    const often = (weights.questionField * inQuestion) / length + weights.aliasField * (places.length - inQuestion)
    scores.set(id, (weight * rarity * often * (weights.saturation + 1)) / (often + weights.saturation))
  }
  return scores
}

function withText(scores: Map<string, number>, { forms }: Asked, text: TextScores): Map<string, number> {
  for (const form of forms) {
    for (const [id, score] of text.get(form) ?? []) scores.set(id, (scores.get(id) ?? 0) + weights.text * score)
  }
  return scores
}

/** How rare it is to be in so many of all records, as BM25 counts it. */
const idf = (records: number, all: number): number => Math.log(1 + (all - records + 0.5) / (records + 0.5))

const slotsOf = ({ groups }: Reading): Slot[] => groups.flatMap(({ slots }) => slots)

const isTelling = ({ scaffolding, words }: Slot): boolean => !scaffolding && words.length > 0

/** What it counts to cover a place of the query. Scaffolding, and words that the site has nowhere, count nothing. */
const worthOf = ({ answers }: Dictionary, { scaffolding, words: [word] }: Slot): number =>
  scaffolding || !word ? 0 : idf(word.records, answers)

interface Total {
  score: number
  /** How much of the query is covered, by the worth of its words: 0 to 1. */
  covered: number
}

function groupTotals(dictionary: Dictionary, reading: Reading, evidence: AllEvidence): Map<string, Total> {
  const whole = sum(slotsOf(reading).map((slot) => worthOf(dictionary, slot)))
  const totals = new Map<string, Total>()
  for (const group of reading.groups) {
    for (const [id, { score, covered }] of groupScores(dictionary, group, evidence)) {
      const total = totals.get(id) ?? { score: 0, covered: whole === 0 ? 1 : 0 }
      total.score += score
      if (whole > 0) total.covered += covered / whole
      totals.set(id, total)
    }
  }
  // Where something telling was asked, words that only hold a question together find nothing by themselves.
  for (const [id, { covered }] of totals) if (covered === 0) totals.delete(id)
  return totals
}

/** For each record what a group counts there, and the worth of what it covers: its own words, or another spelling if that is more. */
function groupScores(dictionary: Dictionary, group: Group, evidence: AllEvidence): Map<string, Total> {
  const found = new Map<string, Total>()
  for (const slot of group.slots) {
    const best = new Map<string, number>()
    for (const word of slot.words) {
      for (const [id, score] of evidence.get(word)?.scores ?? []) {
        best.set(id, Math.max(best.get(id) ?? 0, score * word.weight))
      }
    }
    const worth = worthOf(dictionary, slot)
    for (const [id, score] of best) {
      const own = found.get(id) ?? { score: 0, covered: 0 }
      found.set(id, { score: own.score + score, covered: own.covered + worth })
    }
  }
  const whole = sum(group.slots.map((slot) => worthOf(dictionary, slot)))
  for (const other of group.others) {
    const [first, ...rest] = other.map((word) => evidence.get(word)?.scores ?? new Map<string, number>())
    for (const [id, score] of first ?? []) {
      if (!rest.every((scores) => scores.has(id))) continue
      const total = (score + sum(rest.map((scores) => scores.get(id) ?? 0))) * (other[0]?.weight ?? 1)
      found.set(id, { score: Math.max(found.get(id)?.score ?? 0, total), covered: whole })
    }
  }
  return found
}

/** For a record, its kind, and how much of what its question tells is in the query: 0 to 1. */
function standingOf(
  { groups }: Reading,
  evidence: AllEvidence,
): (id: string) => { readonly kind: string; readonly focus: number } {
  const telling = groups
    .flatMap(({ slots, others }) => [...slots.filter(isTelling).flatMap(({ words }) => words), ...others.flat()])
    .flatMap((word) => evidence.get(word)?.records ?? [])
  return (id) => {
    const facts = telling.flatMap((records) => records.get(id) ?? [])
    const inQuestion = facts.flatMap(({ places }) => places.filter((place) => place < wordingSize - 1))
    const focus = Math.min(1, new Set(inQuestion).size / Math.max(1, facts[0]?.telling ?? 1))
    return { kind: facts[0]?.kind ?? '', focus }
  }
}

const isQuestion = (kind: string): boolean => kind === kindLetters.question || kind === kindLetters.definition

/** Neighbours of the query that are neighbours in a wording of the question too. */
function pairScores(dictionary: Dictionary, reading: Reading, evidence: AllEvidence): Map<string, number> {
  const records = slotsOf(reading).map(({ words: [word] }) => word && evidence.get(word)?.records)
  const totals = new Map<string, number>()
  for (let at = 1; at < records.length; at++) {
    const before = records[at - 1]
    const together = [...(records[at] ?? [])].flatMap(([id, { places }]): [string, number][] => {
      const others = before?.get(id)?.places ?? []
      const meeting = places.filter((place) => place % wordingSize > 0 && others.includes(place - 1))
      if (meeting.length === 0) return []
      return [[id, meeting.some((place) => place < wordingSize) ? weights.pair : weights.aliasPair]]
    })
    const rarity = idf(together.length, dictionary.answers)
    for (const [id, weight] of together) totals.set(id, (totals.get(id) ?? 0) + weight * rarity)
  }
  return totals
}

/** Answers and terms that the query is a wording of, word for word. A page's title is no question. */
async function exactMatches(
  dictionary: Dictionary,
  reading: Reading,
  evidence: AllEvidence,
): Promise<Map<string, number>> {
  const words = slotsOf(reading).map(({ words: [word] }) => word)
  const found = new Map<string, number>()
  const add = (id: string, isAlias: boolean): void => {
    found.set(id, Math.max(found.get(id) ?? 0, isAlias ? weights.exactAlias : weights.exact))
  }
  const [first, ...rest] = words.map((word) => word && evidence.get(word)?.records)
  if (dictionary.exact) {
    if (words.every((word) => word !== undefined)) {
      for (const { id, isAlias } of await dictionary.exact(words.map(({ key }) => key))) add(id, isAlias)
    }
    return found
  }
  for (const [id, { places, lengths, kind }] of first ?? []) {
    if (kind === kindLetters.lead) continue
    for (const place of places) {
      // The wording begins with the query's first word, is as long as the query, and has all the others in their places.
      const wording = place / wordingSize
      if (lengths[wording] !== words.length) continue
      if (rest.every((records, at) => records?.get(id)?.places.includes(place + at + 1))) add(id, wording > 0)
    }
  }
  return found
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
