import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildFailure, build, type Plugin } from 'esbuild'
import { transform } from 'lightningcss'
import type { Exception } from 'sass'
import { ending } from './ending.ts'
import { keptWork, type Work } from './kept.ts'
import type { Assets, Inlined } from './layout.ts'
import type { Address, Settings } from './model.ts'
import { contentPolicy, hashOf } from './policy.ts'
import type { Problem } from './problem.ts'
import type { Language } from './strings.ts'
import { brandStyle } from './theme.ts'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const nhsuk = dirname(require.resolve('nhsuk-frontend/package.json'))

const scriptNames = ['theme', 'site', 'suggest', 'search', 'not-found', 'moved'] as const
type ScriptName = (typeof scriptNames)[number]

export interface MadeAssets {
  readonly assets: Assets
  readonly files: readonly { readonly path: Address; readonly content: Uint8Array }[]
}

/** The style sheet without a site's own colours, and the browser scripts with words of one language. */
export interface AssetSources {
  readonly css: string
  readonly scripts: Readonly<Record<ScriptName, Uint8Array>>
}

/** Compiles what is the same for every site in a language, unless an earlier run has done so from the same files. */
export async function compileSources(language: Language): Promise<AssetSources> {
  const [scripts, css] = await Promise.all([
    keptWork('scripts', language.file.href, () => bundleScripts(language)),
    keptWork('style', here, compileStyle),
  ])
  return { css, scripts }
}

/**
 * The style sheet, in the site's own colours, and the browser scripts; those that pages load are files, each under a name made
 * from its content.
 */
export function makeAssets({ brand }: Pick<Settings, 'brand'>, { css, scripts }: AssetSources): MadeAssets {
  const files: { path: Address; content: Uint8Array }[] = []
  const add = (name: string, ending: string, content: Uint8Array): Address => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    const path: Address = `/assets/${name}.${hash}.${ending}`
    files.push({ path, content })
    return path
  }
  const inPage = { style: inlined(finishStyle(css, brand)), theme: inlined(scripts.theme) }
  const assets: Assets = {
    ...inPage,
    policy: contentPolicy(inPage),
    script: add('site', 'js', scripts.site),
    suggest: add('suggest', 'js', scripts.suggest),
    search: add('search', 'js', scripts.search),
    notFound: add('not-found', 'js', scripts['not-found']),
    moved: add('moved', 'js', scripts.moved),
  }
  return { assets, files }
}

/** Nothing in it may close the element that it stands in; neither style nor script of ours has a reason to. */
function inlined(content: Uint8Array): Inlined {
  const text = Buffer.from(content).toString('utf8').trim()
  if (/<[/!]/.test(text)) throw new Error('A style or script that stands in the page must not hold "</" or "<!".')
  return { text, hash: hashOf(text) }
}

/** The browsers that the site is made for: what NHS England's service manual asks for is older than all of these. */
const browsers = {
  chrome: 109 << 16,
  edge: 109 << 16,
  firefox: 115 << 16,
  safari: (15 << 16) | (4 << 8),
}

async function compileStyle(): Promise<Work<string>> {
  // Loaded only now: it takes a fifth of a second, and most runs do not need it.
  const { compileAsync } = await import('sass')
  const { css, loadedUrls } = await compileAsync(join(here, 'styles', 'site.scss'), {
    loadPaths: [dirname(nhsuk)],
    quietDeps: true,
    logger: { warn: () => undefined },
  })
  return {
    made: css,
    from: [
      ...loadedUrls.map((url) => fileURLToPath(url)),
      ...makers(join(dirname(require.resolve('sass')), 'package.json')),
    ],
  }
}

/** This file, and that which has the version of a compiler: with another of either, other things are made. */
const makers = (versioned: string): string[] => [fileURLToPath(import.meta.url), versioned]

function finishStyle(css: string, brand: string | undefined): Uint8Array {
  const { code } = transform({
    filename: 'site.css',
    code: Buffer.from(brand ? css + brandStyle(brand) : css),
    minify: true,
    targets: browsers,
  })
  return code
}

/** What is wrong with a style or a script, if it is that which made `compileSources` throw. */
export function assetProblems(error: unknown): Problem[] | undefined {
  const problem = (file: string, line: number, column: number, text: string): Problem => ({
    rule: 'assets',
    severity: 'error',
    at: { file, line, column },
    what: `This cannot be read: ${text}.`,
    why: 'Every page is shown with it.',
    fix: 'Mend the line.',
  })
  if (isStyleMistake(error)) {
    const { sassMessage, span } = error
    const file = span.url?.protocol === 'file:' ? relative(process.cwd(), fileURLToPath(span.url)) : 'src/styles'
    return [problem(file, span.start.line + 1, span.start.column + 1, sassMessage.replace(/\.$/, ''))]
  }
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) return undefined
  return (error as BuildFailure).errors.map(({ text, location }) =>
    problem(
      location ? relative(process.cwd(), join(here, location.file)) : 'src/browser',
      location?.line ?? 1,
      (location?.column ?? 0) + 1,
      text,
    ),
  )
}

const isStyleMistake = (error: unknown): error is Exception =>
  error instanceof Error && 'sassMessage' in error && 'span' in error

async function bundleScripts(language: Language): Promise<Work<Record<ScriptName, Uint8Array>>> {
  const { outputFiles, metafile } = await build({
    entryPoints: scriptNames.map((name) => join(here, 'browser', name + ending)),
    bundle: true,
    plugins: [wordsOf(language)],
    write: false,
    outdir: '/',
    // None of them exports anything: this form runs as a module and as a plain script alike.
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari15.4'],
    minify: true,
    // Text stays readable in the file, and a build in another folder gives the same bytes.
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: here,
    metafile: true,
    logLevel: 'silent',
  })
  const named = (name: ScriptName): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))
    if (!file) throw new Error(`esbuild made no ${name}.js`)
    return file.contents
  }
  const made = {
    theme: named('theme'),
    site: named('site'),
    suggest: named('suggest'),
    search: named('search'),
    'not-found': named('not-found'),
    moved: named('moved'),
  }
  return {
    made,
    from: [
      ...Object.keys(metafile.inputs).map((path) => join(here, path)),
      ...makers(require.resolve('esbuild/package.json')),
    ],
  }
}

/** Puts a language's table in the place of `browser/strings.ts`, which has the English one. */
const wordsOf = ({ file }: Language): Plugin => ({
  name: 'words',
  setup({ onLoad }) {
    const table = fileURLToPath(file)
    onLoad({ filter: /[\\/]browser[\\/]strings\.[jt]s$/ }, () => ({
      contents: `export * from ${JSON.stringify(table)}`,
      resolveDir: dirname(table),
      loader: 'js',
    }))
  },
})
