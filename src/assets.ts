import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { transform } from 'lightningcss'
import { compileAsync } from 'sass'
import type { Assets } from './layout.ts'

const here = dirname(fileURLToPath(import.meta.url))
const nhsuk = dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'))

/** Makes the style sheet and the browser scripts, and writes them into `output`, each under a name made from its content. */
export async function writeAssets(output: string): Promise<Assets> {
  const [style, scripts] = await Promise.all([compileStyle(), bundleScripts()])
  await mkdir(join(output, 'assets'), { recursive: true })
  const write = async (name: string, ending: string, content: Uint8Array): Promise<string> => {
    const path = `/assets/${name}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`
    await writeFile(join(output, path), content)
    return path
  }
  return {
    style: await write('site', 'css', style),
    script: await write('site', 'js', scripts.site),
    search: await write('search', 'js', scripts.search),
  }
}

/** The browsers that the site is made for: what NHS England's service manual asks for is older than all of these. */
const browsers = {
  chrome: 109 << 16,
  edge: 109 << 16,
  firefox: 115 << 16,
  safari: (15 << 16) | (4 << 8),
}

async function compileStyle(): Promise<Uint8Array> {
  const { css } = await compileAsync(join(here, 'styles', 'site.scss'), {
    loadPaths: [dirname(nhsuk)],
    quietDeps: true,
    logger: { warn: () => undefined },
  })
  const { code } = transform({
    filename: 'site.css',
    code: Buffer.from(css),
    minify: true,
    targets: browsers,
  })
  return code
}

async function bundleScripts(): Promise<{
  site: Uint8Array
  search: Uint8Array
}> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'browser', 'site.ts'), join(here, 'browser', 'search.ts')],
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari15.4'],
    minify: true,
    // Text stays readable in the file, and a build in another folder gives the same bytes.
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: here,
    logLevel: 'silent',
  })
  const named = (name: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(`${name}.js`))
    if (!file) throw new Error(`esbuild made no ${name}.js`)
    return file.contents
  }
  return { site: named('site'), search: named('search') }
}
