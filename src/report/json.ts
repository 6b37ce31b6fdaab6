import type { Problem } from '../problem.ts'
import { countsOf, type Sources, sourceLine } from './place.ts'
import { reportVersion } from './schema.ts'

/** A problem as programs read it. What is here stays as it is: `schema.ts` is a promise. */
export interface ReportedProblem extends Pick<Problem, 'rule' | 'severity' | 'what' | 'why' | 'fix'> {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly source?: string
}

export interface Report {
  readonly version: typeof reportVersion
  readonly problems: readonly ReportedProblem[]
  readonly errors: number
  readonly warnings: number
}

/** All problems as data. */
export const reportData = (problems: readonly Problem[], sources: Sources): Report => ({
  version: reportVersion,
  problems: problems.map(({ rule, severity, at, what, why, fix }) => {
    const source = sourceLine(at, sources)
    const end = at.column + (at.length ?? 1)
    return {
      rule,
      severity,
      file: at.file,
      line: at.line,
      column: at.column,
      // A value may go on over lines; only its first is pointed at, as in the text.
      endColumn: source === undefined ? end : Math.max(at.column + 1, Math.min(end, source.length + 1)),
      what,
      why,
      fix,
      ...(source === undefined ? {} : { source }),
    }
  }),
  ...countsOf(problems),
})
