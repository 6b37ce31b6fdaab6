import { type Link, linksOf, type Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A link whose words say nothing: "click here", "read more", or none at all. Screen readers list the links of a page without
 * the sentences around them, and people who scan see the links first.
 *
 * Wrong: "To renew, [click here](renewing.md)."
 * Right: "See [how to renew](renewing.md)."
 */
export const vagueLink: Check<'vague-link'> = {
  rules: { 'vague-link': 'warning' },
  find: (site) => {
    const links = site.pages.flatMap((page) => linksOf(page).filter(isVague))
    const titles = links.length === 0 ? new Map<string, string>() : titlesByAddress(site)
    return links.map((link) => vague(link, titles))
  },
}

/** Without marks and small words at their ends. */
const sayNothing: ReadonlySet<string> = new Set(
  (
    'click|click here|click this|click this link|click the link|click on this link|click link|here|see here|go here|look here|over here|right here|' +
    'find out here|find it here|available here|link|this link|the link|follow this link|follow the link|url|this|this one|page|this page|' +
    'webpage|web page|this web page|website|this website|the website|site|this site|the site|document|this document|article|this article|' +
    'read|read this|read on|read more|read more here|more|see more|learn more|learn more here|more here|more info|more information|' +
    'further info|further information|further details|info|information|details|more details|find out more|find out more here|' +
    'for more information|for more information click here|for more details|see details|continue|continue reading|go'
  ).split('|'),
)

/** Links that lead nowhere are told of as such. An image without words has a check of its own, also where it is a link's only word. */
function isVague({ kind, words, target }: Link): boolean {
  if (kind !== 'link' || target.kind === 'unsafe' || target.kind === 'outside' || target.kind === 'missing')
    return false
  const plain = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return sayNothing.has(plain)
}

function vague({ words, href, at, target }: Link, titles: ReadonlyMap<string, string>): Finding<'vague-link'> {
  const title = target.kind === 'page' ? titles.get(`${target.address}#${target.anchor ?? ''}`) : undefined
  return {
    rule: 'vague-link',
    at,
    what: `The words of this link, "${words}", do not say where it leads.`,
    why: 'Many readers see or hear only the links of a page, one after the other.',
    fix: title ? `Write what is there: [${title}](${href})` : `Write what is there, such as: [how to apply](${href})`,
  }
}

/** The title of each page, and the question of each answer. */
const titlesByAddress = ({ pages }: Site): ReadonlyMap<string, string> =>
  new Map(
    pages.flatMap(({ address, title, answers }) => [
      [`${address}#`, title] as const,
      ...answers.flatMap(({ anchor, question }) => (anchor ? [[`${address}#${anchor}`, question] as const] : [])),
    ]),
  )
