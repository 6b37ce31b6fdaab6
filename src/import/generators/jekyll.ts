import { posix } from 'node:path'
import { asData, asList, asText, asTexts, given, readDataFile, shown } from '../data.ts'
import { isCarried } from '../fields.ts'
import { readNavigation } from '../navigation.ts'
import type { Data, Generator, OldPage } from '../old-site.ts'
import { asBase, asSiteUrl, baseName, datedName, folderOf, isMarkdown, withoutEnding } from './paths.ts'

/** Jekyll: pages anywhere, posts and collections in folders that start with `_`, addresses by `permalink`. */
export const jekyll: Generator = {
  name: 'jekyll',
  title: 'Jekyll',
  marks: /^_config\.(ya?ml|toml)$/,
  read: (files, note) => {
    const configFile = [...files.values()].find(({ path }) => jekyll.marks.test(path))
    const { data: config } = readDataFile(configFile, note)
    const base = asBase(asText(config.baseurl))
    const url = asSiteUrl(asText(config.url), base)
    const collections = collectionsOf(config)
    const excluded = asTexts(config.exclude).map((path) => path.replace(/^\/|\/?$/g, ''))
    const kramdown = asData(config.kramdown)
    for (const { values } of asList(config.defaults).map(asData))
      for (const [key, value] of Object.entries(asData(values)))
        if (configFile && !isCarried(key))
          note(configFile.path, 1, 'front matter', `defaults: ${key}: ${shown(value)}`, 'left out')
    const navigation = [...files.values()].filter(({ path }) =>
      /^_data\/(nav|navigation|menu|menus|sidebar|docs|toc)\.(ya?ml|json)$/.test(path),
    )
    const name = asText(config.title) ?? asText(config.name)
    const language = asText(config.lang) ?? asText(config.locale)
    return {
      ...given({ name, description: asText(config.description), url, language: language?.replace('_', '-') }),
      base,
      pageAt: (path) => {
        if (!isMarkdown(path) || excluded.some((one) => one !== '' && (path === one || path.startsWith(`${one}/`))))
          return undefined
        const special = /^(?:(.*)\/)?_([^/]+)\/(.+)$/.exec(path)
        if (!special) return path.split('/').some((part) => part.startsWith('_')) ? undefined : { path, type: 'page' }
        const [, above = '', folder = '', rest = ''] = special
        if (folder === 'posts' || folder === 'drafts')
          return { path: `${above ? `${above}/` : ''}posts/${rest}`, type: folder }
        return collections.has(folder) ? { path: `${folder}/${rest}`, type: folder } : undefined
      },
      roots: [''],
      navigation: navigation.flatMap((file) => {
        const { data, list } = readDataFile(file, note)
        return readNavigation(list.length > 0 ? list : data)
      }),
      navigationFiles: navigation.map(({ path }) => path),
      defaults: ({ file, type }) => jekyllDefaults(config, file.path, type),
      folders: new Map(
        [...collections].flatMap(([name, { label }]) => (label ? [[`${name}/`, { title: label }] as const] : [])),
      ),
      addresses: (page) => addressesOf(page, config, collections),
      isIndex: ({ path, type, front }) =>
        (type === 'page' && /^(index|readme)$/i.test(baseName(path))) || front.data.has_children === true,
      nameOf: ({ path }) => datedName(baseName(path))?.rest ?? baseName(path),
      idsOf: ({ file, path }) => [file.path, withoutEnding(file.path), baseName(path)],
      anchors: /^kramdown$/i.test(asText(kramdown.input) ?? '') ? 'kramdown' : 'github',
      dialects: new Set(['liquid', 'kramdown']),
      values: new Map([
        ...['title', 'description', 'email', 'name', 'url'].flatMap((key) => {
          const value = asText(config[key])
          return value === undefined ? [] : [[`site.${key}`, value] as const]
        }),
        ['site.baseurl', ''],
      ]),
    }
  },
}

interface Collection {
  readonly permalink?: string
  readonly label?: string
}

