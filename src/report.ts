import type { Problem } from './problem.ts'

/** The lines of a source file, by the path that problems show. */
export type Sources = ReadonlyMap<string, { readonly lines: readonly string[] }>

/** The longest piece of a source line that is quoted. */
const widest = 100

/** All problems as text for a terminal, sorted, each with its line and a marker under the place, and a count at the end. */
export function report(problems: readonly Problem[], sources: Sources): string {
  const blocks = problems.map((problem) => printProblem(problem, sources))
  return [...blocks, count(problems)].join('\n\n')
}

function printProblem({ rule, severity, at, what, why, fix }: Problem, sources: Sources): string {
  const lines = [`${at.file}:${at.line}:${at.column} ${severity} (${rule})`]
  const source = sources.get(at.file)?.lines[at.line - 1]
  if (source !== undefined && source.trim() !== '') lines.push(...quote(source, at.column, at.length ?? 1))
  lines.push(`  What: ${what}`, `  Why:  ${why}`, `  Mend: ${fix.replaceAll('\n', '\n        ')}`)
  return lines.map(printable).join('\n')
}

/** The line, cut to what fits, with marks under the part that is meant. */
function quote(source: string, column: number, length: number): string[] {
  const from = column - 1 > widest * 0.7 ? column - 1 - Math.floor(widest / 2) : 0
  const piece = source.slice(from, from + widest).replaceAll('\t', ' ')
  const left = from > 0 ? '…' : ''
  const right = from + widest < source.length ? '…' : ''
  const marks = '^'.repeat(Math.max(1, Math.min(length, widest - (column - 1 - from))))
  return [`  | ${left}${piece}${right}`, `  | ${' '.repeat(left.length + column - 1 - from)}${marks}`]
}

/** Content may hold signs that move a terminal's cursor or recolour it; here they are shown, not obeyed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
export const printable = (text: string): string =>
  text.replace(controls, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function count(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const many = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
  if (problems.length === 0) return 'No problems.'
  return `${many(errors, 'error')}, ${many(warnings, 'warning')}.`
}
