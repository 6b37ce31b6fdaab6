import type { Severity, Site } from '../model.ts'
import type { Problem } from '../problem.ts'

/** Looks at the whole site and tells what is wrong with it. It changes nothing. */
export interface Check<Rule extends string = string> {
  /** Every rule that it tells of, and how serious that is. */
  readonly rules: Readonly<Record<Rule, Level>>
  readonly find: (site: Site, known: Known) => Finding<Rule>[]
  /** It holds everything against everything else: who waits for a page is told of it afterwards. */
  readonly isSlow?: true
}

/**
 * How serious a rule is where `site.yml` says nothing. `always` is an error that guards safety or the shape of the site: `site.yml`
 * cannot change it, and no comment can silence it.
 */
export type Level = Severity | 'always'

/** A problem as a check tells it: how serious it is hangs on its rule and on `site.yml`. */
export interface Finding<Rule extends string = string> extends Omit<Problem, 'severity'> {
  readonly rule: Rule
}

/** What checks are told besides the site. */
export interface Known {
  /** Every rule that `site.yml` can change. */
  readonly adjustable: readonly string[]
  /** The day it is, as `YYYY-MM-DD`, if somebody wants to know what is due: nothing built depends on it. */
  readonly today?: string
}
