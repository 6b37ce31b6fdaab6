import { posix } from 'node:path'
import { madeFiles } from '../address.ts'
import { closest } from '../closest.ts'
import { permalink, splitAddress } from '../links/follow.ts'
import { type Address, type Destination, type Link, linksOf, type Page, type Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/** Every link and image inside the site leads to something that is there, down to the anchor. */
export const links: Check<LinkRule> = {
  rules: { link: 'error', anchor: 'error', 'moved-link': 'warning', 'unsafe-link': 'always', outside: 'always' },
  find,
}

type LinkRule = 'link' | 'anchor' | 'moved-link' | 'unsafe-link' | 'outside'

function find(site: Site): Finding<LinkRule>[] {
  const anchors = anchorsByAddress(site)
  const lost = new Set(site.links.lost.map(({ address }) => address))
  // What was promised and is lost is told once, by the check of permalinks: what mends that mends the links.
  const isLost = ({ target }: Link): boolean =>
    target.kind === 'page' && (lost.has(target.address) || lost.has(`${target.address}#${target.anchor ?? ''}`))
  return site.pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !isLost(link))
      .flatMap((link) => judge(link, page, site, anchors)),
  )
}

/** The anchors of each page, by its address; files and other addresses have none. */
function anchorsByAddress(site: Site): ReadonlyMap<string, ReadonlySet<string>> {
  const anchorsOf = (page: Page): Set<string> =>
    new Set([
      ...page.answers.flatMap(({ anchor, subheadings }) => [anchor ?? '', ...subheadings.map((sub) => sub.anchor)]),
      ...(page.lead?.subheadings ?? []).map((sub) => sub.anchor),
    ])
  const anchors = new Map<string, Set<string>>([
    ...[...madeFiles, ...site.publicFiles].map((address) => [address, new Set<string>()] as const),
    ...site.files.map(({ address }) => [address, new Set<string>()] as const),
    ...site.ledger.map(({ id }) => [permalink(id), new Set<string>()] as const),
  ])
  // Of two pages at one address the reader would see either: that is told by the check of addresses, and which of them lacks an
  // anchor is not to be told before.
  for (const page of site.pages)
    anchors.set(page.address, new Set([...(anchors.get(page.address) ?? []), ...anchorsOf(page)]))
  return anchors
}

function judge(
  link: Link,
  page: Page,
  site: Site,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): Finding<LinkRule>[] {
  const { target, at } = link
  const thing = link.kind === 'image' ? 'image' : 'link'
  const problem = (rule: LinkRule, what: string, why: string, fix: string): Finding<LinkRule>[] => [
    { rule, at, what, why, fix },
  ]
  switch (target.kind) {
    case 'external':
    case 'file':
      return []
    case 'unsafe': {
      const near = closest(target.scheme, ['https', 'http', 'mailto', 'tel'])
      return problem(
        'unsafe-link',
        `${link.kind === 'image' ? 'An image' : 'A link'} may not start with "${target.scheme}:".`,
        'Addresses of other kinds can run code in the reader’s browser, or reach into her machine.',
        near
          ? `Did you mean "${near}:"?`
          : 'Use an address that starts with https:, http:, mailto: or tel:, or a path of this site.',
      )
    }
    case 'outside':
      return problem(
        'outside',
        `This ${thing} leads out of the content folder.`,
        'Only what lies in the content folder is published.',
        `Copy the file into the content folder, and write its path from this page.`,
      )
    case 'missing': {
      const near = renamed(target.path, site) ?? target.near
      return problem(
        'link',
        `There is no file "${target.path}" in the content folder.`,
        link.kind === 'image' ? 'Readers would see a gap.' : 'Readers would come to a page that is not there.',
        near ? `Did you mean "${near}"? Write its path from this page.` : 'Mend the path, or take the link out.',
      )
    }
    case 'page': {
      const changed = destinationOf(target, site, anchors)
      if (changed) return movedLink(changed, at)
      const there = anchors.get(target.address)
      if (!there) return problem('link', ...noPage(target.address, site, anchors))
      if (!target.anchor || there.has(target.anchor)) return []
      const elsewhere = answerWith(target.anchor, site)
      const near = closest(target.anchor, [...there])
      return problem(
        'anchor',
        `${target.address === page.address ? 'This page' : `The page ${target.address}`} has no heading with the anchor "${target.anchor}".`,
        'Readers would land at the top of the page and have to look for themselves.',
        elsewhere
          ? `That answer is at ${elsewhere}: write "${elsewhere}".`
          : near
            ? `Did you mean "#${near}"?`
            : `Use one of these: ${listed([...there].filter(Boolean)) || 'none; the page has no headings'}.`,
      )
    }
  }
}

type PageTarget = Extract<Link['target'], { kind: 'page' }>

/** What has become of an address that was in use; undefined if it is in use, or never was. */
function destinationOf(
  { address, anchor }: PageTarget,
  { links }: Site,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): Destination | undefined {
  const whole: Address = anchor ? `${address}#${anchor}` : address
  const known = links.former.get(whole)
  if (known || !anchor) return known
  const page = links.former.get(address)
  if (page?.kind !== 'moved' || !anchors.get(page.address)?.has(anchor)) return page
  return { ...page, address: `${page.address}#${anchor}` }
}

const movedLink = (to: Destination, at: Link['at']): Finding<LinkRule>[] => {
  const now = to.kind === 'moved' ? to.address : to.instead?.address
  return [
    {
      rule: 'moved-link',
      at,
      what: to.kind === 'moved' ? 'This address is a former one.' : `"${to.question}" is no longer answered.`,
      why: to.kind === 'moved' ? 'Readers have to be sent on to the present one.' : 'Readers find a note that says so.',
      fix: now ? `Write "${now}".` : 'Take the link out.',
    },
  ]
}

/** The first few of a list: a long page has hundreds of anchors. */
const listed = (names: readonly string[]): string =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} … (${names.length} in all)` : names.join(', ')

/** The only answer of the whole site with that anchor: text that was moved to another page still asks its own for it. */
function answerWith(anchor: string, site: Site): Address | undefined {
  const found = site.pages.flatMap(({ answers }) => answers.filter((answer) => answer.anchor === anchor))
  return found.length === 1 ? found[0]?.address : undefined
}

/** The file that now holds the page which a file of that name held before. */
function renamed(path: string, site: Site): string | undefined {
  const slug = posix.basename(path, posix.extname(path)).replaceAll('_', '-').toLowerCase()
  const to = site.links.former.get(`/${slug}/`)
  return to?.kind === 'moved'
    ? site.pages.find(({ address }) => address === splitAddress(to.address).page)?.path
    : undefined
}

function noPage(
  address: Address,
  site: Site,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): [what: string, why: string, fix: string] {
  const near = closest(address, [...anchors.keys()])
  return [
    site.drafts.includes(address)
      ? `The page ${address} is a draft, and not published.`
      : `This site has no page ${address}.`,
    'Readers would come to a page that is not there.',
    site.drafts.includes(address)
      ? 'Take "draft: true" out of that page, or take the link out.'
      : near
        ? `Did you mean "${near}"?`
        : 'Mend the address, or take the link out.',
  ]
}
