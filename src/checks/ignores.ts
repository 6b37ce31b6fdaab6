import { closest } from '../closest.ts'
import type { Ignore, Site } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Check, Finding } from './check.ts'

const form = 'ignore the-rule: why it is right as it is'

/** A comment that silences a check names a rule that can be silenced, and says why. */
export const ignores: Check<'ignore' | 'unused-ignore'> = {
  rules: { ignore: 'always', 'unused-ignore': 'warning' },
  find: (site, { adjustable }) =>
    site.ignores.filter((ignore) => isMeant(ignore, adjustable)).flatMap((ignore) => malformed(ignore, adjustable)),
}

/** `ignore this for now` is a note of an author to herself. */
const isMeant = ({ rule, rest }: Ignore, adjustable: readonly string[]): boolean =>
  adjustable.includes(rule) || rest.startsWith(':') || (rest === '' && closest(rule, adjustable) !== undefined)

const hasReason = ({ rest }: Ignore): boolean => /^:\s*\S/.test(rest)

function malformed(ignore: Ignore, adjustable: readonly string[]): Finding<'ignore'>[] {
  const { rule, at } = ignore
  const near = closest(rule, adjustable)
  const problem = (what: string, why: string, fix: string): Finding<'ignore'>[] => [
    { rule: 'ignore', at, what, why, fix },
  ]
  if (!adjustable.includes(rule)) {
    return problem(
      `There is no rule "${rule}" that can be silenced${near ? `. Did you mean "${near}"?` : '.'}`,
      'The comment has no effect.',
      near
        ? `Write: ${form.replace('the-rule', near)}`
        : `Use one of these: ${adjustable.join(', ')}. Rules that guard safety stay as they are.`,
    )
  }
  if (hasReason(ignore)) return []
  return problem(
    `This comment silences "${rule}" and does not say why.`,
    'Whoever reads it next cannot tell whether it still holds.',
    `Write the reason after a colon: ${form.replace('the-rule', rule)}`,
  )
}

/** What is known of rules when comments are weighed. */
export interface SilenceOptions {
  /** Those that a comment can silence. */
  readonly adjustable: readonly string[]
  /** Of those that are only looked at on request, which were. */
  readonly asked: readonly string[]
  /** Whether a rule was not looked at this time. */
  readonly isLeftOut: (rule: string) => boolean
}

/** Takes away the problems that authors have silenced beside the line, and tells which such comments silence nothing. */
export function silence(
  problems: readonly Problem[],
  { ignores, settings }: Site,
  { adjustable, asked, isLeftOut }: SilenceOptions,
): Problem[] {
  const valid = ignores.filter((ignore) => adjustable.includes(ignore.rule) && hasReason(ignore))
  if (valid.length === 0) return [...problems]
  const used = new Set<Ignore>()
  const kept = problems.filter((problem) => {
    const own = valid.filter((ignore) => speaksOf(ignore, problem))
    for (const ignore of own) used.add(ignore)
    return own.length === 0
  })
  const wasLookedAt = (rule: string): boolean =>
    (!onRequest.has(rule) || asked.includes(rule)) && !isLeftOut(rule) && settings.rules[rule] !== 'off'
  const unused = valid.filter((one) => wasLookedAt(one.rule) && !used.has(one) && !one.leftOut)
  return [...kept, ...unused.map(silencesNothing)]
}

/** Rules that are only looked at when that is asked for. */
const onRequest: ReadonlySet<string> = new Set(['external-link', 'host-limit', 'overdue-review', 'spelling'])

const speaksOf = ({ rule, at, from, to }: Ignore, problem: Problem): boolean =>
  rule === problem.rule && at.file === problem.at.file && from <= problem.at.line && problem.at.line <= to

const silencesNothing = ({ rule, at }: Ignore): Problem => ({
  rule: 'unused-ignore',
  severity: 'warning',
  at,
  what: `This comment silences "${rule}", and there is nothing of the kind on its line.`,
  why: 'Later it could hide a mistake that nobody has looked at.',
  fix: 'Take it out, or put it on the line of the problem, or alone on the line above that.',
})
