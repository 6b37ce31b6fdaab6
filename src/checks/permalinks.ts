import { slug } from 'github-slugger'
import { splitAddress } from '../links/follow.ts'
import { printEntry } from '../links/ledger.ts'
import { signatureOf } from '../links/likeness.ts'
import { type Present, presentOf } from '../links/present.ts'
import { type Finder, finder } from '../links/successor.ts'
import type { Address, Permalink, Pointer, Site } from '../model.ts'
import type { Check, Finding } from './check.ts'
import { answerBlock, list, yaml } from './lines-to-write.ts'

/** Every permalink ever promised still leads to what was promised. */
export const permalinks: Check<'permalink'> = {
  rules: { permalink: 'always' },
  find: (site) => {
    if (site.ledger.length === 0) return []
    const things = presentOf(site.pages)
    const find = finder(things, new Set(site.links.ids.keys()))
    return [...lost(site, find), ...takenOver(site, things, find)]
  },
}

/** Answers and pages that have no permalink yet: one problem for all. */
export const notEntered: Check<'not-entered'> = { rules: { 'not-entered': 'warning' }, find: findNotEntered }

function findNotEntered(site: Site): Finding<'not-entered'>[] {
  // What is lost has to be found first: it may be what looks new.
  if (site.links.lost.length > 0) return []
  const without = presentOf(site.pages).filter(({ address }) => !site.links.ids.has(address))
  const [first] = without.filter(({ kind }) => kind === 'answer').concat(without)
  if (!first) return []
  const many = without.length === 1 ? `"${first.question}" is` : `${without.length} answers and pages are`
  return [
    {
      rule: 'not-entered',
      at: first.at,
      what: `${many} not in the ledger yet${without.length === 1 ? '.' : `, such as "${first.question}".`}`,
      why: 'Only what is entered has a permalink, and is guarded against links that break.',
      fix: 'When it is to be published, run: npm run links',
    },
  ]
}

/** One problem for each answer that is lost; for a page that is gone whole, one for the page. */
function lost(site: Site, find: Finder): Finding<'permalink'>[] {
  const { lost } = site.links
  const pages = new Map(lost.filter(({ address }) => !address.includes('#')).map((entry) => [entry.address, entry]))
  const answers = lost.filter(({ address }) => address.includes('#'))
  const successors = find.successors(answers)
  const newPages = new Map<Address, Present | undefined>()
  const problems = [...pages.values()].map((entry) => {
    const own = [...successors.keys()].filter(({ address }) => splitAddress(address).page === entry.address)
    const heir = heirOf(entry, own, successors, site, find)
    newPages.set(entry.address, heir)
    return lostProblem(site, entry, heir, own.length)
  })
  for (const [entry, successor] of successors) {
    const { page, anchor } = splitAddress(entry.address)
    const heir = newPages.get(page)
    // What is done for its page does for it too.
    if (pages.has(page) && !successor && !heir) continue
    if (heir && successor?.address === `${heir.page.address}#${anchor}`) continue
    problems.push(lostProblem(site, entry, successor, 0))
  }
  return problems
}

