import type { Heading, Page } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A heading more than one level below the one above it. Screen readers tell the level of each heading, and people who listen
 * look for the one that was left out. Levels are counted from the page's own questions: a page whose questions have `###`
 * leaves nothing out. Headings in quotes and lists are not among those of the page.
 *
 * Wrong: "## How do I renew?" … "#### By post"
 * Right: "## How do I renew?" … "### By post"
 */
export const skippedLevel: Check<'skipped-level'> = {
  rules: { 'skipped-level': 'warning' },
  find: ({ pages }) => pages.flatMap(skipsOf),
}

function skipsOf({ headings }: Page): Finding<'skipped-level'>[] {
  const levels = headings.flatMap(({ level, at }) => (level === undefined ? [] : [{ level, at }]))
  const top = levels.reduce((least, { level }) => Math.min(least, level), 6)
  return levels.flatMap(({ level, at }, index) => {
    const above = levels[index - 1]?.level ?? top - 1
    return level > above + 1 ? [skip({ level, at }, above, index === 0)] : []
  })
}

const skip = (
  { level, at }: Required<Pick<Heading, 'level' | 'at'>>,
  above: number,
  isFirst: boolean,
): Finding<'skipped-level'> => ({
  rule: 'skipped-level',
  at,
  what: isFirst
    ? `This heading is the first of the page and has ${marks(level)}, while the page's questions have ${marks(above + 1)}.`
    : `This heading has ${marks(level)}, and the one above it has ${marks(above)}.`,
  why: 'People who listen to the page hear that a level is left out, and look for what they have missed.',
  fix: `Write ${marks(above + 1)} in the place of ${marks(level)}.`,
})

const marks = (level: number): string => '#'.repeat(level)
