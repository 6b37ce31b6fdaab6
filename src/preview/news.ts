/** What the preview tells the pages that it has sent. Each news holds all that there is to know, so that none can be missed. */
export interface News {
  /** A page that was sent as another than this is to be loaded again. */
  readonly shown: string
  readonly errors: number
  readonly warnings: number
  /** Errors first; of a great many only the first. */
  readonly problems: readonly ToldProblem[]
}

export interface ToldProblem {
  readonly severity: 'error' | 'warning'
  readonly rule: string
  /** `file:line:column`, or a file or folder as a whole. */
  readonly place: string
  /** The source line around the place: what stands before it, the place itself, what follows. */
  readonly quote?: readonly [before: string, meant: string, after: string]
  readonly what: string
  readonly why: string
  readonly fix: string
}

/** The type of our messages: Eleventy's server has others for its own pages. */
export const newsType = 'answerbook.news'

/** Where the overlay's files are, from the base of the site on. No page can have an address with a dot in front. */
export const overlayFolder = '.answerbook/'

/** What is shown while there is nothing to show. */
export const nothing = '0'
