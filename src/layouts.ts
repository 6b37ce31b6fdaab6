import { readdir } from 'node:fs/promises'
import { SourceMap } from 'node:module'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildFailure, build, type Message } from 'esbuild'
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
export const layoutNames = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => basename(name, '.tsx'))
    .sort()

/**
 * An element that cannot hold anything. Preact closes it as XML does (`<br/>`); in HTML the slash means nothing, and W3C's checker
 * tells of each. What looks like one is one: pages have `<` of texts and attributes as `&lt;`.
 */
const voidElement =
  /<((?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)(?: [^\s"<>=/]+(?:="[^"]*")?)*)\/>/g

const ownFolder = dirname(fileURLToPath(import.meta.url))

/**
 * Loads every layout of a folder, fresh. They are bundled into one module that imports nothing, and the module is its own
 * address: the same layouts are loaded once, changed ones anew, and no loader, cache folder or restart is needed.
 */
export async function loadLayouts(folder: string): Promise<Layouts> {
  const names = await layoutNames(folder)
  const files = names.map((name) => `${name}.tsx`)
  const entry = [
    `import { renderToString } from 'preact-render-to-string'`,
    ...files.map((file, index) => `import { layout as l${index} } from ${JSON.stringify(join(folder, file))}`),
    `import { h } from 'preact'`,
    `const layouts = { ${names.map((name, index) => `${JSON.stringify(name)}: l${index}`).join(', ')} }`,
    `const html = (name, props) => '<!doctype html>\\n' + renderToString(h(layouts[name], props)) + '\\n'`,
    `export const render = (name, props) => html(name, props).replace(${voidElement}, '<$1>')`,
  ].join('\n')
  try {
    const { outputFiles } = await build({
      stdin: {
        contents: entry,
        resolveDir: ownFolder,
        loader: 'ts',
        sourcefile: 'layouts',
      },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      nodePaths: [join(ownFolder, '..', 'node_modules')],
      // Beside the module, not in it: Node maps no module that is its own address, so that the faults of layouts are placed below.
      outfile: join(ownFolder, 'layouts.js'),
      sourcemap: 'external',
      logLevel: 'silent',
    })
    const output = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
    const code = Buffer.from(output('.js')).toString('base64')
    const module = (await import(`data:text/javascript;base64,${code}`)) as {
      render: Layouts['render']
    }
    return { names, render: faultTold(folder, output('.map'), module.render), problems: [] }
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    const refuse = (): never => {
      throw error
    }
    return { names, render: refuse, problems: error.errors.map(layoutProblem) }
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
  (folder: string, map: string, render: Layouts['render']): Layouts['render'] =>
  (name, props) => {
    try {
      return render(name, props)
    } catch (error) {
      const at = placeIn(folder, map, error) ?? { file: shown(join(folder, `${name}.tsx`)), line: 1, column: 1 }
      throw new LayoutFault(fails(at, props.page.address, error), error)
    }
  }

/** The line of a layout, or of a piece of one, on which it failed. */
function placeIn(folder: string, map: string, error: unknown): Place | undefined {
  const { stack = '' } = error instanceof Error ? error : {}
  const sources = new SourceMap(JSON.parse(map))
  for (const [, line, column] of stack.matchAll(/base64,[^\n]*:(\d+):(\d+)\)?$/gm)) {
    const found = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!('originalSource' in found)) continue
    const file = join(ownFolder, found.originalSource)
    if (file.startsWith(join(folder, sep))) {
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

const layoutProblem = ({ text, location }: Message): Problem => ({
  rule: 'layout',
  severity: 'error',
  at: {
    file: location?.file ?? 'layouts',
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
    ...(location?.length ? { length: location.length } : {}),
  },
  what: `This layout cannot be read: ${text}.`,
  why: 'Pages are shown through it.',
  fix: 'Mend the line. "npm run types" tells more.',
})
