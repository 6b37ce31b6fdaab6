import { slipsBetween } from '../closest.ts'
import type { Address, Page, Place, Site } from '../model.ts'

/** The name of a category or a sub-category that was probably meant to be another. */
export interface OddName {
  readonly kind: 'category' | 'sub_category'
  readonly name: string
  readonly wanted: string
  /** Both in the same letters, or all but a slip or two. */
  readonly how: 'alike' | 'close'
  /** The page's file, and the line in it. */
  readonly page: Page
  readonly at: Place
  /** What both would stand at: a category is a page, and two of them cannot share it. */
  readonly address?: Address
}

/** Every page whose category, or sub-category within it, looks like a slip of another. */
export const oddNames = (site: Site): OddName[] => [...oddCategories(site), ...oddSubCategories(site)]

/** One name, the pages that use it, and whether it was chosen on purpose: an index page has it. */
interface Name {
  readonly name: string
  readonly pages: readonly Page[]
  readonly isChosen: boolean
}

function oddCategories({ categories }: Site): OddName[] {
  const names = categories.map(({ title, page, subCategories }): Name => {
    const pages = subCategories.flatMap((part) => part.pages)
    return page.path === undefined
      ? { name: title, pages, isChosen: false }
      : { name: title, pages: [page, ...pages], isChosen: true }
  })
  const addresses = new Map(categories.map(({ title, address }) => [title, address]))
  return slipsAmong(names).flatMap(({ name, wanted, how }) => {
    const address = addresses.get(name.name)
    const isShared = address !== undefined && address === addresses.get(wanted)
    return name.pages.map((page) => ({
      kind: 'category' as const,
      name: name.name,
      wanted,
      how,
      page,
      at: page.categoryAt ?? page.at,
      ...(isShared ? { address } : {}),
    }))
  })
}

const oddSubCategories = ({ categories }: Site): OddName[] =>
  categories.flatMap(({ subCategories, listed }) => {
    const used = subCategories.flatMap(({ title, pages }): Name[] =>
      title === undefined ? [] : [{ name: title, pages, isChosen: listed.includes(title) }],
    )
    const unused = listed
      .filter((name) => used.every((one) => one.name !== name))
      .map((name): Name => ({ name, pages: [], isChosen: true }))
    return slipsAmong([...used, ...unused]).flatMap(({ name, wanted, how }) =>
      name.pages.map((page) => ({
        kind: 'sub_category' as const,
        name: name.name,
        wanted,
        how,
        page,
        at: page.subCategoryAt ?? page.at,
      })),
    )
  })

interface Slip {
  readonly name: Name
  readonly wanted: string
  readonly how: OddName['how']
}

function slipsAmong(names: readonly Name[]): Slip[] {
  if (names.length < 2) return []
  const inLetters = grouped(names, ({ name }) => [fold(name)])
  const alike = [...inLetters.values()].flatMap((group): Slip[] => {
    const [best, ...others] = [...group].sort(byWeight)
    return best ? others.map((name) => ({ name, wanted: best.name, how: 'alike' })) : []
  })
  const odd = new Set(alike.map(({ name }) => name))
  return [...alike, ...close(names.filter((name) => !odd.has(name)))]
}

/** What an index page has comes first, then what most pages have. */
const byWeight = (a: Name, b: Name): number =>
  Number(b.isChosen) - Number(a.isChosen) || b.pages.length - a.pages.length

/** Names of one page, each but a slip away from one that more pages use, or that an index page has. */
function close(names: readonly Name[]): Slip[] {
  const byRest = grouped(
    names.filter(({ isChosen, pages }) => isChosen || pages.length > 1),
    ({ name }) => holes(name),
  )
  return names
    .filter(({ isChosen, pages }) => !isChosen && pages.length === 1)
    .flatMap((name): Slip[] => {
      const near = holes(name.name)
        .flatMap((hole) => (byRest.get(hole) ?? []).slice(0, mostCompared))
        .find((other) => isSlip(name.name, other.name))
      return near ? [{ name, wanted: near.name, how: 'close' }] : []
    })
}

/** A site with more categories than this that differ in one word only names them by a plan. */
const mostCompared = 100

/** A name with each of its words left out in turn: names that differ in one word have one of these in common. */
const holes = (name: string): string[] => {
  const words = wordsOf(name)
  return words.map((_, index) => [...words.slice(0, index), '', ...words.slice(index + 1)].join(' '))
}

/**
 * One word differs, by a letter, or by two where it is long. "Part A" and "Part B" are two, and so are "Version 1" and "Version 2": in
 * short words and in numbers every letter counts.
 */
function isSlip(one: string, other: string): boolean {
  const theirs = wordsOf(other)
  const [pair, ...more] = wordsOf(one).flatMap((word, index) => {
    const their = theirs[index] ?? ''
    return word === their ? [] : [{ word, their }]
  })
  if (!pair || more.length > 0) return false
  const shortest = Math.min(pair.word.length, pair.their.length)
  if (shortest < 5 || /\p{N}/u.test(pair.word + pair.their)) return false
  return slipsBetween(pair.word, pair.their) <= (shortest < 8 ? 1 : 2)
}

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Without regard to capitals, spaces and punctuation; `+` and `#` stay, as "C", "C++" and "C#" are three. */
const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^\p{L}\p{M}\p{N}+#]/gu, '')

function grouped<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
