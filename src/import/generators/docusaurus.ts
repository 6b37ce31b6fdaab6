import { posix } from 'node:path'
import { slugOf } from '../../content/addresses.ts'
import { asData, asList, asNumber, asText, given, noteIn, readDataFile } from '../data.ts'
import { readLiteral } from '../literal.ts'
import { readNavigation } from '../navigation.ts'
import type { Data, FileNote, FolderFacts, Generator, NavItem, OldFiles, OldPage } from '../old-site.ts'
import { asBase, asSiteUrl, baseName, datedName, folderOf, isMarkdown, pathIn, withoutEnding } from './paths.ts'

/** Docusaurus: pages in `docs/`, posts in `blog/`, navigation in a script and in `_category_` files. */
export const docusaurus: Generator = {
  name: 'docusaurus',
  title: 'Docusaurus',
  marks: /^(docusaurus\.config|sidebars)\.[cm]?[jt]s$|^sidebars\.json$/,
  read: (files, note) => {
    const script = (pattern: RegExp): Data => {
      const file = [...files.values()].find(({ path }) => pattern.test(path))
      return file?.text ? asData(readLiteral(file.text, noteIn(note, file.path))) : {}
    }
    const config = script(/^docusaurus\.config\.[cm]?[jt]s$/)
    const sidebarsJson = files.get('sidebars.json')
    const sidebars = sidebarsJson ? readDataFile(sidebarsJson, note).data : script(/^sidebars\.[cm]?[jt]s$/)
    const presets = asList(config.presets).map((preset) => asData(asList(preset)[1]))
    const docsOptions = asData(presets.find(({ docs }) => docs !== undefined)?.docs)
    const blogOptions = asData(presets.find(({ blog }) => blog !== undefined)?.blog)
    const docs = asFolder(asText(docsOptions.path) ?? 'docs')
    const blog = asFolder(asText(blogOptions.path) ?? 'blog')
    const docsRoute = asBase(asText(docsOptions.routeBasePath) ?? 'docs')
    const blogRoute = asBase(asText(blogOptions.routeBasePath) ?? 'blog')
    const base = asBase(asText(config.baseUrl))
    const url = asSiteUrl(asText(config.url), base)
    return {
      ...given({
        name: asText(config.title),
        description: asText(config.tagline),
        url,
        language: asText(asData(config.i18n).defaultLocale),
      }),
      base,
      pageAt: (path) => {
        // A file or folder that starts with `_` is a part of others, and no page of its own.
        if (!isMarkdown(path) || path.split('/').some((part) => part.startsWith('_'))) return undefined
        const doc = pathIn(docs, path)
        if (doc !== undefined) return { path: doc, type: 'doc' }
        const post = pathIn(blog, path)
        if (post !== undefined) return { path: `blog/${post}`, type: 'post' }
        const free = pathIn('src/pages/', path)
        return free === undefined ? undefined : { path: free, type: 'page' }
      },
      roots: ['static/', docs, 'src/pages/', ''],
      navigation: Object.values(sidebars).flatMap((one) => readSidebar(one)),
      listAddresses: new Map(
        [...sidebarLists(sidebars), ...folderLists(files, docs, note)].map(([title, slug]) => [
          title,
          `${posix.normalize(`${docsRoute}/${slug}`).replace(/\/$/, '')}/`,
        ]),
      ),
      navigationFiles: [...files.keys()].filter((path) => /^sidebars\./.test(path)),
      folders: new Map(
        [...files.values()].flatMap((file): [string, FolderFacts][] => {
          const inside = pathIn(docs, file.path)
          if (inside === undefined || !/(^|\/)_category_\.(json|ya?ml)$/.test(inside)) return []
          const { label, position } = readDataFile(file, note).data
          return [[folderOf(inside), factsOf(asText(label), asNumber(position))]]
        }),
      ),
      addresses: (page) => addressesOf(page, { docs: docsRoute, blog: blogRoute }),
      isIndex: ({ path }) => isIndexPath(path),
      nameOf: ({ path, type }) =>
        type === 'post' ? (datedName(baseName(path))?.rest ?? baseName(path)) : withoutNumber(baseName(path)),
      idsOf: ({ path, type, front }) => {
        if (type !== 'doc') return []
        const id = asText(front.data.id) ?? withoutNumber(baseName(path))
        return [withoutNumbers(folderOf(path)) + id, withoutEnding(path)]
      },
      anchors: 'github',
      dialects: new Set(['mdx', 'containers']),
      values: new Map(),
    }
  },
}

