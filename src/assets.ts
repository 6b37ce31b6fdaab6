import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { transform } from 'lightningcss'
import { compileAsync } from 'sass'
import type { Assets, Inlined } from './layout.ts'
import type { Settings } from './model.ts'
import { contentPolicy } from './policy.ts'
import type { Language } from './strings.ts'
import { brandStyle } from './theme.ts'

const here = dirname(fileURLToPath(import.meta.url))
const nhsuk = dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'))

const scriptNames = ['theme', 'site', 'suggest', 'search', 'not-found', 'moved'] as const
type ScriptName = (typeof scriptNames)[number]

/**
 * Makes the style sheet, in the site's own colours, and the browser scripts, with words in its language. Those that pages load are written into `output`,
 * each under a name made from its content.
 */
export async function writeAssets({ brand }: Settings, language: Language, output: string): Promise<Assets> {
  const [style, scripts] = await Promise.all([compileStyle(brand), bundleScripts(language)])
  await mkdir(join(output, 'assets'), { recursive: true })
  const write = async (name: string, ending: string, content: Uint8Array): Promise<string> => {
    const path = `/assets/${name}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`
    await writeFile(join(output, path), content)
    return path
  }
  const inPage = { style: inlined(style), theme: inlined(scripts.theme) }
  return {
    ...inPage,
    policy: contentPolicy(inPage),
    script: await write('site', 'js', scripts.site),
    suggest: await write('suggest', 'js', scripts.suggest),
    search: await write('search', 'js', scripts.search),
    notFound: await write('not-found', 'js', scripts['not-found']),
    moved: await write('moved', 'js', scripts.moved),
  }
}

/** Nothing in it may close the element that it stands in; neither style nor script of ours has a reason to. */
function inlined(content: Uint8Array): Inlined {
  const text = Buffer.from(content).toString('utf8').trim()
  if (/<[/!]/.test(text)) throw new Error('A style or script that stands in the page must not hold "</" or "<!".')
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` }
}

/** The browsers that the site is made for: what NHS England's service manual asks for is older than all of these. */
const browsers = {
  chrome: 109 << 16,
  edge: 109 << 16,
  firefox: 115 << 16,
  safari: (15 << 16) | (4 << 8),
}

async function compileStyle(brand: string | undefined): Promise<Uint8Array> {
  const { css } = await compileAsync(join(here, 'styles', 'site.scss'), {
    loadPaths: [dirname(nhsuk)],
    quietDeps: true,
    logger: { warn: () => undefined },
  })
  const { code } = transform({
    filename: 'site.css',
    code: Buffer.from(brand ? css + brandStyle(brand) : css),
    minify: true,
    targets: browsers,
  })
  return code
}

async function bundleScripts(language: Language): Promise<Record<ScriptName, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: scriptNames.map((name) => join(here, 'browser', `${name}.ts`)),
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
    logLevel: 'silent',
  })
  const named = (name: ScriptName): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(`/${name}.js`))
    if (!file) throw new Error(`esbuild made no ${name}.js`)
    return file.contents
  }
  return {
    theme: named('theme'),
    site: named('site'),
    suggest: named('suggest'),
    search: named('search'),
    'not-found': named('not-found'),
    moved: named('moved'),
  }
}

/** Puts a language's table in the place of `browser/strings.ts`, which has the English one. */
const wordsOf = ({ file }: Language): Plugin => ({
  name: 'words',
  setup({ onLoad }) {
    const table = fileURLToPath(file)
    onLoad({ filter: /[\\/]browser[\\/]strings\.ts$/ }, () => ({
      contents: `export * from ${JSON.stringify(table)}`,
      resolveDir: dirname(table),
      loader: 'ts',
    }))
  },
})
