import { absolute } from '../address.ts'
import { escapeMarkup } from '../escape.ts'
import { permalink } from '../links/follow.ts'
import type { Address, Answer, Page, Site } from '../model.ts'
import { firstSentence } from '../sentence.ts'
import type { Output } from './output.ts'

/** As many as a feed reader shows that has not looked for a month. */
const most = 50

/**
 * `/feed.xml` (Atom, RFC 4287): answers that are new, or have been reviewed again, newest first. The ledger says since when there is
 * an answer, and front matter when it was last reviewed; nothing else has a day. An entry keeps its id wherever the answer goes.
 * Made only when the site knows its own address, as a feed is read elsewhere.
 */
export const feed: Output = (site) => {
  const { name, description, language, owner, url } = site.settings
  if (url === undefined) return []
  const entries = entriesOf(site).sort((a, b) => compare(b.updated, a.updated) || compare(a.id, b.id))
  if (site.links.ids.size === 0) return []
  const newest =
    entries[0]?.updated ??
    site.ledger
      .map(({ day }) => day)
      .sort()
      .at(-1)
  const link = (rel: string, address: Address, type: string): string =>
    `  <link rel="${rel}" type="${type}" href="${escapeMarkup(absolute(site, address) ?? '')}"/>`
  return [
    {
      path: '/feed.xml',
      content: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeMarkup(language)}">`,
        `  <id>${escapeMarkup(url)}</id>`,
        `  <title>${escapeMarkup(name)}</title>`,
        ...(description ? [`  <subtitle>${escapeMarkup(description)}</subtitle>`] : []),
        // Simple readers take the first one for the address of the site.
        link('alternate', '/', 'text/html'),
        link('self', '/feed.xml', 'application/atom+xml'),
        `  <updated>${newest}T00:00:00Z</updated>`,
        `  <author><name>${escapeMarkup(owner?.name ?? name)}</name></author>`,
        ...entries.slice(0, most).map((entry) => print(entry, site)),
        '</feed>',
        '',
      ].join('\n'),
    },
  ]
}

interface Entry {
  readonly id: string
  readonly page: Page
  readonly answer: Answer
  /** Days, as `YYYY-MM-DD`. */
  readonly published: string
  readonly updated: string
}

function entriesOf(site: Site): Entry[] {
  const promised = new Map(site.ledger.map(({ id, day }) => [id, day]))
  return site.pages.flatMap((page) =>
    page.answers.flatMap((answer): Entry[] => {
      const id = site.links.ids.get(answer.address)
      const published = id === undefined ? undefined : promised.get(id)
      if (id === undefined || published === undefined) return []
      const reviewed = answer.lastReviewed ?? page.lastReviewed ?? published
      return [{ id, page, answer, published, updated: reviewed > published ? reviewed : published }]
    }),
  )
}

function print({ id, page, answer, published, updated }: Entry, site: Site): string {
  const address = escapeMarkup(absolute(site, permalink(id)) ?? '')
  const summary = firstSentence(answer.text, page.lang)
  return [
    '  <entry>',
    `    <id>${address}</id>`,
    `    <title>${escapeMarkup(answer.question)}</title>`,
    `    <link rel="alternate" type="text/html" href="${address}"/>`,
    `    <published>${published}T00:00:00Z</published>`,
    `    <updated>${updated}T00:00:00Z</updated>`,
    ...(page.category ? [`    <category term="${escapeMarkup(page.category)}"/>`] : []),
    ...(summary ? [`    <summary>${escapeMarkup(summary)}</summary>`] : []),
    '  </entry>',
  ].join('\n')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
