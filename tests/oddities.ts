import type { ReadSite } from '../src/content/read.ts'
import type { Problem } from '../src/problem.ts'
import { report } from '../src/report.ts'

/** What no author should ever be shown, of all problems of a site and of their report. */
export function oddities(read: ReadSite): string[] {
  const printed = report(read.problems, read.sources)
  return [
    ...read.problems.flatMap((problem) => odditiesOf(problem, read)),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
    ...(/[\u0000-\u0008\u000b-\u001f]/.test(printed) ? ['The report holds signs that move a cursor.'] : []),
  ]
}

function odditiesOf({ rule, at, what, why, fix }: Problem, { sources }: ReadSite): string[] {
  const lines = sources.get(at.file)?.lines
  const known = lines !== undefined || at.file === 'content' || at.file.startsWith('content/')
  const texts = { rule, what, why, fix }
  const isStart = at.line === 1 && at.column === 1
  const isInside =
    lines !== undefined &&
    Number.isInteger(at.line) &&
    Number.isInteger(at.column) &&
    at.line >= 1 &&
    at.line <= lines.length &&
    at.column >= 1 &&
    at.column <= (lines[at.line - 1]?.length ?? 0) + 1
  return [
    ...(known ? [] : [`"${at.file}" is no file.`]),
    ...(isStart || isInside || lines === undefined ? [] : [`${at.file}:${at.line}:${at.column} is outside (${rule}).`]),
    ...Object.entries(texts).flatMap(([name, text]) =>
      text.trim() === '' || /undefined|NaN|\[object |\n\s+at |node_modules|Infinity/.test(text)
        ? [`${name} of ${rule} is "${text}".`]
        : [],
    ),
    // A message that quotes half a page is no message.
    ...(what.length > 600 || fix.length > 1500 ? [`${rule} goes on for ever: ${what.slice(0, 200)}`] : []),
  ]
}
