import type { Check } from './check.ts'
import { missing } from './missing.ts'

/** What `search-tests.yml` wants to be found is there. Whether it is found, `npm run check -- --search` tells. */
export const searchTests: Check<'search-tests' | 'moved-link'> = {
  rules: { 'search-tests': 'always', 'moved-link': 'warning' },
  find: (site) =>
    missing(
      site,
      site.searchTests.flatMap(({ finds }) => finds),
      { rule: 'search-tests', why: 'No search could find it.' },
    ),
}
