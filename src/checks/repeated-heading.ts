import type { Check } from './check.ts'

/**
 * Two headings of a page in the same words. On screen nobody can tell which of the two a link means, and the later one's anchor
 * ends in a number (`-1`, as on GitHub), which changes when a heading is added above it.
 *
 * Wrong: "## Who pays?" … "## Who pays?"
 * Right: "## Who pays for repairs?" … "## Who pays for new parts?"
 */
export const repeatedHeading: Check<'repeated-heading'> = {
  rules: { 'repeated-heading': 'warning' },
  find: ({ pages }) =>
    pages.flatMap(({ headings }) =>
      headings.flatMap(({ repeats, anchor, at }) =>
        repeats === undefined
          ? []
          : [
              {
                rule: 'repeated-heading',
                at,
                what: 'An earlier heading of this page has the same words.',
                why: `Links find that one at "#${repeats}" and this one at "#${anchor}", with a number that changes when headings are added or moved.`,
                fix: `Give it words of its own. If the words have to stay, write at its end: {#${anchor}}`,
              },
            ],
      ),
    ),
}
