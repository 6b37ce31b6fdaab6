/** What one search found, best first, and what would have been right. */
export interface Answered {
  readonly found: readonly string[]
  readonly relevant: readonly string[]
  readonly milliseconds: number
}

export interface Figures {
  /** Mean of 1 / place of the first right answer among ten. */
  readonly mrr: number
  /** Gain of all right answers among ten, each worth less the further down, as a share of the best possible. */
  readonly ndcg: number
  /** Share of a search's right answers that stand in first place, and among the first five; the mean of all searches. */
  readonly first: number
  readonly five: number
  /** Share of searches that found nothing. */
  readonly nothing: number
  readonly median: number
  readonly slowest5Percent: number
}

const looked = 10

export function figuresOf(answers: readonly Answered[]): Figures {
  const mean = (worth: (answer: Answered) => number): number =>
    answers.reduce((sum, answer) => sum + worth(answer), 0) / Math.max(1, answers.length)
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const timeAt = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    mrr: mean((answer) => (placeOf(answer) > 0 ? 1 / placeOf(answer) : 0)),
    ndcg: mean(gainOf),
    first: mean((answer) => recallOf(answer, 1)),
    five: mean((answer) => recallOf(answer, 5)),
    nothing: mean(({ found }) => (found.length === 0 ? 1 : 0)),
    median: timeAt(0.5),
    slowest5Percent: timeAt(0.95),
  }
}

/** From 1; 0 when no right answer is among the first ten. */
const placeOf = ({ found, relevant }: Answered): number =>
  found.slice(0, looked).findIndex((id) => relevant.includes(id)) + 1

const recallOf = ({ found, relevant }: Answered, places: number): number =>
  found.slice(0, places).filter((id) => relevant.includes(id)).length / relevant.length

function gainOf({ found, relevant }: Answered): number {
  const worth = (place: number): number => 1 / Math.log2(place + 2)
  const gain = found.slice(0, looked).reduce((sum, id, place) => sum + (relevant.includes(id) ? worth(place) : 0), 0)
  const best = relevant.slice(0, looked).reduce((sum, _, place) => sum + worth(place), 0)
  return best === 0 ? 0 : gain / best
}
