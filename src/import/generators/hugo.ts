import { posix } from 'node:path'
import { asBoolean, asData, asList, asNumber, asText, asTexts, given, readDataFile } from '../data.ts'
import { splitFront } from '../front-matter.ts'
import type { Data, FolderFacts, Generator, NavItem, OldFiles, OldPage } from '../old-site.ts'
import { asBase, asSiteUrl, baseName, folderOf, isMarkdown, pathIn } from './paths.ts'

/** Hugo: sections are folders of `content/`, told of by `_index.md`; a folder with `index.md` is one page with its files. */
export const hugo: Generator = {
  name: 'hugo',
  title: 'Hugo',
  marks: /^(?:config\/_default\/)?(hugo|config)\.(toml|ya?ml|json)$/,
  read: (files, note) => {
    const file = [...files.values()].find(({ path }) => hugo.marks.test(path))
    const config = lowerKeys(readDataFile(file, note).data)
    const content = `${(asText(config.contentdir) ?? 'content').replace(/^\.?\/|\/$/g, '')}/`
    const url = asText(config.baseurl)
    const isBundle = (page: OldPage): boolean =>
      /(^|\/)index\.(md|markdown|mdx)$/i.test(page.path) && page.path.includes('/')
    return {
      ...given({
        name: asText(config.title),
        description: asText(lowerKeys(asData(config.params)).description),
        url: asSiteUrl(url),
        language: asText(config.languagecode) ?? asText(config.defaultcontentlanguage),
      }),
      base: asBase(url),
      pageAt: (path) => {
        const inside = isMarkdown(path) ? pathIn(content, path) : undefined
        return inside === undefined ? undefined : { path: inside, type: 'page' }
      },
      roots: ['static/', 'assets/', content],
      navigation: readMenus(asData(config.menus ?? config.menu)),
      navigationFiles: file ? [file.path] : [],
      folderAddress: (folder) => lowerPath(`/${folder}`, config),
      folders: sectionFacts(files, content),
      addresses: (page) => addressesOf(page, config),
      isIndex: ({ path }) => baseName(path) === '_index',
      nameOf: (page) => (isBundle(page) ? posix.basename(posix.dirname(page.path)) : baseName(page.path)),
      idsOf: (page) => [page.path, isBundle(page) ? posix.dirname(page.path) : baseName(page.path)],
      anchors: 'hugo',
      dialects: new Set(['shortcodes']),
      values: new Map(),
    }
  },
}

/** Hugo takes `baseURL`, `baseurl` and `BaseURL` for one. */
const lowerKeys = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key.toLowerCase(), value]))

function sectionFacts(files: OldFiles, content: string): ReadonlyMap<string, FolderFacts> {
  return new Map(
    [...files.values()].flatMap((file): [string, FolderFacts][] => {
      const inside = pathIn(content, file.path)
      if (inside === undefined || baseName(inside) !== '_index' || !isMarkdown(inside)) return []
      const { data } = splitFront(file).front
      const title = asText(data.title)
      const order = asNumber(data.weight)
      return [[folderOf(inside), { ...(title ? { title } : {}), ...(order === undefined ? {} : { order }) }]]
    }),
  )
}

/** Menus name their entries' parents by `identifier` or name. */
function readMenus(menus: Data): readonly NavItem[] {
  return Object.values(menus).flatMap((menu) => {
    const entries = asList(menu).map((entry) => lowerKeys(asData(entry)))
    const under = (parent: string | undefined): readonly NavItem[] =>
      entries
        .filter(
          (entry) => asText(entry.parent) === parent && (asText(entry.identifier) ?? asText(entry.name)) !== parent,
        )
        .sort((a, b) => (asNumber(a.weight) ?? 0) - (asNumber(b.weight) ?? 0))
        .map((entry) => {
          const title = asText(entry.name)
          const target = asText(entry.pageref) ?? asText(entry.url)
          return {
            ...(title ? { title } : {}),
            ...(target ? { target } : {}),
            // One level: a menu that names itself as its own parent further down must not go round.
            items: parent === undefined ? under(asText(entry.identifier) ?? title) : [],
          }
        })
    return under(undefined)
  })
}

function addressesOf(page: OldPage, config: Data): readonly string[] {
  const { path, front } = page
  const { data } = front
  const ugly = asBoolean(config.uglyurls) ?? false
  const inFolder = `/${folderOf(path)}`
  const aliases = asTexts(data.aliases).map((alias) =>
    alias.startsWith('/') ? alias : posix.join(inFolder, '..', alias),
  )
  return [mainAddress(page, config, ugly), ...aliases].map((address) => lowerPath(address, config))
}

/** Hugo writes addresses in small letters, with hyphens for spaces, unless told otherwise. */
const lowerPath = (address: string, config: Data): string =>
  asBoolean(config.disablepathtolower) ? address : address.toLowerCase().replaceAll(' ', '-')

function mainAddress({ path, front }: OldPage, config: Data, ugly: boolean): string {
  const { data } = front
  const name = baseName(path)
  const folder = folderOf(path)
  const url = asText(data.url)
  if (url) return /\.[a-z]+$|\/$/i.test(url) ? posix.normalize(`/${url}`) : posix.normalize(`/${url}/`)
  if (name === '_index') return `/${folder}`
  const bundle = name === 'index' && folder !== ''
  const above = bundle ? folderOf(folder.slice(0, -1)) : folder
  const last = bundle ? posix.basename(folder) : name
  const slug = asText(data.slug) ?? last
  const section = path.split('/')[0] ?? ''
  const permalinks = asData(config.permalinks)
  const pattern = asText(permalinks[section]) ?? asText(asData(permalinks.page)[section])
  if (pattern && folder !== '') {
    const [year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(asText(data.date) ?? '')?.slice(1) ?? []
    const title = (asText(data.title) ?? last)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replace(/\s+/g, '-')
    const values: Readonly<Record<string, string>> = {
      year,
      month,
      day,
      section,
      sections: above.replace(/\/$/, ''),
      title,
      slug: asText(data.slug) ?? title,
      filename: last,
      contentbasename: last,
      slugorfilename: slug,
      slugorcontentbasename: slug,
    }
    return posix.normalize(`/${pattern.replace(/:([a-z]+)/g, (whole, key: string) => values[key] ?? whole)}/`)
  }
  return ugly ? `/${above}${slug}.html` : `/${above}${slug}/`
}
