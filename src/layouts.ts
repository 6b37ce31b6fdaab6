import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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

/** What `layout:` may say. */
export const layoutNames = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => basename(name, '.tsx'))
    .sort()

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
    return { names, render: module.render, problems: [] }
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    const refuse = (): never => {
      throw error
    }
    return { names, render: refuse, problems: error.errors.map(layoutProblem) }
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
