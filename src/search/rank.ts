import { type Dictionary, type DictionaryPart, kindLetters, wordingSize } from './dictionary.ts'
import type { Asked, Group, Reading } from './reading.ts'
import { weights } from './weights.ts'

/** Scores by record, of one word. */
export type Scores = ReadonlyMap<string, number>

/** What the text of answers says, by the word that was asked for. Empty until Pagefind has arrived. */
export type TextScores = ReadonlyMap<string, Scores>

export interface Ranked {
  readonly id: string
  readonly score: number
}

/**
 * Every record that has a word of the query, best first. Each word counts where it stands in a question and, by Pagefind's
 * score, where it stands in the text; then neighbours, how much of the query is covered, and whether it is the question itself.
 */
export async function rank(dictionary: Dictionary, reading: Reading, text: TextScores): Promise<Ranked[]> {
  const evidence = await gather(dictionary, reading, text)
  const whole = sum(reading.groups.map((group) => worthOf(dictionary, group)))
  const pairs = pairScores(dictionary, reading, evidence)
  const exact = exactMatches(reading, evidence)
  const telling = reading.groups.some(isTelling)
  const totals = new Map<string, { score: number; covered: number }>()
  for (const group of reading.groups) {
    for (const [id, { score, share }] of groupScores(dictionary, group, evidence)) {
      const total = totals.get(id) ?? { score: 0, covered: 0 }
      total.score += score
      total.covered += share * worthOf(dictionary, group)
      totals.set(id, total)
    }
  }
  const scored = [...totals].flatMap(([id, { score, covered }]): Ranked[] => {
    // Scaffolding alone finds nothing, unless nothing else was asked.
    if (telling && covered === 0) return []
    const share = whole === 0 ? 1 : covered / whole
    const coverage = (weights.coverageFloor + (1 - weights.coverageFloor) * share) ** weights.coveragePower
    return [{ id, score: (score + (pairs.get(id) ?? 0)) * coverage + (exact.get(id) ?? 0) }]
  })
  const ranked = scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  const best = Math.min(ranked.find(({ id }) => !exact.has(id))?.score ?? 0, weights.exactAlias)
  return ranked.filter(({ score }) => score > 0 && score >= best * weights.cut)
}

/** What is known of one word: where it stands in questions, and its scores there and in the text. */
interface Evidence {
  readonly places: ReadonlyMap<string, readonly number[]>
  readonly lengths: ReadonlyMap<string, readonly number[]>
  readonly kinds: ReadonlyMap<string, string>
  readonly scores: Scores
}

type AllEvidence = ReadonlyMap<Asked, Evidence>

async function gather(dictionary: Dictionary, reading: Reading, text: TextScores): Promise<AllEvidence> {
  const all = new Map<Asked, Evidence>()
  for (const group of reading.groups) {
    for (const slot of group.slots) {
      for (const asked of slot.words) all.set(asked, await evidenceOf(dictionary, asked, slot.scaffolding, text))
    }
    for (const asked of group.others.flat()) all.set(asked, await evidenceOf(dictionary, asked, false, text))
  }
  return all
}

async function evidenceOf(
  dictionary: Dictionary,
  asked: Asked,
  scaffolding: boolean,
  text: TextScores,
): Promise<Evidence> {
  const part = await dictionary.part(asked.key)
  const { places, lengths, kinds } = placesOf(part, asked.key)
  const rarity = idf(places.size, dictionary.answers)
  const weight = scaffolding ? weights.scaffolding : weights.question
  const scores = new Map<string, number>()
  for (const [id, own] of places) {
    const kind = kinds.get(id)
    const factor = kind === kindLetters.lead ? weights.lead : kind === kindLetters.term ? weights.term : 1
    const often = frequency(own, lengths.get(id) ?? [], dictionary.averageLength)
    const bm25 = (rarity * often * (weights.saturation + 1)) / (often + weights.saturation)
    scores.set(id, weight * factor * bm25)
  }
  if (!scaffolding) {
    for (const form of asked.forms) {
      for (const [id, score] of text.get(form) ?? []) scores.set(id, (scores.get(id) ?? 0) + weights.text * score)
    }
  }
  return { places, lengths, kinds, scores }
}

/** How often a word stands in the wordings of an answer, each field as its weight and length have it. */
function frequency(places: readonly number[], lengths: readonly number[], averageLength: number): number {
  const inQuestion = places.filter((place) => place < wordingSize).length
  const length = 1 - weights.questionLength + (weights.questionLength * (lengths[0] ?? 1)) / averageLength
  return (weights.questionField * inQuestion) / length + weights.aliasField * (places.length - inQuestion)
}

