import type { Place, Severity } from './model.ts'

/** An author's mistake, told as a value: where it is, what it is, why it matters, how to mend it. */
export interface Problem {
  /** Short name of the rule, as `site.yml` and the report know it. */
  readonly rule: string
  readonly severity: Severity
  readonly at: Place
  /** What is wrong: one sentence. */
  readonly what: string
  /** Why it matters: one sentence. */
  readonly why: string
  /** What to do, as an order to the author, with the text to write where it is known. */
  readonly fix: string
}

/** By file, then line, then column, then rule: the order in which an author meets them. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.what, b.what)
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
