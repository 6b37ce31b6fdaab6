import type { Problem } from '../problem.ts'
import { isWhole, type Sources } from '../report/place.ts'
import type { News, ToldProblem } from './news.ts'
import type { State } from './preview.ts'

/** More than this is nothing to be read in a browser. */
const mostProblems = 200
/** Signs of a source line on each side of the place. */
const around = 80

export function newsOf({ problems, sources }: State, shown: string): News {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const ordered = [...errors, ...problems.filter(({ severity }) => severity !== 'error')]
  return {
    shown,
    errors: errors.length,
    warnings: problems.length - errors.length,
    problems: ordered.slice(0, mostProblems).map((problem) => told(problem, sources)),
  }
}

function told({ severity, rule, at, what, why, fix }: Problem, sources: Sources): ToldProblem {
  const line = sources.get(at.file)?.lines[at.line - 1] ?? ''
  const from = at.column - 1
  const to = Math.min(from + Math.max(1, at.length ?? 1), from + 2 * around)
  const quote = [
    (from > around ? '…' : '') + line.slice(Math.max(0, from - around), from),
    line.slice(from, to),
    line.slice(to, to + around) + (to + around < line.length ? '…' : ''),
  ] as const
  return {
    severity,
    rule,
    place: isWhole(at, sources) ? at.file : `${at.file}:${at.line}:${at.column}`,
    ...(line.trim() === '' ? {} : { quote }),
    what,
    why,
    fix,
  }
}
