import { withBase } from '../address.ts'
import { permalink } from '../links/follow.ts'
import { hashOf } from '../links/hash.ts'
import { LongText } from '../long-text.ts'
import type { Address, Answer, Page, Passage, Site, Trust } from '../model.ts'
import { answersSchema, schemaVersion } from './answers-schema.ts'
import type { Output } from './output.ts'

/** `/answers.json`, every answer as data for other programs, and the schema (json-schema.org) that it keeps to. */
export const answers: Output = (site) => [
  { path: '/answers.json', content: new LongText(() => inventory(site)) },
  { path: '/answers.schema.json', content: `${JSON.stringify(answersSchema, null, 2)}\n` },
]

function* inventory(site: Site): Iterable<string> {
  const { settings, base, ledger, links } = site
  const formerOf = formerAddresses(site)
  const address = (one: Address): string => withBase(base, one)
  const pages = site.pages.filter(({ kind }) => kind !== 'not-found')
  const start = {
    $schema: address('/answers.schema.json'),
    version: schemaVersion,
    name: settings.name,
    description: settings.description,
    language: settings.language,
    base,
    ...(settings.url ? { url: settings.url } : {}),
    ...(settings.licence ? { licence: settings.licence } : {}),
  }
  const answerOf = ({ kind, question, passage, trust }: Entry, page: Page): object => {
    const id = links.ids.get(passage.address)
    return {
      id,
      permalink: id === undefined ? undefined : address(permalink(id)),
      kind,
      address: address(passage.address),
      question,
      page: page.title,
      ...(page.category ? { category: page.category } : {}),
      ...(page.subCategory ? { sub_category: page.subCategory } : {}),
      language: page.lang,
      text: passage.text,
      markdown: passage.markdown,
      hash: hashOf(question, passage),
      ...('alsoAsked' in passage && passage.alsoAsked.length > 0 ? { also_asked: passage.alsoAsked } : {}),
      ...trust,
      anchors: passage.subheadings.map(({ anchor }) => anchor),
      former: (formerOf.get(passage.address) ?? []).map(address),
    }
  }
  const rest = {
    pages: pages.map((page) => ({
      address: address(page.address),
      title: page.title,
      ...(page.category ? { category: page.category } : {}),
      former: (formerOf.get(page.address) ?? []).map(address),
    })),
    retired: ledger.flatMap(({ id, address: at, former }) => {
      const to = links.former.get(at)
      if (to?.kind !== 'retired') return []
      return {
        id,
        permalink: address(permalink(id)),
        question: to.question,
        former: [at, ...former].filter((one) => links.former.get(one)?.kind === 'retired').map(address),
        ...(to.instead ? { instead: address(to.instead.address) } : {}),
      }
    }),
    files: [...site.files.map((file) => file.address), ...site.publicFiles].map(address).sort(),
  }
  yield `${JSON.stringify(start).slice(0, -1)},"answers":[`
  let comma = ''
  for (const page of pages) {
    for (const entry of passages(page)) {
      yield comma + JSON.stringify(answerOf(entry, page))
      comma = ','
    }
  }
  yield `],${JSON.stringify(rest).slice(1)}\n`
}

interface Entry {
  readonly kind: 'answer' | 'lead' | 'term'
  readonly question: string
  readonly passage: Passage | Answer
  readonly trust: object
}

function passages(page: Page): Entry[] {
  return [
    ...(page.lead ? [{ kind: 'lead', question: page.title, passage: page.lead, trust: trustOf(page) } as const] : []),
    ...page.answers.map(
      (answer): Entry => ({
        kind: page.kind === 'glossary' ? 'term' : 'answer',
        question: answer.question,
        passage: answer,
        // What the page says holds for each of its answers, unless that says otherwise.
        trust: trustOf(answer, page),
      }),
    ),
  ]
}

const trustOf = (own: Trust, page: Trust = own): object => {
  const sources = own.sources.length > 0 ? own.sources : page.sources
  return {
    last_reviewed: own.lastReviewed ?? page.lastReviewed,
    review_due: own.reviewDue ?? page.reviewDue,
    owner: own.owner ?? page.owner,
    sources: sources.length > 0 ? sources : undefined,
  }
}

/** Former addresses of pages and answers, by the present one; and other permalinks than the one that is offered. */
function formerAddresses({ links, ledger }: Site): ReadonlyMap<Address, readonly Address[]> {
  const former = new Map<Address, Address[]>()
  const add = (to: Address, from: Address): void => {
    former.set(to, [...(former.get(to) ?? []), from])
  }
  for (const [from, to] of links.former) if (to.kind === 'moved') add(to.address, from)
  for (const { id, address } of ledger) {
    const to = links.former.get(address)
    if (to?.kind === 'retired') continue
    const now = to?.address ?? address
    if (links.ids.get(now) !== id) add(now, permalink(id))
  }
  return former
}
