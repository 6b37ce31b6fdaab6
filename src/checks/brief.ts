import type { Problem } from '../problem.ts'

/** Longer texts than these are read by nobody. A heading or an anchor that has gone wrong may have thousands of letters. */
const longestWhat = 600
const longestFix = 1500

/** The same problem without quotations that go on for ever. */
export const brief = (problem: Problem): Problem => ({
  ...problem,
  what: cut(problem.what, longestWhat),
  fix: cut(problem.fix, longestFix),
})

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const quoted = text.replace(/"([^"\n]{80})[^"\n]{40,}([^"\n]{20})"/gu, '"$1…$2"')
  return quoted.length <= most ? quoted : `${quoted.slice(0, most - 1)}…`
}
