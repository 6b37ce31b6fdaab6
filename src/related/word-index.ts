import type { TellingWords } from './telling-words.ts'

/** A word of a question says more of what an answer is about than one of its text. */
const questionWord = 3

/** A word in more answers than this tells hardly one from another, and would make a large site slow. */
const mostWithWord = 300

/** So many words say what a page is about. The rest hardly counts, and each costs a look at every answer that has it. */
const mostWords = 40

/**
 * How alike answers are to some of them taken together: from 0 to 1, the cosine of their words, of which each weighs the more, the
 * fewer answers have it (tf-idf). Answers go by their place in the list; those that are less alike than `least` are left out.
 */
export type Likeness = (places: readonly number[], least: number) => ReadonlyMap<number, number>

/** Puts the words of all answers in order. It is plain counting in plain lists, as a preview does it anew at every save. */
export function indexWords(answers: readonly TellingWords[]): Likeness {
  const counts = countWords(answers)
  const weights = Float64Array.from(counts, (count) => (count <= mostWithWord ? Math.log(answers.length / count) : 0))
  const lengths = new Float64Array(answers.length)
  // The answers that have word `n` stand from `starts[n]` to `starts[n + 1]`.
  const starts = new Int32Array(counts.length + 1)
  for (let word = 0; word < counts.length; word++) starts[word + 1] = at(starts, word) + at(counts, word)
  const ends = starts.slice()
  const places = new Int32Array(at(starts, counts.length))
  for (let place = 0; place < answers.length; place++) {
    const { numbers, inQuestion } = answers[place] ?? none
    let squares = 0
    for (let index = 0; index < numbers.length; index++) {
      const word = numbers[index] ?? 0
      const weight = at(weights, word) * (index < inQuestion ? questionWord : 1)
      squares += weight * weight
      const slot = at(ends, word)
      ends[word] = slot + 1
      // The sign tells whether it is a word of the question.
      places[slot] = index < inQuestion ? ~place : place
    }
    lengths[place] = Math.sqrt(squares)
  }
  return likeness({ answers, weights, lengths, starts, places })
}

const none: TellingWords = { numbers: [], inQuestion: 0 }

function countWords(answers: readonly TellingWords[]): Int32Array {
  let size = 0
  for (const { numbers } of answers) for (const word of numbers) if (word >= size) size = word + 1
  const counts = new Int32Array(size)
  for (const { numbers } of answers) for (const word of numbers) counts[word] = at(counts, word) + 1
  return counts
}

interface Lists {
  readonly answers: readonly TellingWords[]
  readonly weights: Float64Array
  readonly lengths: Float64Array
  readonly starts: Int32Array
  readonly places: Int32Array
}

function likeness({ answers, weights, lengths, starts, places }: Lists): Likeness {
  // The first two are all noughts between two questions. Lists that grow would be most of what a large build throws away.
  const sums = new Float64Array(answers.length)
  const shares = new Float64Array(weights.length)
  const touched = new Int32Array(answers.length)
  return (own, least) => {
    const about: number[] = []
    for (const place of own) {
      const { numbers, inQuestion } = answers[place] ?? none
      const length = at(lengths, place)
      for (let index = 0; index < numbers.length; index++) {
        const word = numbers[index] ?? 0
        const weight = at(weights, word) * (index < inQuestion ? questionWord : 1)
        if (weight === 0) continue
        if (at(shares, word) === 0) about.push(word)
        shares[word] = at(shares, word) + weight / length
      }
    }
    const words = about.toSorted((a, b) => at(shares, b) - at(shares, a)).slice(0, mostWords)
    const length = Math.sqrt(words.reduce((sum, word) => sum + at(shares, word) * at(shares, word), 0))
    let count = 0
    for (const word of words) {
      const weight = (at(shares, word) / length) * at(weights, word)
      const asked = weight * questionWord
      const end = at(starts, word + 1)
      for (let slot = at(starts, word); slot < end; slot++) {
        const signed = at(places, slot)
        const place = signed < 0 ? ~signed : signed
        const sum = at(sums, place)
        if (sum === 0) touched[count++] = place
        sums[place] = sum + (signed < 0 ? asked : weight)
      }
    }
    for (const word of about) shares[word] = 0
    const alike = new Map<number, number>()
    for (let index = 0; index < count; index++) {
      const place = at(touched, index)
      const cosine = at(sums, place) / at(lengths, place)
      if (cosine >= least) alike.set(place, cosine)
      sums[place] = 0
    }
    return alike
  }
}

const at = (list: Int32Array | Float64Array, index: number): number => list[index] ?? 0
