import { posix } from 'node:path'

/** Pieces of addresses that more than one generator makes. */

export const withoutEnding = (path: string): string => path.replace(/\.(md|mdx|markdown|mkd)$/i, '')

export const baseName = (path: string): string => posix.basename(withoutEnding(path))

/** The folder of a path, ending in a slash, or empty. */
export const folderOf = (path: string): string => {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : `${folder}/`
}

/** `/help/` from `help`, `/help`, `https://example.org/help` or nothing. */
export function asBase(text: string | undefined): string {
  const path = text === undefined ? '' : /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).pathname : text
  return `/${path}/`.replace(/\/{2,}/g, '/')
}

/** The web address of a site, whole, or undefined where none is given. */
export function asSiteUrl(url: string | undefined, base = '/'): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const { origin, pathname } = new URL(url)
  const path = base === '/' ? pathname : base
  return origin + asBase(path)
}

/** A picture's, a document's or a page's path within a folder, if it lies there. */
export const pathIn = (folder: string, path: string): string | undefined =>
  path.startsWith(folder) ? path.slice(folder.length) : undefined

export const isMarkdown = (path: string): boolean => /\.(md|mdx|markdown|mkd)$/i.test(path)

/** `2024-05-06-late-bills`: the day and the rest. */
export function datedName(
  name: string,
): { readonly day: readonly [string, string, string]; readonly rest: string } | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$/.exec(name)
  if (!match) return undefined
  const [, year = '', month = '', date = '', rest = ''] = match
  return { day: [year, month.padStart(2, '0'), date.padStart(2, '0')], rest }
}
