import type { Generator } from '../old-site.ts'
import { baseName, isMarkdown } from './paths.ts'

/** A folder of Markdown that no generator claims. It had no addresses; its anchors are those of a code host's preview. */
export const plain: Generator = {
  name: 'plain',
  title: 'a plain folder',
  // Nothing of its own: it is what is left.
  marks: /(?!)/,
  read: () => ({
    base: '/',
    pageAt: (path) => (isMarkdown(path) && !path.startsWith('.') ? { path, type: 'page' } : undefined),
    roots: [''],
    navigation: [],
    navigationFiles: [],
    folders: new Map(),
    addresses: () => [],
    isIndex: ({ path }) => /^(index|readme|_index)$/i.test(baseName(path)),
    nameOf: ({ path }) => baseName(path),
    idsOf: () => [],
    anchors: 'github',
    dialects: new Set(),
    values: new Map(),
  }),
}
