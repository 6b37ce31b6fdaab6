import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'

/** The lines of a source file, by the path that problems show. */
export type Sources = ReadonlyMap<string, { readonly lines: readonly string[] }>

/** A problem is about a folder, or a file as a whole, that has no lines to show: `1:1` only says that there is no place. */
export const isWhole = ({ file, line, column, length }: Place, sources: Sources): boolean =>
  line === 1 && column === 1 && length === undefined && !sources.has(file)

export const sourceLine = ({ file, line }: Place, sources: Sources): string | undefined =>
  sources.get(file)?.lines[line - 1]

export function count(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'No problems.'
  const { errors, warnings } = countsOf(problems)
  const many = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
  return `${many(errors, 'error')}, ${many(warnings, 'warning')}.`
}

export function countsOf(problems: readonly Problem[]): { readonly errors: number; readonly warnings: number } {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: problems.length - errors }
}
