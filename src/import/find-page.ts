import { posix } from 'node:path'
import { asBase, isMarkdown, withoutEnding } from './generators/paths.ts'
import type { OldPage, Setup } from './old-site.ts'

/** Finds a page by whatever an old site may call it. */
export interface FindPage {
  /** By its path in the old folder, with or without its ending. */
  readonly byPath: (path: string) => OldPage | undefined
  /** By an address of the old site, without its base path. */
  readonly byAddress: (address: string) => OldPage | undefined
  /** By an id, or by a path inside the folder of pages. */
  readonly byId: (id: string) => OldPage | undefined
}

export function pageFinder(pages: readonly OldPage[], setup: Setup): FindPage {
  const paths = new Map(pages.map((page) => [page.file.path, page]))
  const addresses = new Map<string, OldPage>()
  const ids = new Map<string, OldPage>()
  const keep = (map: Map<string, OldPage>, key: string, page: OldPage): void => {
    if (!map.has(key)) map.set(key, page)
  }
  for (const page of pages) for (const address of setup.addresses(page)) keep(addresses, plainAddress(address), page)
  for (const page of pages)
    for (const id of [page.path, ...setup.idsOf(page)]) keep(ids, id.replace(/^\/|\/$/g, ''), page)
  const byPath = (path: string): OldPage | undefined => {
    const bare = withoutEnding(path)
      .replace(/\.html$/, '')
      .replace(/\/$/, '')
    const names = isMarkdown(path) ? [path] : []
    for (const ending of ['.md', '.mdx', '.markdown', '/index.md', '/index.mdx', '/README.md', '/_index.md'])
      names.push((bare + ending).replace(/^\//, ''))
    return names.map((name) => paths.get(name)).find((page) => page !== undefined)
  }
  return {
    byPath,
    byAddress: (address) => addresses.get(plainAddress(address)),
    byId: (id) => {
      const bare = id.replace(/^\/|\/$/g, '')
      return (
        ids.get(bare) ??
        ids.get(withoutEnding(bare)) ??
        ids.get(`${bare}.md`) ??
        ids.get(`${bare}/_index.md`) ??
        ids.get(`${bare}/index.md`)
      )
    },
  }
}

/** One form for `/page`, `/page/`, `/page.html`, `/page/index.html`. */
export const plainAddress = (address: string): string => {
  const path = posix.normalize(`/${address.replace(/[?#].*$/, '')}`)
  return path
    .replace(/\/index(?:\.html?)?$/, '/')
    .replace(/\.html?$/, '')
    .replace(/(?<=.)\/$/, '')
    .toLowerCase()
}

/** A path of the old host without the base path that the site was published under. */
export const withoutBase = (path: string, { base }: Setup): string =>
  base !== '/' && asBase(path).startsWith(base) ? `/${path.slice(base.length)}` : path
