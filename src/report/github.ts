import type { Problem } from '../problem.ts'
import { count, isWhole, type Sources } from './place.ts'
import { printable } from './printable.ts'

/**
 * All problems as workflow commands of GitHub, which shows them beside the lines of a pull request, and a count. `pathOf` gives
 * a file's path from the root of its repository: by any other GitHub finds no file. Nothing else is printed, as GitHub obeys
 * commands wherever they stand on a line, and content could hold some.
 */
export const reportGithub = (
  problems: readonly Problem[],
  sources: Sources,
  pathOf: (file: string) => string,
): string =>
  [...problems.map((problem) => command(problem, sources, pathOf(problem.at.file))), count(problems)].join('\n')

function command({ rule, severity, at, what, why, fix }: Problem, sources: Sources, path: string): string {
  const hasLine = !isWhole(at, sources)
  const properties = { file: path, ...(hasLine ? { line: at.line, col: at.column } : {}), title: rule }
  // The log shows the message alone, and a run shows ten problems of a kind beside their lines: the rest are found by this.
  const place = hasLine ? `${path}:${at.line}:${at.column}` : path
  const message = `${place} ${what}\n${why}\n${fix}`
  return `::${severity} ${Object.entries(properties)
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',')}::${data(message)}`
}

const data = (text: string): string =>
  printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D')).replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
