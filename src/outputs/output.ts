import type { Assets } from '../layout.ts'
import type { LongText } from '../long-text.ts'
import type { Address, Site } from '../model.ts'
import type { Strings } from '../strings.ts'

/** A file made from the site, beside its pages. */
export interface OutputFile {
  readonly path: Address
  readonly content: string | Uint8Array | LongText
}

/** Makes files from the site, for the host that will have them. It reads nothing else, so that the same site gives the same bytes. */
export type Output = (site: Site, assets: Assets, strings: Strings, host: Host) => Iterable<OutputFile>

/** Where a site is published: what is made for it alone, and what it takes. */
export interface Host {
  /** As its makers write it. */
  readonly title: string
  /** What it reads besides pages. */
  readonly files: (site: Site, assets: Assets) => OutputFile[]
  /** It reads no rules: a former address works only where a page stands at it. */
  readonly readsNoRules?: true
  /** It sends `page/index.html.br` or `page/index.html.gz` in the place of `page/index.html` to browsers that take it. */
  readonly sendsCompressed?: true
  readonly limits?: readonly Limit[]
}

/** What a host says it takes. */
export interface Limit {
  readonly of:
    | 'files'
    | 'files of a folder'
    | 'bytes'
    | 'bytes of a file'
    | 'redirects'
    | 'characters of a redirect'
    | 'header rules'
    | 'characters of a header'
  readonly most: number
  /** What it does with more, as a sentence. */
  readonly beyond: string
}
