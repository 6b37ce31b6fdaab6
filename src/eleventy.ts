import { mkdir } from 'node:fs/promises'
import { relative } from 'node:path'
import Eleventy, { type EleventyConfig } from '@11ty/eleventy'
import type { Assets } from './layout.ts'
import { LayoutFault, type Layouts } from './layouts.ts'
import type { Address, Page, Site } from './model.ts'
import { createRelated } from './related/related.ts'
import type { Strings } from './strings.ts'

/** What one run of Eleventy is to compile. */
export interface Compilation {
  readonly site: Site
  readonly assets: Assets
  readonly strings: Strings
  readonly layouts: Layouts
  /** An empty folder, as Eleventy wants one to read: nothing of `content/` is ever put before it. */
  readonly input: string
  readonly output: string
  readonly configFile: string
  /** Told of each page as it is made. */
  readonly onPage: (address: Address, html: string) => void
}

/**
 * Where a configuration carries its compilation: Eleventy hands its config file nothing else to tell it by. The symbol is
 * a registered one because that file may be loaded apart from this module (a test runner does so).
 */
const carried = Symbol.for('answerbook.compilation')
type Carrier = EleventyConfig & { [carried]?: Compilation }

function compilationOf(config: Carrier): Compilation {
  const compilation = config[carried]
  if (compilation) return compilation
  throw new Error('Eleventy is started by the build, with pages that have been read and checked: npm run build')
}

/** Has Eleventy write every page of the site, each through its layout. Throws a `LayoutFault` when a layout fails. */
export async function compilePages(compilation: Compilation): Promise<void> {
  const { input, output, configFile } = compilation
  await mkdir(input, { recursive: true })
  const fromHere = (path: string): string => relative(process.cwd(), path) || '.'
  const eleventy = new Eleventy(fromHere(input), fromHere(output), {
    configPath: fromHere(configFile),
    quietMode: true,
    source: 'script',
    config(eleventyConfig: Carrier) {
      eleventyConfig[carried] = compilation
    },
  })
  eleventy.disableLogger()
  try {
    await eleventy.write()
  } catch (error) {
    throw causeOf(error)
  }
}

/** Eleventy puts what a layout, or the disk, threw into errors of its own. */
function causeOf(error: unknown): unknown {
  if (error instanceof LayoutFault || !(error instanceof Error) || !('originalError' in error)) return error
  return error.originalError ? causeOf(error.originalError) : error
}

/**
 * Plug-in: the pages of the model as templates, one paginated template a layout. (Measured at 10,000 pages: 2.9 s so, 4.4 s
 * with one virtual template a page.) Eleventy sees addresses alone, so that it has nothing to merge, copy or run.
 */
export function pages(config: EleventyConfig): void {
  const { site, assets, strings, layouts: loaded, onPage } = compilationOf(config)
  const all = [...site.pages, ...site.links.signposts]
  const pageAt = new Map<string, Page>(all.map((page) => [page.address, page]))
  const related = createRelated()(site)
  const render = (address: string): string => {
    const page = pageAt.get(address)
    if (!page) throw new Error(`No page has the address ${address}`)
    const html = loaded.render(page.layout, { site, page, assets, strings, related })
    onPage(page.address, html)
    return html
  }
  for (const layout of new Set(all.map((page) => page.layout))) {
    const addresses = all.filter((page) => page.layout === layout).map(({ address }) => address)
    config.addTemplate(`${layout}.page`, '', {
      layout: `${layout}.tsx`,
      addresses,
      render: lending(render),
      pagination: { data: 'addresses', size: 1, alias: 'address' },
      permalink: ({ address }: { address: string }) => (address.endsWith('/') ? `${address}index.html` : address),
      eleventyExcludeFromCollections: true,
    })
  }
  config.addTemplateFormats('page')
  config.addExtension('page', { read: false, compile: () => () => '' })
}

type RenderPage = (address: string) => Buffer

/**
 * Eleventy holds on to whatever it has written until its end, which was most of a large build's memory. So it is lent bytes, and
 * they are taken back when it asks for the next page of the same template: it makes and writes those one after the other.
 */
function lending(render: (address: string) => string): RenderPage {
  let lent: Uint8Array<ArrayBuffer> = new Uint8Array()
  return (address) => {
    structuredClone(lent.buffer, { transfer: [lent.buffer] })
    lent = encoder.encode(render(address))
    return Buffer.from(lent.buffer)
  }
}

const encoder = new TextEncoder()

/**
 * Plug-in: `layouts/*.tsx` as Eleventy's layouts, which are there by name alone, as their files may lie in several folders.
 * Eleventy keeps what it compiled for a layout for as long as the process lives, from one build to the next, so nothing of one
 * build may be held here: it comes with the page's data.
 */
export function layouts(config: EleventyConfig): void {
  for (const name of compilationOf(config).layouts.names) config.addTemplate(`_includes/${name}.tsx`, '', {})
  config.addTemplateFormats('tsx')
  config.addExtension('tsx', {
    getData: false,
    useJavaScriptImport: true,
    getInstanceFromInputPath: async () => ({}),
    compileOptions: { cache: false },
    // Eleventy writes bytes as well as text.
    compile: () => (data) => (data.render as RenderPage)(String(data.address)) as unknown as string,
  })
}
