import type { Check, Finding } from './check.ts'
import { yaml } from './lines-to-write.ts'
import { type OddName, oddNames } from './names.ts'

/**
 * A category, or a sub-category within it, that is written like another but for capitals, spaces or punctuation, or that one
 * page alone has and that is a slip away from one that others have. Names are compared to the letter, so that the page is filed
 * by itself. (Where both names give one address, the check of addresses tells it: such a site cannot be built.)
 *
 * Wrong: "sub_category: Frequently asked questions" beside "sub_category: Frequently Asked Questions"
 * Right: one of the two on all pages
 */
export const categoryName: Check<'category-name'> = {
  rules: { 'category-name': 'warning' },
  find: (site) => oddNames(site).flatMap((odd) => (odd.address === undefined ? [misnamed(odd)] : [])),
}

const misnamed = ({ kind, name, wanted, how, at }: OddName): Finding<'category-name'> => ({
  rule: 'category-name',
  at,
  what:
    how === 'alike'
      ? `The ${spoken[kind]} "${name}" is written "${wanted}" elsewhere.`
      : `Only this page has the ${spoken[kind]} "${name}". Did you mean "${wanted}"?`,
  why: 'Names are compared letter by letter: the page is listed apart from those it belongs to.',
  fix: `Write: ${kind}: ${yaml(wanted)}`,
})

const spoken = { category: 'category', sub_category: 'sub-category' } as const
