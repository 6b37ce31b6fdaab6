import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { createRequire, SourceMap } from 'node:module'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildFailure, build, type Message, type Plugin } from 'esbuild'
import { ending } from './ending.ts'
import { keptWork, type Work } from './kept.ts'
import type { LayoutProps } from './layout.ts'
import type { Place } from './model.ts'
import type { Problem } from './problem.ts'

export interface Layouts {
  readonly names: readonly string[]
  /** A page's HTML document through the layout of that name. */
  readonly render: (name: string, props: LayoutProps) => string
  readonly problems: readonly Problem[]
}

/** What `layout:` may say. */
export const layoutNames = async (...folders: readonly string[]): Promise<string[]> => [
  ...(await layoutFiles(folders)).keys(),
]

/** The file of every layout by its name, sorted. What a later folder has goes before what an earlier one has. */
async function layoutFiles(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await namesIn(folder))
        .filter((name) => /\.[jt]sx$/.test(name))
        .map((name): [string, string] => [parse(name).name, join(folder, name)]),
    ),
  )
  return new Map([...new Map(found.flat())].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A project need have no layouts of its own. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

/**
 * An element that cannot hold anything. Preact closes it as XML does (`<br/>`); in HTML the slash means nothing, and W3C's checker
 * tells of each. What looks like one is one: pages have `<` of texts and attributes as `&lt;`.
 */
const voidElement =
  /<((?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)(?: [^\s"<>=/]+(?:="[^"]*")?)*)\/>/g

const ownFolder = dirname(fileURLToPath(import.meta.url))

/**
 * Loads every layout of the folders, fresh; one in a later folder takes the place of its namesake. They are bundled into one
 * module that imports nothing, and the module is its own address: the same layouts are loaded once, changed ones anew, and no
 * loader or restart is needed.
 */
export async function loadLayouts(...folders: readonly string[]): Promise<Layouts> {
  const fileOf = await layoutFiles(folders)
  const names = [...fileOf.keys()]
  const files = [...fileOf.values()]
  try {
    const { code, map } = await bundled(fileOf)
    const module = (await import(`data:text/javascript;base64,${code}`)) as {
      render: Layouts['render']
    }
    return { names, render: faultTold(fileOf, map, module.render), problems: [] }
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    const refuse = (): never => {
      throw error
    }
    return { names, render: refuse, problems: error.errors.map((message) => layoutProblem(message, files)) }
  }
}

/**
 * A checksum of all that the layouts of the folders run, also of what they import from elsewhere; nothing where they cannot be
 * bundled.
 */
export async function layoutsSum(...folders: readonly string[]): Promise<string | undefined> {
  try {
    const { code } = await bundled(await layoutFiles(folders))
    return createHash('sha256').update(code).digest('hex')
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return undefined
  }
}

interface Bundle {
  /** The module that has every layout, in Base64. */
  readonly code: string
  /** From its lines to theirs. */
  readonly map: string
}

function bundled(fileOf: ReadonlyMap<string, string>): Promise<Bundle> {
  const names = [...fileOf.keys()]
  const entry = [
    `import { renderToString } from 'preact-render-to-string'`,
    ...[...fileOf.values()].map((file, index) => `import { layout as l${index} } from ${JSON.stringify(file)}`),
    `import { h } from 'preact'`,
    `const layouts = { ${names.map((name, index) => `${JSON.stringify(name)}: l${index}`).join(', ')} }`,
    `const html = (name, props) => '<!doctype html>\\n' + renderToString(h(layouts[name], props)) + '\\n'`,
    `export const render = (name, props) => html(name, props).replace(${voidElement}, '<$1>')`,
  ].join('\n')
  return keptWork('layouts', entry, () => bundleLayouts(entry))
}

const entryName = 'layouts'

/** The list of layouts as esbuild names it: a file that is not there. */
const entryFile = join(ownFolder, entryName)

/**
 * What layouts of others may import, wherever they lie: `answerbook/layout`, `/model`, `/address`, `/components/…`, `/layouts/…`
 * (as `exports` in package.json tells editors), and the one Preact that pages are rendered with.
 */
const ownNames: Plugin = {
  name: 'own names',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(answerbook|preact)\// }, ({ path, kind, pluginData }) => {
      if (pluginData === ownNames) return undefined
      const [, inSource] = /^answerbook\/(layout|model|address)$/.exec(path) ?? []
      const [, inLayouts] = /^answerbook\/((?:components|layouts)\/[\w-]+)$/.exec(path) ?? []
      const own = inSource
        ? `./${inSource}`
        : inLayouts
          ? `../layouts/${inLayouts.replace(/^layouts\//, '')}`
          : path.startsWith('preact/') && path
      return own ? resolve(own, { kind, resolveDir: ownFolder, pluginData: ownNames }) : undefined
    })
  },
}

