import { type Link, linksOf } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A web address that stands in the text as it is. A screen reader spells it out, sign by sign, and nobody can tell what is
 * there. On paper every link's address is printed behind its words, so it is not lost. E-mail addresses are words enough. An
 * address that readers have to type stands between backticks, and is no link then.
 *
 * Wrong: "The form is at https://example.org/forms/f-12a"
 * Right: "Use the [form for new members](https://example.org/forms/f-12a)"
 */
export const bareAddress: Check<'bare-address'> = {
  rules: { 'bare-address': 'warning' },
  find: ({ pages }) => pages.flatMap((page) => linksOf(page).filter(isBare).map(bare)),
}

const isBare = ({ kind, words }: Link): boolean => kind === 'link' && /^https?:\/\/\S+$/i.test(words)

const bare = ({ href, at }: Link): Finding<'bare-address'> => ({
  rule: 'bare-address',
  at,
  what: 'This web address stands in the text without words.',
  why: 'Who listens hears it spelt out, and who reads cannot tell what is there.',
  fix: `Write words for it: [what is there](${href})\nIf readers have to type it, put it between backticks: \`${href}\``,
})
