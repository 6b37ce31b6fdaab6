import { permalink } from '../links/follow.ts'
import { type Address, type Answer, type Link, linksOf, type Page, type Site } from '../model.ts'
import { createTellingWords, type PackedWords, type TellingWords, type TellingWordsOf } from './telling-words.ts'
import { indexWords, type Likeness } from './word-index.ts'

/** The answers on other pages that whoever has read a page may want next, best first; often none. */
export type RelatedTo = (page: Page) => readonly Answer[]

/** A reader looks at a few; more would be one more menu. */
const mostRelated = 3

/**
 * How alike an answer and a page are at least, from 0 to 1. On the content here and on the authors' guide each answer above it is about
 * something that the page is about too. The first that is not ("How is it tested?" of this site, on a page about tests of something
 * else) comes at 0.193.
 */
const alikeEnough = 0.2

/** An author who links to a page says that the two belong together: half of that likeness will do then. */
const linkWeight = 0.1

/**
 * Finds related answers by the words that they share with a page, the rarer the more, and by their links to it. Left out is what
 * the page's own text links to, as a reader has that before her, and what asks in the very words of another: nobody could tell the
 * two apart. Nothing is made before somebody asks; words are taken only once for as long as what this returns is kept, or `packed` is.
 */
export function createRelated(packed?: PackedWords): (site: Site) => RelatedTo {
  const tellingWordsOf = createTellingWords(packed)
  return (site) => {
    let library: Library | undefined
    return (page) => {
      library ??= open(site, tellingWordsOf)
      return choose(page, library)
    }
  }
}

/** All that can be related, and how to find it. */
interface Library {
  readonly shelved: readonly Shelved[]
  readonly byPage: ReadonlyMap<Page, readonly Shelved[]>
  readonly likeness: Likeness
  readonly destinationOf: DestinationOf
  /** The places of answers that link to a page or into it, by the page's address. */
  readonly linkers: ReadonlyMap<string, ReadonlySet<number>>
}

interface Shelved {
  readonly answer: Answer
  readonly page: Page
  /** In the list of all. */
  readonly place: number
}

/** Where on this site a link leads today. */
type DestinationOf = (link: Link) => Address | undefined

function open(site: Site, tellingWordsOf: TellingWordsOf): Library {
  const shelved: Shelved[] = []
  const words: TellingWords[] = []
  const byPage = new Map<Page, readonly Shelved[]>()
  for (const page of site.pages) {
    if (page.kind !== 'content') continue
    const own = page.answers.map((answer, index): Shelved => ({ answer, page, place: shelved.length + index }))
    shelved.push(...own)
    words.push(...tellingWordsOf(page))
    byPage.set(page, own)
  }
  const destinationOf = follower(site)
  return { shelved, byPage, likeness: indexWords(words), destinationOf, linkers: linkersOf(shelved, destinationOf) }
}

function linkersOf(shelved: readonly Shelved[], destinationOf: DestinationOf): Map<string, Set<number>> {
  const linkers = new Map<string, Set<number>>()
  for (const { answer, place } of shelved) {
    for (const link of answer.links) {
      const page = destinationOf(link)?.replace(/#.*$/, '')
      if (page !== undefined) linkers.set(page, (linkers.get(page) ?? new Set()).add(place))
    }
  }
  return linkers
}

/** Authors may link to a permalink, or to where an answer was. */
function follower({ ledger, links }: Site): DestinationOf {
  const permanent = new Map<Address, Address>(ledger.map(({ id, address }) => [permalink(id), address]))
  return ({ kind, target }) => {
    if (kind !== 'link' || target.kind !== 'page') return undefined
    const { address, anchor } = target
    const whole: Address = permanent.get(address) ?? (anchor ? `${address}#${anchor}` : address)
    const to = links.former.get(whole)
    if (to) return to.kind === 'moved' ? to.address : undefined
    // A page that was renamed has its anchors still.
    const page = links.former.get(address)
    return page?.kind === 'moved' ? `${page.address}#${anchor}` : whole
  }
}

function choose(page: Page, library: Library): Answer[] {
  const own = library.byPage.get(page) ?? []
  const alike = library.likeness(
    own.map(({ place }) => place),
    alikeEnough - linkWeight,
  )
  const linkers = library.linkers.get(page.address)
  const inText = new Set(linksOf(page).map(library.destinationOf))
  const isInText = ({ answer, page: other }: Shelved): boolean =>
    inText.has(answer.address) || answer.subheadings.some(({ anchor }) => inText.has(`${other.address}#${anchor}`))

  const found: { readonly answer: Answer; readonly score: number }[] = []
  for (const [place, likeness] of alike) {
    const score = likeness + (linkers?.has(place) ? linkWeight : 0)
    const one = score < alikeEnough ? undefined : library.shelved[place]
    if (!one || one.page === page || one.page.lang !== page.lang || isInText(one)) continue
    found.push({ answer: one.answer, score })
  }
  found.sort((a, b) => b.score - a.score || (a.answer.address < b.answer.address ? -1 : 1))

  const asked = new Set(own.map(({ answer }) => answer.question.toLowerCase()))
  const isNew = ({ answer }: Pick<Shelved, 'answer'>): boolean => {
    const question = answer.question.toLowerCase()
    return !asked.has(question) && asked.add(question) !== undefined
  }
  return found
    .filter(isNew)
    .slice(0, mostRelated)
    .map(({ answer }) => answer)
}
