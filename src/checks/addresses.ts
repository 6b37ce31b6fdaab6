import type { Address, Page } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Check } from './check.ts'

/**
 * Each address has one claimant. Letters are compared without case: on many hosts, and on most authors' machines,
 * `/ITK/` and `/itk/` are one folder.
 */
export const addresses: Check = (site) => {
  const claimants = new Map<string, Page[]>()
  for (const page of site.pages) {
    const key = page.address.toLowerCase()
    claimants.set(key, [...(claimants.get(key) ?? []), page])
  }
  const taken = new Set(site.publicFiles.map((address) => address.toLowerCase()))
  const clashes = [...claimants.values()].filter((pages) => pages.length > 1).map(clash)
  const reserved = site.pages.flatMap((page) => {
    const first = page.address.split('/')[1]?.toLowerCase() ?? ''
    if (page.kind === 'content' || page.kind === 'index') {
      if (first === '') return [occupied(page, 'No address can be made from this name: it has no letters or digits.')]
      // A folder's name takes 255 bytes at most on nearly every disk.
      if (Buffer.byteLength(first) > 200)
        return [occupied(page, 'The address of this page is too long to be a folder.')]
    }
    if (reservedFolders.has(first))
      return [occupied(page, `The address ${page.address} is kept for files of the site itself.`)]
    const file = page.address.toLowerCase()
    const stolen = taken.has(file) || taken.has(`${file}index.html`)
    return stolen ? [occupied(page, `The folder "public" holds a file with the address ${page.address} too.`)] : []
  })
  return [...clashes, ...reserved]
}

const reservedFolders: ReadonlySet<string> = new Set(['a', 'assets', 'files', 'pagefind'])

/** One problem for the whole clash, at the last file; the others are named in it. */
function clash(pages: readonly Page[]): Problem {
  const last = pages.findLast(({ path }) => path !== undefined) ?? pages[0]
  const others = pages.filter((page) => page !== last)
  const names = others.map(({ at, path, title }) => (path === undefined ? `the site's own page "${title}"` : at.file))
  const address: Address = last?.address ?? '/'
  return {
    rule: 'address',
    severity: 'error',
    at: last?.at ?? { file: 'content', line: 1, column: 1 },
    what: `The address ${address} is claimed by this page and by ${names.join(' and by ')}.`,
    why: 'Only one page can be published at an address. It comes from the file name, whatever the folder.',
    fix: 'Rename one of the files, or add a line to its front matter: slug: another-name',
  }
}

const occupied = (page: Page, what: string): Problem => ({
  rule: 'address',
  severity: 'error',
  at: page.at,
  what,
  why: 'Only one of the two can be published.',
  fix: 'Rename the file, or add a line to its front matter: slug: another-name',
})
