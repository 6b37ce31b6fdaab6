import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildFailure, build, type Message } from 'esbuild'
import type { LayoutProps } from './layout.ts'
import type { Problem } from './problem.ts'

export interface Layouts {
  readonly names: readonly string[]
  /** A page's HTML document through the layout of that name. */
  readonly render: (name: string, props: LayoutProps) => string
  readonly problems: readonly Problem[]
}

const ownFolder = dirname(fileURLToPath(import.meta.url))

/**
 * Loads every layout of a folder, fresh. They are bundled into one module that imports nothing, and the module is its own
 * address: the same layouts are loaded once, changed ones anew, and no loader, cache folder or restart is needed.
 */
export async function loadLayouts(folder: string): Promise<Layouts> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tsx')).sort()
  const names = files.map((name) => basename(name, '.tsx'))
  const entry = [
    `import { renderToString } from 'preact-render-to-string'`,
    ...files.map((file, index) => `import { layout as l${index} } from ${JSON.stringify(join(folder, file))}`),
    `import { h } from 'preact'`,
    `const layouts = { ${names.map((name, index) => `${JSON.stringify(name)}: l${index}`).join(', ')} }`,
    `export const render = (name, props) => '<!doctype html>\\n' + renderToString(h(layouts[name], props)) + '\\n'`,
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
      sourcemap: 'inline',
      logLevel: 'silent',
    })
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
    const module = (await import(`data:text/javascript;base64,${code}`)) as {
      render: Layouts['render']
    }
    return { names, render: faultTold(folder, module.render), problems: [] }
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
  (folder: string, render: Layouts['render']): Layouts['render'] =>
  (name, props) => {
    try {
      return render(name, props)
    } catch (error) {
      throw new LayoutFault(fails(folder, name, props.page.address, error), error)
    }
  }

/** The line of a layout on which it failed is in the stack, by the source map that the bundle carries. */
function fails(folder: string, name: string, address: string, error: unknown): Problem {
  const { message = String(error), stack = '' } = error instanceof Error ? error : {}
  const [, file, line, column] =
    /\((?:file:\/\/)?([^()\n]*[\\/]layouts[\\/][^()\n]*\.tsx?):(\d+):(\d+)\)/.exec(stack) ?? []
  const shown = file ? relative(process.cwd(), file) : relative(process.cwd(), join(folder, `${name}.tsx`))
  return {
    rule: 'layout',
    severity: 'error',
    at: { file: shown, line: Number(line ?? 1), column: Number(column ?? 1) },
    what: `This layout fails on the page ${address}: ${message}.`,
    why: 'Pages are shown through it.',
    fix: 'Mend the line. It may be that only this page lacks what the layout asks for.',
  }
}

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
