import { closest } from '../closest.ts'
import type { Check } from './check.ts'

/** Every rule that `site.yml` can make stricter or milder, and a comment silence, by the name that reports show. */
export const adjustableRules = [
  'anchor',
  'external-link',
  'host-limit',
  'link',
  'moved-link',
  'not-entered',
  'raw-html',
  'repeated-heading',
  'spelling',
  'unknown-acronym',
  'unknown-key',
  'unused-ignore',
] as const

/** What `site.yml` says under `rules:` has an effect. */
export const rules: Check = (site) =>
  site.settings.ruleNames
    .filter(({ name }) => !adjustableRules.some((rule) => rule === name))
    .map(({ name, at }) => {
      const near = closest(name, adjustableRules)
      return {
        rule: 'site-settings',
        severity: 'error',
        at,
        what: `There is no rule "${name}" that can be changed here${near ? `. Did you mean "${near}"?` : '.'}`,
        why: 'It would have no effect.',
        fix: `Use one of these: ${adjustableRules.join(', ')}. Rules that guard safety stay as they are.`,
      }
    })
