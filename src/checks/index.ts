import type { Severity, Site } from '../model.ts'
import { compareProblems, type Problem } from '../problem.ts'
import { addresses } from './addresses.ts'
import { bareAddress } from './bare-address.ts'
import { brief } from './brief.ts'
import { categoryName } from './category-name.ts'
import type { Check, Level } from './check.ts'
import { emptyAnswer } from './empty-answer.ts'
import { files } from './files.ts'
import { frontPage } from './front-page.ts'
import { ignores, type SilenceOptions, silence } from './ignores.ts'
import { imageElsewhere } from './image-elsewhere.ts'
import { imageText } from './image-text.ts'
import { links } from './links.ts'
import { longAnswer } from './long-answer.ts'
import { nearDuplicate } from './near-duplicate.ts'
import { noQuestion } from './no-question.ts'
import { overdueReview } from './overdue-review.ts'
import { pages } from './pages.ts'
import { notEntered, permalinks } from './permalinks.ts'
import { plainQuestion } from './plain-question.ts'
import { repeatedHeading } from './repeated-heading.ts'
import { rules, rulesElsewhere } from './rules.ts'
import { searchTests } from './search-tests.ts'
import { skippedLevel } from './skipped-level.ts'
import { unknownAcronym } from './unknown-acronym.ts'
import { vagueLink } from './vague-link.ts'

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
  searchTests, // what search-tests.yml wants to be found is there
  files, // what is linked to from the pages may be published
  categoryName, // pages that belong together have the same category, to the letter
  repeatedHeading, // no two headings of a page are the same
  skippedLevel, // each heading is at most one level below the one above it
  plainQuestion, // questions are headings
  noQuestion, // headings are questions, on a page of questions
  emptyAnswer, // questions are answered
  longAnswer, // in as many words as somebody reads
  nearDuplicate, // and each but once
  vagueLink, // the words of a link say where it leads
  bareAddress, // links have words
  imageText, // pictures have words
  imageElsewhere, // and lie on this site
  overdueReview, // what was to be read again by now has been
  unknownAcronym, // short forms are explained by the glossary or their page
]

/** Every rule by its name, with how serious it is where `site.yml` says nothing. */
export const levels: ReadonlyMap<string, Level> = new Map(
  [rulesElsewhere, ...checks.map((check) => check.rules)].flatMap((some) => Object.entries<Level>(some)),
)

/** Every rule that `site.yml` can make stricter or milder, and a comment silence, by the name that reports show. */
export const adjustableRules: readonly string[] = [...levels]
  .flatMap(([name, level]) => (level === 'always' ? [] : [name]))
  .sort()

export interface FindOptions {
  /** Takes it for an error that something has no permalink yet. */
  readonly frozen?: boolean
  /** Which of the rules that are only looked at on request were looked at. */
  readonly asked?: readonly string[]
  /** The day it is, as `YYYY-MM-DD`; without it, nothing is overdue. */
  readonly today?: string
  /** Leaves out the checks that take long. */
  readonly quick?: boolean
}

/** Rules of the checks that take long; that of spelling is told elsewhere. */
export const slowRules: ReadonlySet<string> = new Set([
  'spelling',
  ...checks.flatMap(({ rules, isSlow }) => (isSlow ? Object.keys(rules) : [])),
])

/** All problems, those found while reading included, each as serious as `site.yml` wants it, but for those silenced. */
export function findProblems(site: Site, found: readonly Problem[], options: FindOptions = {}): Problem[] {
  const { frozen = false, today, quick = false } = options
  const isOff = (rule: string): boolean => adjustableRules.includes(rule) && site.settings.rules[rule] === 'off'
  const run = checks.filter(({ rules, isSlow }) => !(quick && isSlow) && !Object.keys(rules).every(isOff))
  const asked = [...(options.asked ?? []), ...(today === undefined ? [] : ['overdue-review'])]
  const known = { adjustable: adjustableRules, ...(today === undefined ? {} : { today }) }
  const told = run.flatMap((check) =>
    check
      .find(site, known)
      .map((finding): Problem => ({ ...finding, severity: severityOf(check.rules[finding.rule]) })),
  )
  return weigh([...found, ...told], site, {
    frozen,
    asked,
    isLeftOut: (rule) => isOff(rule) || (quick && slowRules.has(rule)),
  })
}

/** The same of problems that only the finished site shows. */
export const weighLate = (found: readonly Problem[], site: Site): Problem[] =>
  weigh(found, site, { frozen: false, asked: [], isLeftOut: () => true })

type Weighing = Omit<SilenceOptions, 'adjustable'> & { readonly frozen: boolean }

function weigh(found: readonly Problem[], site: Site, { frozen, ...asked }: Weighing): Problem[] {
  return silence(found, site, { adjustable: adjustableRules, ...asked })
    .flatMap((problem): Problem[] => {
      const wanted = adjustableRules.includes(problem.rule) ? site.settings.rules[problem.rule] : undefined
      if (wanted === 'off') return []
      if (frozen && problem.rule === 'not-entered') return [{ ...problem, severity: 'error' }]
      return [wanted ? { ...problem, severity: wanted } : problem]
    })
    .map(brief)
    .sort(compareProblems)
}

const severityOf = (level: Level = 'always'): Severity => (level === 'always' ? 'error' : level)
