/** What an import reads: a folder of an older site, and what its generator's own files say of it. */

/** One file of the old folder. Only files that are read carry text. */
export interface OldFile {
  /** Path inside the old folder, with forward slashes, in NFC. */
  readonly path: string
  readonly onDisk: string
  /** Its text, with line ends made alike; undefined for files that are only copied. */
  readonly text?: string
  /** It cannot be read as text: why. */
  readonly unread?: string
}

export type OldFiles = ReadonlyMap<string, OldFile>

/** Something that was not carried as it was. */
export interface Finding {
  /** Path in the old folder. */
  readonly file: string
  readonly line: number
  /** One or two words for the kind of thing: "include", "attribute list". */
  readonly kind: string
  /** What was there, cut to a line. */
  readonly was: string
  /** What the import did instead: a phrase that ends a sentence. */
  readonly done: string
}

/** Tells of something that was not carried. */
export type Note = (line: number, kind: string, was: string, done: string) => void

/** Keys and values that a file holds, whatever its language. */
export type Data = Readonly<Record<string, unknown>>

/** An entry of a navigation: a page, a section, or both. */
export interface NavItem {
  readonly title?: string
  /** A path, an id or an address of a page, as written. */
  readonly target?: string
  readonly items: readonly NavItem[]
  /** Stands for all pages of a folder, in their own order. */
  readonly folder?: string
}

/** The front matter of an old page. */
export interface Front {
  readonly data: Data
  /** The line of a key, from 1. */
  readonly lineOf: (key: string) => number
  /** Keys that the page has from the site's settings. */
  readonly inherited: ReadonlySet<string>
}

/** What can be told of an old page before its text is read. */
export interface OldPage {
  readonly file: OldFile
  /** Path inside the folder of pages, ending included. */
  readonly path: string
  /** What kind of page it is where a generator has several: a post, a collection's name. */
  readonly type: string
  readonly front: Front
  readonly body: string
  /** The line, from 0, on which the body starts. */
  readonly bodyLine: number
}

/** Which of the old site's languages its pages may hold. */
export type Dialect = 'liquid' | 'kramdown' | 'python' | 'mdx' | 'containers' | 'vue' | 'shortcodes'

/** How the old site gave its headings their anchors. */
export type AnchorRule = 'github' | 'kramdown' | 'python' | 'vitepress' | 'hugo'

export interface FolderFacts {
  readonly title?: string
  readonly order?: number
}

/** All that the generator's own files say. */
export interface Setup {
  readonly name?: string
  readonly description?: string
  /** Where the site was published, its base path included. */
  readonly url?: string
  readonly language?: string
  /** Path under which the old site was published: `/` or `/docs/`. */
  readonly base: string
  /** What a file is: a page with its path inside the folder of pages, or nothing of the kind. */
  readonly pageAt: (path: string) => { readonly path: string; readonly type: string } | undefined
  /** Folders, ending in a slash or empty, whose files stood at the root of the old site. */
  readonly roots: readonly string[]
  readonly navigation: readonly NavItem[]
  /** The files that it was read from. */
  readonly navigationFiles: readonly string[]
  /** Front matter that pages have without saying so. */
  readonly defaults?: (page: Pick<OldPage, 'file' | 'type'>) => Data
  /** The address of the list that the old site made of a folder by itself. */
  readonly folderAddress?: (folder: string) => string
  /** The same for sections of the navigation, by their title. */
  readonly listAddresses?: ReadonlyMap<string, string>
  /** Titles and places of folders of pages, by their path inside it. */
  readonly folders: ReadonlyMap<string, FolderFacts>
  /** Every address that a page had by the generator's rules, the one that it was known by first. */
  readonly addresses: (page: OldPage) => readonly string[]
  /** Whether a page stands for its folder. */
  readonly isIndex: (page: OldPage) => boolean
  /** The file name that the new address is made from. */
  readonly nameOf: (page: OldPage) => string
  /** Names besides its path by which links and navigation may call a page. */
  readonly idsOf: (page: OldPage) => readonly string[]
  readonly anchors: AnchorRule
  readonly dialects: ReadonlySet<Dialect>
  /** Values that pages of the old site could print, by name: `site.title`. */
  readonly values: ReadonlyMap<string, string>
}

export interface Generator {
  /** As `--from` takes it. */
  readonly name: string
  readonly title: string
  /** The files of its own, by which it is known. */
  readonly marks: RegExp
  /** `note` takes the file as well, as many may be read. */
  readonly read: (files: OldFiles, note: FileNote) => Setup
}

export type FileNote = (file: string, ...what: Parameters<Note>) => void
