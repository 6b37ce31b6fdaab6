import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')

const files = ['src', 'layouts']
  .flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))

/** Imports of values and of types alike, by file. House style writes every one of them with `from '…'` or `import('…')`. */
const importsOf = new Map(
  files.map((file) => {
    const text = readFileSync(join(project, file), 'utf8')
    const own = [...text.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map((match) => match[1] ?? '')
    return [file, own.map((path) => relative(project, join(project, dirname(file), path)))]
  }),
)

/** `src/content/read.ts` belongs to `content`, `src/build.ts` to `build`, every layout to `layouts/`. */
const partOf = (file: string): string => {
  const [first = '', second = '', third] = file.split('/')
  return first === 'layouts' ? 'layouts/' : third ? second : second.replace(/\.tsx?$/, '')
}

/** The arrows of the design: what each part may import besides itself. A part that is not here may import nothing. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  strings: ['ending'],
  problem: ['model'],
  address: ['model'],
  layout: ['model', 'strings'],
  'open-graph': ['model', 'address'],
  policy: ['layout'],
  links: ['model', 'problem', 'closest'],
  content: ['model', 'problem', 'address', 'closest', 'escape', 'sentence', 'strings', 'links', 'sum', 'kept', 'lots'],
  checks: ['model', 'problem', 'address', 'closest', 'links', 'search'],
  outputs: [
    'model',
    'address',
    'direction',
    'escape',
    'long-text',
    'sentence',
    'strings',
    'layout',
    'links',
    'open-graph',
    'policy',
    'reviews',
  ],
  related: ['model', 'links', 'search'],
  'write-files': ['in-turns', 'long-text'],
  'remove-folder': ['in-turns'],
  publish: ['remove-folder'],
  thread: ['ending'],
  'kept-thread': ['kept', 'thread'],
  'fetch-kept': ['ending', 'kept', 'kept-thread', 'thread'],
  search: ['ending', 'model', 'closest', 'kept', 'lots', 'sum', 'thread', 'write-files'],
  browser: ['search', 'strings'],
  'layouts/': ['model', 'address', 'direction', 'layout', 'links', 'open-graph', 'policy', 'search', 'strings'],
  reviews: ['model', 'links'],
  report: ['model', 'problem', 'paint', 'reviews'],
  layouts: ['ending', 'model', 'layout', 'problem', 'kept'],
  assets: ['ending', 'model', 'problem', 'kept', 'layout', 'policy', 'strings', 'theme'],
  'watch-reads': ['model', 'sum'],
  'known-files': ['built', 'model', 'stamps', 'watch-reads', 'write-files'],
  eleventy: ['model', 'layout', 'layouts', 'strings', 'watch-reads'],
  external: ['model', 'problem'],
  'check-links': ['address'],
  spelling: ['model', 'problem', 'closest'],
  built: ['model', 'problem', 'address', 'links'],
  stamps: ['built', 'in-turns', 'model'],
  rebuild: [
    'build',
    'built',
    'check',
    'content',
    'fetch-kept',
    'in-turns',
    'kept',
    'layouts',
    'problem',
    'publish',
    'report',
    'stamps',
  ],
  check: ['progress', 'ending', 'model', 'problem', 'content', 'checks', 'layouts', 'report', 'spelling', 'strings'],
  compress: ['model'],
  'keep-previous': ['built', 'model', 'outputs', 'search', 'write-files'],
  'host-limits': ['links', 'built', 'model', 'outputs', 'problem'],
  build: [
    'checks',
    'heap',
    'content',
    'long-text',
    'compress',
    'host-limits',
    'keep-previous',
    'progress',
    'stamps',
    'in-turns',
    'write-files',
    'built',
    'check',
    'layouts',
    'model',
    'problem',
    'outputs',
    'search',
    'assets',
    'eleventy',
    'known-files',
    'publish',
    'related',
    'strings',
    'watch-reads',
  ],
  editor: ['content', 'checks'],
  new: ['model', 'problem', 'closest', 'content', 'links', 'search', 'check', 'report'],
  import: ['content', 'write-files'],
  preview: [
    'checks',
    'long-text',
    'ending',
    'model',
    'problem',
    'escape',
    'content',
    'outputs',
    'related',
    'search',
    'sum',
    'report',
    'layouts',
    'assets',
    'built',
    'check',
    'strings',
  ],
  serve: ['check', 'content', 'report', 'preview'],
  commands: [
    'progress',
    'rebuild',
    'closest',
    'keep-previous',
    'outputs',
    'import',
    'options',
    'model',
    'problem',
    'check-links',
    'external',
    'links',
    'check',
    'build',
    'publish',
    'paint',
    'report',
    'reviews',
    'search',
    'serve',
    'new',
    'starter',
  ],
  cli: ['commands', 'closest', 'options'],
}

test.each([...new Set(files.map(partOf))])('%s imports only what stands before it', (part) => {
  const allowed = [part, ...(mayImport[part] ?? [])]
  const imported = files.filter((file) => partOf(file) === part).flatMap((file) => importsOf.get(file) ?? [])
  expect(imported.map(partOf).filter((target) => !allowed.includes(target))).toEqual([])
})

test('no file imports itself by a detour', () => {
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    else for (const target of importsOf.get(file) ?? []) visit(target, [...path, file])
  }
  for (const file of files) visit(file, [])
  expect([...new Set(cycles)]).toEqual([])
})

test('the model imports nothing', () => {
  expect(importsOf.get('src/model.ts')).toEqual([])
})

test('every import leads to a file that is there, so that the tests above see them all', () => {
  const code = [...importsOf.values()].flat().filter((path) => !path.endsWith('.css'))
  expect(code.filter((path) => !files.includes(path))).toEqual([])
  expect(importsOf.get('src/build.ts')?.length).toBeGreaterThan(5)
})

test('the configuration of Eleventy is a table of contents', () => {
  const lines = readFileSync(join(project, 'eleventy.config.ts'), 'utf8').trimEnd().split('\n')
  expect(lines.length).toBeLessThan(40)
})

test('only the gate reads content, and only layouts and the browser scripts make markup', () => {
  const readers = files.filter((file) =>
    /from 'gray-matter'|from 'yaml'|from 'markdown-it'/.test(readFileSync(join(project, file), 'utf8')),
  )
  expect([...new Set(readers.map(partOf))]).toEqual(['content'])
  const markup = files.filter((file) =>
    /\.innerHTML|insertAdjacentHTML|document\.write/.test(readFileSync(join(project, file), 'utf8')),
  )
  expect(markup).toEqual([])
})
