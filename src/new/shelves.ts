import { posix } from 'node:path'
import { readHead } from '../content/page.ts'
import { sourceText } from '../content/text.ts'
import type { Category, Page, Site } from '../model.ts'
import type { Sources } from '../report/place.ts'
import { slugFor } from './slug.ts'

/** A category as one who files a page sees it. */
export interface Shelf {
  readonly title: string
  /** Those that its index page lists, and those that pages name; in readers' order. */
  readonly subCategories: readonly string[]
  /** The pages that somebody wrote, but for its index page. */
  readonly pages: readonly Page[]
}

export const shelvesOf = (site: Site, sources: Sources): Shelf[] =>
  site.categories.map((category) => ({
    title: category.title,
    subCategories: [
      ...new Set([...listed(category.page, sources), ...category.subCategories.flatMap(({ title }) => title ?? [])]),
    ],
    pages: category.subCategories.flatMap(({ pages }) => pages),
  }))

/** Sub-categories of an index page, those without a page too: the site itself has only those that readers see. */
function listed({ path, at }: Page, sources: Sources): string[] {
  const source = sources.get(at.file)
  if (path === undefined || !source) return []
  const { front } = readHead(sourceText({ path, shown: at.file }, source.lines.join('\n')), [])
  return (front.sub_categories ?? []).map((one) => (typeof one === 'string' ? one : one.title))
}

/**
 * The folder for a new page, inside the content folder: where most pages of its sub-category lie, or of its category; for a
 * new category a folder by its name.
 */
export function folderFor(category: Category | undefined, title: string, subCategory: string | undefined): string {
  const parts = category?.subCategories ?? []
  const own = subCategory === undefined ? [] : parts.filter((part) => part.title === subCategory)
  const pages = (list: typeof parts): Page[] => list.flatMap((part) => part.pages)
  const folders = [pages(own), pages(parts), category ? [category.page] : []]
    .map((list) => list.flatMap(({ path }) => (path === undefined ? [] : posix.dirname(path))))
    .find((list) => list.length > 0)
  return folders ? commonest(folders) : slugFor(title) || 'pages'
}

function commonest(folders: readonly string[]): string {
  const count = (folder: string): number => folders.filter((other) => other === folder).length
  return [...new Set(folders)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0] ?? ''
}
