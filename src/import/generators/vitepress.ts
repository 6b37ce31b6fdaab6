import { asBoolean, asData, asText, given, noteIn } from '../data.ts'
import { readLiteral } from '../literal.ts'
import { readNavigation } from '../navigation.ts'
import type { Generator, NavItem } from '../old-site.ts'
import { asBase, baseName, folderOf, isMarkdown, pathIn, withoutEnding } from './paths.ts'

/** VitePress: pages beside its folder `.vitepress`, which may stand in a folder such as `docs/`. */
export const vitepress: Generator = {
  name: 'vitepress',
  title: 'VitePress',
  marks: /^(?:[\w.-]+\/)?\.vitepress\/config(?:\/index)?\.[cm]?[jt]s$/,
  read: (files, note) => {
    const file = [...files.values()].find(({ path }) => vitepress.marks.test(path))
    const config = file?.text ? asData(readLiteral(file.text, noteIn(note, file.path))) : {}
    const root = file ? file.path.slice(0, file.path.indexOf('.vitepress/')) : ''
    const source = asText(config.srcDir)?.replace(/^\.?\/|\/$/g, '')
    const docs = source ? `${root}${source}/` : root
    const clean = asBoolean(config.cleanUrls) ?? false
    const theme = asData(config.themeConfig)
    if (config.rewrites !== undefined && file)
      note(file.path, 1, 'script', 'rewrites', 'not read: old addresses are those of the file names')
    return {
      ...given({
        name: asText(config.title),
        description: asText(config.description),
        language: asText(config.lang),
      }),
      base: asBase(asText(config.base)),
      pageAt: (path) => {
        const inside = isMarkdown(path) && !path.includes('.vitepress/') ? pathIn(docs, path) : undefined
        return inside === undefined || inside.startsWith('public/') ? undefined : { path: inside, type: 'page' }
      },
      roots: [`${docs}public/`, docs],
      navigation: readSidebar(theme.sidebar),
      navigationFiles: file ? [file.path] : [],
      folders: new Map(),
      addresses: ({ path }) => {
        if (baseName(path) === 'index') return [`/${folderOf(path)}`]
        return [clean ? `/${withoutEnding(path)}/` : `/${withoutEnding(path)}.html`]
      },
      isIndex: ({ path }) => baseName(path) === 'index',
      nameOf: ({ path }) => baseName(path),
      idsOf: () => [],
      anchors: 'vitepress',
      dialects: new Set(['containers', 'vue']),
      values: new Map(),
    }
  },
}

/** A list of groups, or one list for each part of the site: `{ '/guide/': [ … ] }`, `{ '/guide/': { base, items } }`. */
function readSidebar(value: unknown): readonly NavItem[] {
  if (Array.isArray(value)) return withBases(value, '')
  return Object.values(asData(value)).flatMap((one) => {
    const { base, items } = asData(one)
    return Array.isArray(one) ? withBases(one, '') : withBases(Array.isArray(items) ? items : [], asText(base) ?? '')
  })
}

/** A group's `base` stands before all links in it. */
function withBases(items: readonly unknown[], base: string): readonly NavItem[] {
  return items.flatMap((item) => {
    const data = asData(item)
    const inner = asText(data.base) ?? base
    const [own] = readNavigation([{ ...data, items: [] }])
    const below = withBases(Array.isArray(data.items) ? data.items : [], inner)
    if (!own) return below
    return [{ ...own, ...(own.target ? { target: base + own.target } : {}), items: below }]
  })
}
