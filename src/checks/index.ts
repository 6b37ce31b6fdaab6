import type { Site } from '../model.ts'
import { compareProblems, type Problem } from '../problem.ts'
import { addresses } from './addresses.ts'
import type { Check } from './check.ts'
import { files } from './files.ts'
import { frontPage } from './front-page.ts'
import { hostLimits } from './hosts.ts'
import { ignores, silence } from './ignores.ts'
import { links } from './links.ts'
import { pages } from './pages.ts'
import { notEntered, permalinks } from './permalinks.ts'
import { adjustableRules, rules } from './rules.ts'
import { searchTests } from './search-tests.ts'
import { unknownAcronym } from './unknown-acronym.ts'

/** Every check, in the order in which they are run. To add one, write a file beside this one and a line here. */
export const checks: readonly Check[] = [
  rules, // what site.yml says of rules has an effect
  ignores, // what authors silence beside a line can be silenced, and they say why
  pages, // there is something to publish
  addresses, // no two pages share an address; the checks below trust that
  permalinks, // every address that was ever promised still leads to what was promised
  notEntered, // what is new has a permalink
  links, // every link inside the site leads somewhere
  frontPage, // what site.yml puts on the front page is there
  hostLimits, // hosts read all the redirects that are made for them
  searchTests, // what search-tests.yml wants to be found is there
  files, // what is linked to from the pages may be published
  unknownAcronym, // short forms are explained by the glossary or their page
]

/** Rules that guard safety or the shape of the site are not among these. */
const adjustable: ReadonlySet<string> = new Set(adjustableRules)

export interface FindOptions {
  /** Takes it for an error that something has no permalink yet. */
  readonly frozen?: boolean
  /** Which of the rules that are only looked at on request were looked at. */
  readonly asked?: readonly string[]
}

/** All problems, those found while reading included, each as serious as `site.yml` wants it, but for those silenced. */
export function findProblems(site: Site, found: readonly Problem[], options: FindOptions = {}): Problem[] {
  const { frozen = false, asked = [] } = options
  return silence([...found, ...checks.flatMap((check) => check(site))], site, asked)
    .flatMap((problem): Problem[] => {
      const wanted = adjustable.has(problem.rule) ? site.settings.rules[problem.rule] : undefined
      if (wanted === 'off') return []
      if (frozen && problem.rule === 'not-entered') return [{ ...problem, severity: 'error' }]
      return [wanted ? { ...problem, severity: wanted } : problem]
    })
    .sort(compareProblems)
}
