import { isTooLong, ownFolders } from '../links/plain.ts'
import { type Address, linksOf, type Page, type Place, type Site } from '../model.ts'
import type { Check, Finding } from './check.ts'
import { yaml } from './lines-to-write.ts'
import { type OddName, oddNames } from './names.ts'

/**
 * Each address has one claimant. Letters are compared without case: on many hosts, and on most authors' machines,
 * `/ITK/` and `/itk/` are one folder.
 */
export const addresses: Check<'address'> = { rules: { address: 'always' }, find }

function find(site: Site): Finding<'address'>[] {
  const claimants = new Map<string, Page[]>()
  for (const page of site.pages) {
    const key = page.address.toLowerCase()
    claimants.set(key, [...(claimants.get(key) ?? []), page])
  }
  const taken = new Set(site.publicFiles.map((address) => address.toLowerCase()))
  // Two spellings of one category are a slip in a name, and told at the line that has it.
  const odd = oddNames(site).filter(({ address }) => address !== undefined)
  const misnamed = new Set(odd.map(({ name }) => name))
  const clashes = [...claimants.values()]
    .map((pages) => pages.filter(({ kind, category = '' }) => kind !== 'index' || !misnamed.has(category)))
    .filter((pages) => pages.length > 1)
    .map(clash)
  const reserved = site.pages.flatMap((page) => {
    const first = page.address.split('/')[1]?.toLowerCase() ?? ''
    if (page.kind === 'content' || page.kind === 'index') {
      if (first === '') return [occupied(page, 'No address can be made from this name: it has no letters or digits.')]
      if (isTooLong(first)) return [occupied(page, 'The address of this page is too long to be a folder.')]
    }
    if (ownFolders.has(first))
      return [occupied(page, `The address ${page.address} is kept for files of the site itself.`)]
    const file = page.address.toLowerCase()
    const stolen = taken.has(file) || taken.has(`${file}index.html`)
    return stolen ? [occupied(page, `The folder "public" holds a file with the address ${page.address} too.`)] : []
  })
  return [...clashes, ...odd.map(twoCategories), ...reserved, ...sameFiles(site)]
}

/** Files beside the pages, too, are one on many hosts if their names differ by case alone. */
function sameFiles({ pages, files }: Site): Finding<'address'>[] {
  const first = new Map<string, string>()
  return files.flatMap(({ path, address }): Finding<'address'>[] => {
    const key = address.toLowerCase()
    const other = first.get(key)
    if (other === undefined) first.set(key, path)
    const link =
      other === undefined
        ? undefined
        : pages.flatMap(linksOf).find(({ target }) => target.kind === 'file' && target.path === path)
    return other === undefined || link === undefined ? [] : [twoFiles(path, other, link.at)]
  })
}

const twoFiles = (path: string, other: string, at: Place): Finding<'address'> => ({
  rule: 'address',
  at,
  what: `The names of "${path}" and "${other}" differ by case alone.`,
  why: 'On many hosts, and on most authors’ machines, they are one file.',
  fix: 'Rename one of them.',
})

/** One problem for the whole clash, at the last file; the others are named in it. */
function clash(pages: readonly Page[]): Finding<'address'> {
  const last = pages.findLast(({ path }) => path !== undefined) ?? pages[0]
  const others = pages.filter((page) => page !== last)
  const names = others.map(({ at, path, title }) => (path === undefined ? `the site's own page "${title}"` : at.file))
  const address: Address = last?.address ?? '/'
  return {
    rule: 'address',
    at: last?.at ?? { file: 'content', line: 1, column: 1 },
    what: `The address ${address} is claimed by this page and by ${names.join(' and by ')}.`,
    why: 'Only one page can be published at an address. It comes from the file name, whatever the folder.',
    fix: 'Rename one of the files, or add a line to its front matter: slug: another-name',
  }
}

/** A category is a page: its name gives the address. */
const twoCategories = ({ name, wanted, address, at }: OddName): Finding<'address'> => ({
  rule: 'address',
  at,
  what: `The category "${name}" is written "${wanted}" elsewhere, and both would be at ${address}.`,
  why: 'Names are compared letter by letter, so that these are two categories. Only one page can be published at an address.',
  fix: `Write: category: ${yaml(wanted)}`,
})

const occupied = (page: Page, what: string): Finding<'address'> => ({
  rule: 'address',
  at: page.at,
  what,
  why: 'Only one of the two can be published.',
  fix: 'Rename the file, or add a line to its front matter: slug: another-name',
})
