/** The search index could not be made, for a reason that lies outside of the content. */
export class SearchFault extends Error {
  constructor(reasons: readonly string[]) {
    super(`The search index could not be made: ${reasons.join('; ')}.`)
  }
}