/** The page that has most of a lost page's answers, or else the one most like it. */
function heirOf(
  entry: Permalink,
  answers: readonly Permalink[],
  successors: ReadonlyMap<Permalink, Present | undefined>,
  site: Site,
  find: Finder,
): Present | undefined {
  const votes = new Map<Address, number>()
  for (const answer of answers) {
    const page = successors.get(answer)?.page
    if (page && page.kind !== 'glossary') votes.set(page.address, (votes.get(page.address) ?? 0) + 1)
  }
  // The page that is like it by its title and its lead has a voice too, and decides where answers went to several.
  const like = find.successor(entry)
  if (like) votes.set(like.page.address, (votes.get(like.page.address) ?? 0) + 1)
  const [most] = [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const page = most && site.pages.find(({ address }) => address === most[0])
  return page && asPresent(page)
}

const asPresent = (page: Site['pages'][number]): Present => ({
  kind: 'page',
  address: page.address,
  question: page.title,
  text: '',
  alsoAsked: [],
  page,
  at: page.at,
})

function lostProblem(
  site: Site,
  entry: Permalink,
  successor: Present | undefined,
  answers: number,
): Finding<'permalink'> {
  const { address, question, at } = entry
  const isPage = !address.includes('#')
  const thing = isPage ? `The page "${question}"` : `The answer "${question}"`
  const withAnswers = answers === 0 ? '' : answers === 1 ? ', with an answer on it' : `, with ${answers} answers on it`
  const isDraft = site.drafts.includes(splitAddress(address).page)
  const likely = successor ? ` It looks like "${successor.question}" (${successor.at.file}:${successor.at.line}).` : ''
  return {
    rule: 'permalink',
    at: successor?.at ?? at,
    what: `${thing} was promised at ${address}${withAnswers}, and is ${isDraft ? 'a draft now' : 'gone'}.${likely}`,
    why: 'Links that people have made to it would break.',
    fix: [
      ...(isDraft ? ['Take "draft: true" out of the page.'] : []),
      ...(successor ? [`If it is, ${claim(site, address, successor)}`] : elsewhere(address)),
      ...retire(entry, 'If it'),
    ].join('\n'),
  }
}

/** A reader of an old link is told what to read instead, where the author names it. */
const retire = ({ id, at }: Permalink, start: string): string[] => [
  `${start} is gone for good, add this line to ${at.file}: ${id} retired`,
  `or, with what to read instead: ${id} retired /page/#anchor`,
]

/** What to write where nothing is like it: the author knows. */
const elsewhere = (address: Address): string[] =>
  address.includes('#')
    ? [
        `If it has moved, write in the front matter of its page now, with its anchor there:`,
        ...answerBlock('its-anchor', [address]),
      ]
    : [`If it has moved, write in the front matter of its page now: redirect_from: ${list([address])}`]

/** How to say that something was at an address before. */
function claim(site: Site, address: Address, { kind, page, anchor, question, ...thing }: Present): string {
  const was = splitAddress(address)
  const isNew = !site.links.ids.has(thing.address)
  if (kind === 'answer' && was.page === page.address && isNew && anchor === slug(question)) {
    return `write at the end of that heading: {#${was.anchor}}`
  }
  if (kind === 'term') {
    const term = site.terms.find((one) => one.address === thing.address)
    return `write in ${thing.at.file}, under that term: redirect_from: ${list([...addresses(term?.redirectFrom), address])}`
  }
  if (page.path === undefined) return indexFile(page.title, address)
  if (kind === 'page' || anchor === undefined)
    return `write in the front matter of ${page.at.file}: redirect_from: ${list([...addresses(page.redirectFrom), address])}`
  const answer = page.answers.find((one) => one.anchor === anchor)
  return [
    // Several answers may have come to one page, and it may have said something of them before.
    `write in the front matter of ${page.at.file}, without repeating a line that is there:`,
    ...answerBlock(anchor, [...addresses(answer?.redirectFrom), address]),
  ].join('\n')
}

/** A category's page that nobody has written has no front matter to write in. */
const indexFile = (category: string, address: Address): string =>
  [
    `write a file index.md for the category, with these lines:`,
    '---',
    `title: ${yaml(category)}`,
    `category: ${yaml(category)}`,
    'layout: index_page',
    `redirect_from: ${list([address])}`,
    '---',
  ].join('\n')

const addresses = (pointers: readonly Pointer[] = []): Address[] => pointers.map(({ address }) => address)

/** Where something was promised, something else stands. */
function takenOver(site: Site, things: readonly Present[], find: Finder): Finding<'permalink'>[] {
  const at = new Map(things.map((thing) => [thing.address, thing]))
  const holders = new Set(
    site.ledger.map((entry) => {
      const thing = at.get(entry.address)
      return thing && find.exchanged(entry, thing)
    }),
  )
  return site.ledger.flatMap((entry): Finding<'permalink'>[] => {
    const thing = at.get(entry.address)
    if (!thing || entry.retired) return []
    const exchanged = find.exchanged(entry, thing)
    if (exchanged) return [exchangedProblem(site, entry, { thing, exchanged, isPromised: holders.has(thing) })]
    if (find.isSame(entry, thing)) return []
    const { page, anchor } = splitAddress(entry.address)
    const successor = find.successor(entry, entry.address)
    const other =
      anchor === ''
        ? 'give this page another address, with a line in its front matter: slug: another-name'
        : `give this heading another anchor: ${thing.question} {#${freeAnchor(site, page, thing)}}`
    return [
      {
        rule: 'permalink',
        at: thing.at,
        what: `${entry.address} was promised to "${entry.question}", and "${thing.question}" stands there now.${
          successor
            ? ` The old one looks like "${successor.question}" (${successor.at.file}:${successor.at.line}).`
            : ''
        }`,
        why: 'Links that people have made would lead to something else.',
        fix: [
          `If it is the same in other words, change line ${entry.at.line} of ${entry.at.file} to:`,
          printEntry({ ...entry, question: thing.question }),
          `If it is another, ${other}`,
          ...(successor
            ? [`and, for the old one, ${claim(site, entry.address, successor)}`]
            : retire(entry, 'and, if the old one')),
        ].join('\n'),
      },
    ]
  })
}

/** The one way in which something promised can be taken for another with the same question: by its number. */
function exchangedProblem(
  site: Site,
  entry: Permalink,
  { thing, exchanged, isPromised }: { thing: Present; exchanged: Present; isPromised: boolean },
): Finding<'permalink'> {
  const { page, anchor } = splitAddress(entry.address)
  const { file, line } = exchanged.at
  return {
    rule: 'permalink',
    at: thing.at,
    what: `${entry.address} was promised to the "${entry.question}" that stands in ${file}:${line} now.`,
    why: 'Headings with the same words are told apart by their order. Links that people have made would lead to something else.',
    fix: [
      // What was promised at another address gets its own by the message for that.
      ...(isPromised
        ? []
        : [`Give this heading another anchor: ${thing.question} {#${freeAnchor(site, page, thing)}}`]),
      `${isPromised ? 'W' : 'and w'}rite at the end of the one in line ${line}: {#${anchor}}`,
      `If nothing has changed places, and only the texts are new, change line ${entry.at.line} of ${entry.at.file} to:`,
      printEntry({ ...entry, question: thing.question, signature: signatureOf(thing.text) }),
    ].join('\n'),
  }
}

/** An anchor that nothing on the page has or had. */
function freeAnchor(site: Site, page: Address, { question, anchor = '' }: Present): string {
  const wanted = slug(question) || anchor
  const taken = (name: string): boolean =>
    name === anchor ||
    site.links.former.has(`${page}#${name}`) ||
    site.pages.some(({ answers }) => answers.some(({ address }) => address === `${page}#${name}`))
  let free = wanted
  for (let number = 2; taken(free); number++) free = `${wanted}-${number}`
  return free
}
