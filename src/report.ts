import { type Paint, plain } from './paint.ts'
import type { Problem } from './problem.ts'
import { count, isWhole, type Sources, sourceLine } from './report/place.ts'
import { printable } from './report/printable.ts'
import { quote } from './report/quote.ts'

/** All problems as text for a terminal, sorted, each with its line and a marker under the place, and a count at the end. */
export function report(problems: readonly Problem[], sources: Sources, paint: Paint = plain): string {
  const blocks = problems.map((problem) => printProblem(problem, sources, paint))
  return [...blocks, count(problems)].join('\n\n')
}

function printProblem(problem: Problem, sources: Sources, paint: Paint): string {
  const { rule, severity, at, what, why, fix } = problem
  const place = isWhole(at, sources) ? at.file : `${at.file}:${at.line}:${at.column}`
  return [
    // A file's name may hold a line break, and say what it likes on the next line.
    `${paint('strong', printable(place).replaceAll('\n', '\\n'))} ${paint(severity, severity)} (${rule})`,
    ...quoted(problem, sources, paint),
    ...(
      [
        ['What: ', what],
        ['Why:  ', why],
        ['Mend: ', fix],
      ] as const
    ).map(([label, text]) => `  ${paint('quiet', label)}${printable(text).replaceAll('\n', '\n        ')}`),
  ].join('\n')
}

function quoted({ at, severity }: Problem, sources: Sources, paint: Paint): string[] {
  const source = sourceLine(at, sources)
  if (source === undefined || source.trim() === '') return []
  const { line, marks } = quote(source, at.column, at.length)
  const bar = paint('quiet', '|')
  return [`  ${bar} ${line}`, `  ${bar} ${marks.replace(/\^+/, (under) => paint(severity, under))}`]
}
