import { asBoolean, asData, asText, given, readDataFile } from '../data.ts'
import { readMkdocsNavigation } from '../navigation.ts'
import type { Generator } from '../old-site.ts'
import { asBase, asSiteUrl, baseName, folderOf, isMarkdown, pathIn, withoutEnding } from './paths.ts'

/** MkDocs: pages in `docs/`, their order and titles in `nav:`. */
export const mkdocs: Generator = {
  name: 'mkdocs',
  title: 'MkDocs',
  marks: /^mkdocs\.ya?ml$/,
  read: (files, note) => {
    const file = [...files.values()].find(({ path }) => mkdocs.marks.test(path))
    const { data: config } = readDataFile(file, note)
    const docs = `${(asText(config.docs_dir) ?? 'docs').replace(/^\.?\/|\/$/g, '')}/`
    const asFolders = asBoolean(config.use_directory_urls) ?? true
    const url = asText(config.site_url)
    return {
      ...given({
        name: asText(config.site_name),
        description: asText(config.site_description),
        url: asSiteUrl(url),
        language: asText(asData(config.theme).language),
      }),
      base: asBase(url),
      pageAt: (path) => {
        const inside = isMarkdown(path) ? pathIn(docs, path) : undefined
        return inside === undefined ? undefined : { path: inside, type: 'page' }
      },
      roots: [docs],
      navigation: readMkdocsNavigation(config.nav),
      navigationFiles: file ? [file.path] : [],
      folders: new Map(),
      addresses: ({ path }) => {
        const folder = `/${folderOf(path)}`
        if (/^(index|readme)$/i.test(baseName(path))) return [folder]
        return [asFolders ? `/${withoutEnding(path)}/` : `/${withoutEnding(path)}.html`]
      },
      isIndex: ({ path }) => /^(index|readme)$/i.test(baseName(path)),
      nameOf: ({ path }) => baseName(path),
      idsOf: ({ path }) => [path],
      anchors: 'python',
      dialects: new Set(['python']),
      values: new Map(),
    }
  },
}
