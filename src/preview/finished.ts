import type { MadeAssets } from '../assets.ts'
import { checkBuilt, type FiledFile, fileOf } from '../built.ts'
import type { Checked } from '../check.ts'
import { LongText } from '../long-text.ts'
import type { Address, Site } from '../model.ts'
import { outputFiles } from '../outputs/index.ts'
import type { OutputFile } from '../outputs/output.ts'
import type { Problem } from '../problem.ts'
import type { RelatedTo } from '../related/related.ts'
import { searchStart } from '../search/dictionary.ts'
import { languageOf } from '../strings.ts'

/** What stands at an address: in memory, or on disk. */
export type Held = { readonly content: string | Uint8Array } | { readonly onDisk: string }

/**
 * A finished site that makes each of its files when it is asked for, from the same model and through the same functions as a
 * build does. Of the search it has nothing: an index can only be made whole.
 */
export interface Finished {
  readonly checked: Checked
  readonly made: MadeAssets
  /** What stands at the path of a file. Throws what a layout throws. */
  readonly find: (path: Address) => Held | undefined
  /** The paths of all files, sorted. */
  readonly paths: () => Address[]
}

/** What a finished site is made with, besides what was read and made. */
export interface Finishing {
  readonly relatedIn: (site: Site) => RelatedTo
}

export function finish(checked: Checked, made: MadeAssets, { relatedIn }: Finishing): Finished {
  const { site, layouts, onDisk, publicOnDisk } = checked
  const { strings } = languageOf(site.settings.language)
  const related = relatedIn(site)
  const pages = new Map([...site.pages, ...site.links.signposts].map((page) => [fileOf(page.address), page]))
  const assets = new Map(made.files.map(({ path, content }) => [path, content]))
  const disk = new Map<Address, string>([
    ...publicOnDisk,
    ...site.files.map(({ path, address }) => [address, onDisk.get(path) ?? ''] as const),
  ])
  // A preview reads no rules for hosts, and who follows a permalink in it wants to arrive.
  const outputs = { ...site.settings.outputs, permalinkPages: true }
  const answering: Site = { ...site, settings: { ...site.settings, outputs } }
  let others: ReadonlyMap<Address, OutputFile['content']> | undefined
  const otherFiles = (): ReadonlyMap<Address, OutputFile['content']> => {
    others ??= new Map(Array.from(outputFiles(answering, made.assets, strings), ({ path, content }) => [path, content]))
    return others
  }
  return {
    checked,
    made,
    find(path) {
      const page = pages.get(path)
      if (page) return { content: layouts.render(page.layout, { site, page, assets: made.assets, strings, related }) }
      const onDisk = disk.get(path)
      if (onDisk !== undefined) return { onDisk }
      const content = assets.get(path) ?? otherFiles().get(path)
      return content === undefined ? undefined : { content: content instanceof LongText ? content.toString() : content }
    },
    paths: () => [...new Set([...pages.keys(), ...assets.keys(), ...disk.keys(), ...otherFiles().keys()])].sort(),
  }
}

export interface Proving {
  /** Reads a file of HTML; it may know those that it has met before. */
  readonly readHtml: (html: string, path: Address) => FiledFile
  readonly readDisk: (onDisk: string) => Promise<string>
  /** Called before each file; what it throws ends the work. */
  readonly pause: () => Promise<void>
}

/** Makes every page and checks it as a build checks what it has built. Throws what a layout throws. */
export async function prove(finished: Finished, { readHtml, readDisk, pause }: Proving): Promise<Problem[]> {
  const look = async (path: Address): Promise<FiledFile> => {
    await pause()
    const held = finished.find(path)
    const html = !held ? '' : 'onDisk' in held ? await readDisk(held.onDisk) : held.content.toString()
    return readHtml(html, path)
  }
  return checkBuilt({ paths: [...finished.paths(), `/${searchStart}` as const].sort(), look }, finished.checked.site)
}
