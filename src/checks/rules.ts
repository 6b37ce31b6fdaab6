import { closest } from '../closest.ts'
import type { Site } from '../model.ts'
import type { Check, Finding, Known, Level } from './check.ts'

/** What `site.yml` says under `rules:` has an effect. */
export const rules: Check<'site-settings'> = { rules: { 'site-settings': 'always' }, find }

/** Rules of which others than the checks tell, and how serious these are. */
export const rulesElsewhere = {
  'external-link': 'warning', // src/external.ts
  'host-limit': 'warning', // src/host-limits.ts
  'raw-html': 'warning', // src/content/remark-problems.ts
  spelling: 'warning', // src/spelling
  'unknown-key': 'warning', // src/content/unknown-keys.ts
} as const satisfies Readonly<Record<string, Level>>

function find(site: Site, { adjustable }: Known): Finding<'site-settings'>[] {
  return site.settings.ruleNames
    .filter(({ name }) => !adjustable.includes(name))
    .map(({ name, at }) => {
      const near = closest(name, adjustable)
      return {
        rule: 'site-settings',
        at,
        what: `There is no rule "${name}" that can be changed here${near ? `. Did you mean "${near}"?` : '.'}`,
        why: 'It would have no effect.',
        fix: near
          ? `Write "${near}:".`
          : `Use one of these: ${adjustable.join(', ')}. Rules that guard safety stay as they are.`,
      }
    })
}
