import type { Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A short form that neither the glossary nor its page explains. A site without a glossary explains its short forms in other
 * ways, or none: it has to ask for this check in `site.yml`.
 */
export const unknownAcronym: Check<'unknown-acronym'> = { rules: { 'unknown-acronym': 'warning' }, find }

function find(site: Site): Finding<'unknown-acronym'>[] {
  if (site.terms.length === 0 && site.settings.rules['unknown-acronym'] === undefined) return []
  const known = wordsOfGlossary(site)
  return site.pages.flatMap((page) =>
    page.shortForms
      .filter(({ text }) => !known.has(text))
      .map(
        ({ text, at }): Finding<'unknown-acronym'> => ({
          rule: 'unknown-acronym',
          at,
          what: `"${text}" is neither in the glossary nor spelt out on this page.`,
          why: 'A reader who does not know it cannot follow the answer.',
          fix: `Spell it out here, as in "The Whole Name (${text})", or add it to glossary.yml. If it needs no explaining, write beside it: <!-- ignore unknown-acronym: why -->`,
        }),
      ),
  )
}

/** Every word of the terms, their expansions and other spellings, without the `s` of a plural too. */
const wordsOfGlossary = ({ terms }: Site): ReadonlySet<string> =>
  new Set(
    terms
      .flatMap(({ term, expansion = '', also }) => [term, expansion, ...also])
      .flatMap((spelling) => spelling.split(/[^\p{L}\p{N}]+/u))
      .flatMap((word) => [word, word.replace(/s$/, '')]),
  )
