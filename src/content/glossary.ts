import type { Address, Place, Settings, Term } from '../model.ts'
import type { Problem } from '../problem.ts'
import { readFormers } from './former.ts'
import { anchorFor } from './markdown/anchors.ts'
import { glossaryFile } from './schema.ts'
import type { SourceText } from './text.ts'
import { readYaml } from './yaml.ts'

export const glossaryAddress: Address = '/glossary/'

export interface Glossary {
  readonly terms: readonly Term[]
  readonly problems: readonly Problem[]
}

/** Reads `glossary.yml`, in the language's own order. A site without one has no terms. */
export function readGlossary(sources: readonly SourceText[], settings: Settings): Glossary {
  const source = sources.find(({ path }) => path === 'glossary.yml' || path === 'glossary.yaml')
  if (!source) return { terms: [], problems: [] }
  const read = readYaml({ shown: source.shown, yaml: source.text, line: 0, rule: 'glossary' }, glossaryFile)
  const problems: Problem[] = [...read.problems]
  const terms = (read.value ?? []).map(({ term, expansion, meaning, also = [], ...rest }, index): Term => {
    const anchor = anchorFor(term)
    const at = read.place([index, 'term'])
    const former = readFormers(rest.redirect_from ?? [], (nth) => read.place([index, 'redirect_from', nth]))
    problems.push(...former.problems)
    return {
      term,
      meaning,
      also,
      anchor,
      address: `${glossaryAddress}#${anchor}`,
      redirectFrom: former.redirectFrom,
      at,
      ...(expansion ? { expansion } : {}),
    }
  })
  const { compare } = new Intl.Collator([settings.language, 'en'], { numeric: true })
  return {
    terms: [...terms].sort((a, b) => compare(a.term, b.term) || (a.anchor < b.anchor ? -1 : 1)),
    problems: [...problems, ...repeated(terms)],
  }
}

/** Every way in which a term is written. */
export const spellingsOf = ({ term, expansion, also }: Term): string[] => [
  term,
  ...(expansion ? [expansion] : []),
  ...also,
]

/** A spelling belongs to one term, and an anchor too: a link could lead to only one of them. */
function repeated(terms: readonly Term[]): Problem[] {
  const owners = new Map<string, Term>()
  return terms.flatMap((term) => {
    const keys = new Set([`#${term.anchor}`, ...spellingsOf(term).map((spelling) => spelling.toLowerCase())])
    const first = [...keys].map((key) => owners.get(key)).find((owner) => owner !== undefined)
    for (const key of keys) if (!owners.has(key)) owners.set(key, term)
    return first ? [repeatedTerm(term.term, first.term, term.at)] : []
  })
}

const repeatedTerm = (term: string, first: string, at: Place): Problem => ({
  rule: 'glossary',
  severity: 'error',
  at,
  what: `"${term}" shares its name, its expansion or another spelling with "${first}".`,
  why: 'A word on a page can be linked to one of the two only.',
  fix: 'Make them one entry, or take the shared spelling out of one.',
})