/** Sections with a list that Docusaurus made: their title, and the list's address below that of the docs. */
function sidebarLists(value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap(sidebarLists)
  const { label, link, items } = asData(value)
  const own = listOf(asText(label), link)
  const below = items === undefined ? Object.values(asData(value)).filter(Array.isArray) : [items]
  return [...own, ...below.flatMap(sidebarLists)]
}

const folderLists = (files: OldFiles, docs: string, note: FileNote): readonly (readonly [string, string])[] =>
  [...files.values()]
    .filter(({ path }) => path.startsWith(docs) && /(^|\/)_category_\.(json|ya?ml)$/.test(path))
    .flatMap((file) => {
      const { label, link } = readDataFile(file, note).data
      return listOf(asText(label), link)
    })

function listOf(title: string | undefined, link: unknown): readonly (readonly [string, string])[] {
  const { type, slug } = asData(link)
  return title && type === 'generated-index' ? [[title, asText(slug) ?? `category/${slugOf(title)}`]] : []
}

const asFolder = (path: string): string => `${path.replace(/^\.?\/|\/$/g, '')}/`

const factsOf = (title: string | undefined, order: number | undefined): FolderFacts => ({
  ...(title ? { title } : {}),
  ...(order === undefined ? {} : { order }),
})

/** Sidebars say `{ Title: […] }` and `{ type: 'autogenerated', dirName }` besides what other navigations say. */
function readSidebar(value: unknown): readonly NavItem[] {
  if (!Array.isArray(value)) {
    return Object.entries(asData(value)).map(([title, items]) => ({ title, items: readSidebar(items) }))
  }
  return value.flatMap((item): readonly NavItem[] => {
    const { type, label, items, link, dirName } = asData(item)
    if (type === 'autogenerated') return [{ folder: asText(dirName) ?? '.', items: [] }]
    if (type === 'category') {
      const own = asText(asData(link).id)
      const title = asText(label)
      return [{ ...(title ? { title } : {}), ...(own ? { target: own } : {}), items: readSidebar(items) }]
    }
    if (typeof item === 'string' || type !== undefined) return readNavigation([item])
    return readSidebar(item)
  })
}

/** `01-intro` is `intro`; a day or a version at the start is no number to sort by. */
export const withoutNumber = (name: string): string =>
  /^\d+[-_.]\d+/.test(name) ? name : name.replace(/^\d+\s*[-_.]+\s*(?=[^-_.\s])/, '')

/** The place that a number at the start of a name gives a page. */
export function numberOf(name: string): number | undefined {
  const number = /^(\d+)/.exec(name)?.[1]
  return number !== undefined && withoutNumber(name) !== name ? Number(number) : undefined
}

const withoutNumbers = (folder: string): string => folder.split('/').map(withoutNumber).join('/')

function isIndexPath(path: string): boolean {
  const name = withoutNumber(baseName(path)).toLowerCase()
  const folder = withoutNumber(posix.basename(posix.dirname(path))).toLowerCase()
  return name === 'index' || name === 'readme' || name === folder
}

function addressesOf({ path, type, front }: OldPage, route: { docs: string; blog: string }): readonly string[] {
  const slug = asText(front.data.slug)
  const folder = withoutNumbers(folderOf(path))
  if (type === 'page') return [isIndexPath(path) ? `/${folder}` : `/${withoutEnding(path)}/`]
  const root = type === 'post' ? route.blog : route.docs
  const at = (under: string, rest: string): string =>
    `${posix.normalize(`${root}${under}/${rest}`).replace(/\/$/, '')}/`
  if (type === 'post') {
    const inside = path.slice('blog/'.length)
    const dated = datedName(baseName(/(^|\/)index\.mdx?$/.test(inside) ? posix.dirname(inside) : inside))
    if (slug) return [at('', slug)]
    return [dated ? at(dated.day.join('/'), dated.rest) : at('', withoutEnding(inside).replace(/\/index$/, ''))]
  }
  if (slug) return [slug.startsWith('/') ? at('', slug) : at(folder, slug)]
  return [isIndexPath(path) ? at(folder, '') : at(folder, asText(front.data.id) ?? withoutNumber(baseName(path)))]
}