function collectionsOf(config: Data): ReadonlyMap<string, Collection> {
  const named = asList(config.collections).flatMap((name) => (asText(name) ? [[asText(name) ?? '', {}] as const] : []))
  const told = Object.entries(asData(config.collections)).map(([name, facts]) => {
    const { permalink, title, label } = asData(facts)
    const shown = asText(title) ?? asText(label)
    return [
      name,
      { ...(asText(permalink) ? { permalink: asText(permalink) ?? '' } : {}), ...(shown ? { label: shown } : {}) },
    ] as const
  })
  return new Map<string, Collection>([...named, ...told])
}

/** What `defaults:` of the settings say for a page; later and longer scopes win, as in Jekyll. */
function jekyllDefaults(config: Data, path: string, type: string): Data {
  const fitting = asList(config.defaults)
    .map(asData)
    .filter(({ scope }) => {
      const { path: under, type: kind } = asData(scope)
      const folder = (asText(under) ?? '').replace(/\/$/, '')
      const types = type === 'page' ? 'pages' : type
      return (
        (folder === '' || path === folder || path.startsWith(`${folder}/`)) && (!asText(kind) || asText(kind) === types)
      )
    })
  const depth = ({ scope }: Data): number => (asText(asData(scope).path) ?? '').length
  return Object.assign(
    {},
    ...[...fitting].sort((a, b) => depth(a) - depth(b)).map(({ values }) => asData(values)),
  ) as Data
}

const styles: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

function addressesOf(page: OldPage, config: Data, collections: ReadonlyMap<string, Collection>): readonly string[] {
  const { path, type, front } = page
  const { data } = front
  const style = asText(config.permalink) ?? 'date'
  const name = baseName(path)
  const isIndex = type === 'page' && name === 'index'
  const own = asText(data.permalink)
  const written = own && styles[own] === undefined ? own : undefined
  const pattern =
    written ??
    (type === 'posts' || type === 'drafts'
      ? (styles[own ?? style] ?? style)
      : type === 'page'
        ? isIndex
          ? '/:path/'
          : `/:path/:basename${endingOf(own ?? style)}`
        : (collections.get(type)?.permalink ?? `/:collection/:path${endingOf(own ?? style)}`))
  const filled = fill(pattern, page, data, style)
  const main = isIndex && !written ? filled : filled.replace(/\/index\.html$/, '/')
  return [main, ...asTexts(data.redirect_from)]
}

const endingOf = (style: string): string =>
  style === 'pretty' || style.endsWith('/') ? '/' : styles[style] || style.endsWith(':output_ext') ? ':output_ext' : ''

function fill(pattern: string, { path, type }: OldPage, data: Data, style: string): string {
  const name = baseName(path)
  const dated = type === 'posts' ? datedName(name) : undefined
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(asText(data.date) ?? '')?.slice(1) ?? dated?.day ?? []
  const [year = '', month = '', date = ''] = day
  const title = asText(data.slug) ?? dated?.rest ?? name
  // A post's categories come from the folders above `_posts` and from its front matter.
  const above = type === 'posts' ? folderOf(path).replace(/(^|\/)posts\/.*$/, '') : ''
  const categories = [
    ...above.split('/'),
    ...asTexts(data.categories ?? data.category).flatMap((one) => one.toLowerCase().split(' ')),
  ].filter((one) => one !== '')
  const isPage = type === 'page' || type === 'posts' || type === 'drafts'
  const inside = isPage ? folderOf(path) : withoutEnding(path).split('/').slice(1).join('/')
  const values: Readonly<Record<string, string>> = {
    categories: [...new Set(categories)].join('/'),
    year,
    month,
    day: date,
    i_month: String(Number(month)),
    i_day: String(Number(date)),
    short_year: year.slice(2),
    title,
    slug: title,
    name,
    basename: name,
    collection: type,
    path: inside.replace(/\/$/, ''),
    output_ext: '.html',
  }
  const filled = pattern.replace(/:([a-z_]+)/g, (whole, key: string) => values[key] ?? whole)
  const whole = posix.normalize(`/${filled}`)
  // A title pattern without an ending of its own is a folder, as web servers show it.
  return /\.[a-z]+$|\/$/i.test(whole) || style === '' ? whole : `${whole}/`
}
