import type { Assets } from '../layout.ts'
import type { Address, Site } from '../model.ts'
import type { Strings } from '../strings.ts'

/** A file made from the site, beside its pages. */
export interface OutputFile {
  readonly path: Address
  readonly content: string | Uint8Array
}

/** Makes files from the site. It reads nothing else, so that the same site gives the same bytes. */
export type Output = (site: Site, assets: Assets, strings: Strings) => OutputFile[]