async function bundleLayouts(entry: string): Promise<Work<Bundle>> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: entry,
      resolveDir: ownFolder,
      loader: 'ts',
      sourcefile: entryName,
    },
    bundle: true,
    plugins: [ownNames],
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // Beside the module, not in it: Node maps no module that is its own address, so that the faults of layouts are placed below.
    outfile: join(ownFolder, 'layouts.js'),
    sourcemap: 'external',
    logLevel: 'silent',
  })
  const output = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  const inputs = Object.keys(metafile.inputs)
    .map((path) => resolve(path))
    .filter((file) => file !== entryFile)
  return {
    made: { code: Buffer.from(output('.js')).toString('base64'), map: output('.map') },
    from: [...inputs, fileURLToPath(import.meta.url), createRequire(import.meta.url).resolve('esbuild/package.json')],
  }
}

/** A layout failed on a page. To whoever writes the layout that is a mistake like any other, with a place of its own. */
export class LayoutFault extends Error {
  readonly problem: Problem

  constructor(problem: Problem, cause: unknown) {
    super(problem.what, { cause })
    this.problem = problem
  }
}

const faultTold =
  (fileOf: ReadonlyMap<string, string>, map: string, render: Layouts['render']): Layouts['render'] =>
  (name, props) => {
    try {
      return render(name, props)
    } catch (error) {
      const folders = new Set([...fileOf.values()].map((file) => join(dirname(file), sep)))
      const at = placeIn([...folders], map, error) ?? { file: shown(fileOf.get(name) ?? name), line: 1, column: 1 }
      throw new LayoutFault(fails(at, props.page.address, error), error)
    }
  }

/** The line of a layout, or of a piece of one, on which it failed. */
function placeIn(folders: readonly string[], map: string, error: unknown): Place | undefined {
  const { stack = '' } = error instanceof Error ? error : {}
  const sources = new SourceMap(JSON.parse(map))
  for (const [, line, column] of stack.matchAll(/base64,[^\n]*:(\d+):(\d+)\)?$/gm)) {
    const found = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!('originalSource' in found)) continue
    const file = join(ownFolder, found.originalSource)
    if (folders.some((folder) => file.startsWith(folder))) {
      return { file: shown(file), line: found.originalLine + 1, column: found.originalColumn + 1 }
    }
  }
  return undefined
}

const shown = (file: string): string => relative(process.cwd(), file)

const fails = (at: Place, address: string, error: unknown): Problem => ({
  rule: 'layout',
  severity: 'error',
  at,
  what: `This layout fails on the page ${address}: ${error instanceof Error ? error.message : String(error)}.`,
  why: 'Pages are shown through it.',
  fix: 'Mend the line. It may be that only this page lacks what the layout asks for.',
})

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)

const layoutProblem = ({ text, location }: Message, files: readonly string[]): Problem => ({
  rule: 'layout',
  severity: 'error',
  at: placeOf(location, files),
  what: `This layout cannot be read: ${text}.`,
  why: 'Pages are shown through it.',
  fix: ending === '.ts' ? 'Mend the line. "npm run types" tells more.' : 'Mend the line.',
})

/** What is wrong with the list of layouts is wrong with the file on that line of it, which comes after one line of ours. */
function placeOf(location: Message['location'], files: readonly string[]): Problem['at'] {
  const isList = location && resolve(location.file) === entryFile
  if (!location || isList) return { file: shown(files[(location?.line ?? 0) - 2] ?? entryName), line: 1, column: 1 }
  const { file, line, column, length } = location
  return { file, line, column: column + 1, ...(length ? { length } : {}) }
}
