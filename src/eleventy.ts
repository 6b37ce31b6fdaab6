import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { relative } from 'node:path'
import Eleventy, { type EleventyConfig } from '@11ty/eleventy'
import type { Assets } from './layout.ts'
import { LayoutFault, type Layouts } from './layouts.ts'
import type { Address, Page } from './model.ts'
import type { Strings } from './strings.ts'
import type { Reads, WatchedSite } from './watch-reads.ts'

/** What one run of Eleventy is to compile. */
export interface Compilation {
  readonly site: WatchedSite
  /** Those to compile. */
  readonly pages: readonly Page[]
  readonly assets: Assets
  readonly strings: Strings
  readonly layouts: Layouts
  /** An empty folder, as Eleventy wants one to read: nothing of `content/` is ever put before it. */
  readonly input: string
  readonly output: string
  readonly configFile: string
  /** Told of each page as it is made, without the style that stands in it, and of what was read for it. */
  readonly onPage: (address: Address, html: string, reads: Reads) => void
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
  const { site: watched, pages: all, assets, strings, layouts: loaded, onPage } = compilationOf(config)
  const { site, related } = watched
  const pageAt = new Map<string, Page>(all.map((page) => [page.address, page]))
  const { hollow, filled } = apart(assets)
  const render = (address: string): string[] => {
    const page = pageAt.get(address)
    if (!page) throw new Error(`No page has the address ${address}`)
    const { result: html, reads } = watched.watch(page, (page) =>
      loaded.render(page.layout, { site, page, assets: hollow, strings, related }),
    )
    const parts = html.split(hollow.style.text)
    onPage(page.address, parts.join(''), reads)
    return parts
  }
  for (const layout of new Set(all.map((page) => page.layout))) {
    const addresses = all.filter((page) => page.layout === layout).map(({ address }) => address)
    config.addTemplate(`${layout}.page`, '', {
      layout: `${layout}.tsx`,
      addresses,
      render: lending((address) => filled(render(address))),
      pagination: { data: 'addresses', size: 1, alias: 'address' },
      permalink: ({ address }: { address: string }) => (address.endsWith('/') ? `${address}index.html` : address),
      eleventyExcludeFromCollections: true,
    })
  }
  config.addTemplateFormats('page')
  config.addExtension('page', { read: false, compile: () => () => '' })
}

/**
 * The style is most of a page, and the same in each: a layout is given a mark in its place, and it is put in as bytes. (Rendered with every
 * page, it was a gigabyte of text at 10,000 pages.)
 */
function apart(assets: Assets): { hollow: Assets; filled: (parts: readonly string[]) => Uint8Array<ArrayBuffer> } {
  const style = encoder.encode(assets.style.text)
  return {
    // Nobody who writes a page can know it.
    hollow: { ...assets, style: { ...assets.style, text: randomUUID() } },
    filled(parts) {
      const texts = parts.flatMap((part, index) => (index === 0 ? [] : [style]).concat(encoder.encode(part)))
      const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0))
      let at = 0
      for (const text of texts) {
        bytes.set(text, at)
        at += text.length
      }
      return bytes
    },
  }
}

type RenderPage = (address: string) => Buffer

/**
 * Eleventy holds on to whatever it has written until its end, which was most of a large build's memory. So it is lent bytes, and
 * they are taken back when it asks for the next page of the same template: it makes and writes those one after the other.
 */
function lending(render: (address: string) => Uint8Array<ArrayBuffer>): RenderPage {
  let lent: Uint8Array<ArrayBuffer> = new Uint8Array()
  return (address) => {
    structuredClone(lent.buffer, { transfer: [lent.buffer] })
    lent = render(address)
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
