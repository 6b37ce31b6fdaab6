/** A text that is made piece by piece while it is written: in one piece, what holds every answer of a large site is most of its memory. */
export class LongText {
  readonly #pieces: () => Iterable<string>

  /** `pieces` may be gone through more than once. */
  constructor(pieces: () => Iterable<string>) {
    this.#pieces = pieces
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#pieces()[Symbol.iterator]()
  }

  toString(): string {
    return [...this.#pieces()].join('')
  }
}