function placesOf(part: DictionaryPart, key: string) {
  const [, , ...pairs] = (Object.hasOwn(part.words, key) ? part.words[key] : undefined) ?? [0, '']
  const places = new Map<string, number[]>()
  const lengths = new Map<string, readonly number[]>()
  const kinds = new Map<string, string>()
  for (let at = 0; at < pairs.length; at += 2) {
    const record = pairs[at] ?? 0
    const id = part.ids[record] ?? ''
    const own = places.get(id)
    if (own) own.push(pairs[at + 1] ?? 0)
    else places.set(id, [pairs[at + 1] ?? 0])
    lengths.set(id, part.lengths[record] ?? [])
    kinds.set(id, part.kinds[record] ?? '')
  }
  return { places, lengths, kinds }
}

/** How rare it is to be in so many of all records, as BM25 counts it. */
const idf = (records: number, all: number): number => Math.log(1 + (all - records + 0.5) / (records + 0.5))

const isTelling = ({ slots }: Group): boolean =>
  slots.some(({ scaffolding, words }) => !scaffolding && words.length > 0)

/** What it counts to cover a group. Scaffolding, and words that the site has nowhere, count nothing. */
const worthOf = ({ answers }: Dictionary, { slots }: Group): number =>
  sum(slots.map(({ scaffolding, words: [word] }) => (scaffolding || !word ? 0 : idf(word.records, answers))))

/** For each record, what a group counts there, and how much of the group is covered, 0 to 1. */
function groupScores(
  dictionary: Dictionary,
  group: Group,
  evidence: AllEvidence,
): Map<string, { score: number; share: number }> {
  const found = new Map<string, { score: number; share: number }>()
  const worth = worthOf(dictionary, group)
  for (const { words, scaffolding } of group.slots) {
    const best = new Map<string, number>()
    for (const asked of words) {
      for (const [id, score] of evidence.get(asked)?.scores ?? []) {
        best.set(id, Math.max(best.get(id) ?? 0, score * asked.weight))
      }
    }
    const part = scaffolding || !words[0] || worth === 0 ? 0 : idf(words[0].records, dictionary.answers) / worth
    for (const [id, score] of best) {
      const own = found.get(id) ?? { score: 0, share: 0 }
      // Pagefind names records for words of their page's title with a score of nothing; they cover nothing either.
      found.set(id, { score: own.score + score, share: own.share + (score > 0 ? part : 0) })
    }
  }
  for (const other of group.others) {
    const [first, ...rest] = other.map((asked) => evidence.get(asked)?.scores ?? new Map<string, number>())
    for (const [id, score] of first ?? []) {
      if (score <= 0 || !rest.every((scores) => (scores.get(id) ?? 0) > 0)) continue
      const total = (score + sum(rest.map((scores) => scores.get(id) ?? 0))) * (other[0]?.weight ?? 1)
      const own = found.get(id)
      found.set(id, { score: Math.max(own?.score ?? 0, total), share: 1 })
    }
  }
  return found
}

/** Neighbours of the query that are neighbours in a wording of the question too. */
function pairScores(dictionary: Dictionary, { groups }: Reading, evidence: AllEvidence): Map<string, number> {
  const slots = groups.flatMap((group) => group.slots)
  const totals = new Map<string, number>()
  slots.slice(1).forEach(({ words: [second] }, index) => {
    const [first] = slots[index]?.words ?? []
    const before = first && evidence.get(first)?.places
    const after = second && evidence.get(second)?.places
    if (!before || !after) return
    const together = [...after].filter(([id, places]) => {
      const others = new Set(before.get(id))
      return places.some((place) => place < wordingSize && others.has(place - 1))
    })
    const score = weights.pair * idf(together.length, dictionary.answers)
    for (const [id] of together) totals.set(id, (totals.get(id) ?? 0) + score)
  })
  return totals
}

/** Records that the query is a wording of, word for word. */
function exactMatches({ groups }: Reading, evidence: AllEvidence): Map<string, number> {
  const slots = groups.flatMap((group) => group.slots)
  const standing = slots.map(({ words: [word] }) => word && evidence.get(word))
  const found = new Map<string, number>()
  for (const [id, places] of standing[0]?.places ?? []) {
    for (const place of places) {
      // A page's title is no question, and a term is no better for being short.
      if (standing[0]?.kinds.get(id) !== kindLetters.question) continue
      const wording = place / wordingSize
      // The wording begins with the query's first word, is as long as the query, and has all the others in their places.
      if (!Number.isInteger(wording) || standing[0]?.lengths.get(id)?.[wording] !== slots.length) continue
      if (!standing.every((word, at) => word?.places.get(id)?.includes(place + at))) continue
      found.set(id, Math.max(found.get(id) ?? 0, wording === 0 ? weights.exact : weights.exactAlias))
    }
  }
  return found
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
