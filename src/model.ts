/**
 * The site as data: every page, every answer, all links resolved. It is made once, by `src/content`, and then only
 * read. This file imports nothing, so that every stage can import it.
 */

/** A root-relative address without the base path, as in `/what-is-itk/`; pages end in a slash. */
export type Address = `/${string}`

/** Where something stands in a source file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  /** Path as the author would type it, from the folder the command runs in. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many characters are meant, when known. */
  readonly length?: number
}

/** A link or an image that an author wrote. */
export interface Link {
  readonly kind: 'link' | 'image'
  /** The target as written. */
  readonly href: string
  /** What a reader sees or hears of it: a link's words, those for images in it included, or the words for an image. */
  readonly words: string
  readonly at: Place
  readonly target: LinkTarget
}

/**
 * What a link's target was read as. `page` is an address of this site that may or may not exist; `file` is a path inside
 * `content/`; `missing` names a source path that no file has, and perhaps one that is meant.
 */
export type LinkTarget =
  | { readonly kind: 'external' }
  | {
      readonly kind: 'page'
      readonly address: Address
      /** What follows `?`, as written. */
      readonly query?: string
      readonly anchor?: string
    }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string; readonly near?: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unsafe'; readonly scheme: string }

/** A heading as its author wrote it: that of an answer, or one inside an answer. */
export interface Heading {
  readonly text: string
  readonly anchor: string
  /** How many `#` it has. Absent in a quote or a list, where a heading has no place among those of the page. */
  readonly level?: number
  /** The anchor that an earlier heading has taken, for which this one's ends in a number. */
  readonly repeats?: string
  readonly at: Place
}

/** A question that stands in the text as a paragraph, such as "Q: Who pays?". */
export interface PlainQuestion {
  /** Without its mark. */
  readonly question: string
  /** The mark of its answer as written, such as "A:", if it has one. */
  readonly mark?: string
  /** How its answer starts, if that is told by a mark. */
  readonly answer?: string
  readonly at: Place
}

/** A heading inside an answer; it can be linked to, but is not an answer of its own. */
export interface Subheading {
  readonly text: string
  readonly anchor: string
  readonly at: Place
}

/** A stretch of a page's text. */
export interface Passage {
  /** `/page/` or `/page/#anchor`. */
  readonly address: Address
  readonly html: string
  /** The same without any markup, paragraphs separated by a line break. */
  readonly text: string
  /** How many words there are to be read: code and tables, in which one looks things up, do not count. */
  readonly length: number
  /** The same as Markdown, as its author wrote it, without comments; links inside the site are whole addresses. */
  readonly markdown: string
  readonly links: readonly Link[]
  readonly subheadings: readonly Subheading[]
  readonly at: Place
}

/** A page's text before its first answer. */
export interface Lead extends Passage {}

/** Somewhere that facts were taken from. */
export interface Source {
  readonly title: string
  readonly url?: string
}

/** Why a reader may trust a page, or an answer. */
export interface Trust {
  /** Days as `YYYY-MM-DD`. Whether a review is overdue is for the reader's own browser to say: nothing built has a today. */
  readonly lastReviewed?: string
  readonly reviewDue?: string
  /** Where `lastReviewed` is written. */
  readonly reviewedAt?: Place
  /** Who answers for it. */
  readonly owner?: string
  readonly sources: readonly Source[]
}

/**
 * One question heading with the text under it: the unit of this knowledge base. Of trust it has what its page says of this
 * answer alone; where it has nothing, the page's holds.
 */
export interface Answer extends Passage, Trust {
  /** The heading as plain text. */
  readonly question: string
  /** The heading with its inline marks. */
  readonly questionHtml: string
  /** The `id` on the page; absent when a page without headings is itself the answer. */
  readonly anchor?: string
  /** Other wordings of the question: searched, not shown. */
  readonly alsoAsked: readonly string[]
  /** Addresses that it had before. */
  readonly redirectFrom: readonly Pointer[]
}

/** A word of the glossary. */
export interface Term {
  /** The short form, or the word itself. */
  readonly term: string
  readonly expansion?: string
  /** One sentence. */
  readonly meaning: string
  /** Other spellings, which mean the same. */
  readonly also: readonly string[]
  /** Its place on the glossary page: `/glossary/#itk`. */
  readonly address: Address
  readonly anchor: string
  readonly redirectFrom: readonly Pointer[]
  readonly at: Place
}

/** A short form in capitals, at its first use on a page. */
export interface ShortForm {
  readonly text: string
  readonly at: Place
}

/** A piece of what readers read: a paragraph, a heading, a cell of a table, the words for an image, a title. */
export interface Prose {
  /** Without marks; what is no prose, such as code, is one sign that is no letter. */
  readonly text: string
  readonly lang: string
  /** The file it is written in, as `Place` has it. */
  readonly file: string
  /** Where a stretch of `text` is written. Worked out when asked: most words are never pointed at. */
  readonly placeOf: (index: number, length: number) => Place
}

/** A comment that silences a check on its line: `<!-- ignore rule: reason -->`, or `# ignore rule: reason` in YAML. */
export interface Ignore {
  /** The rule as written. Whether there is such a rule is for the checks to say. */
  readonly rule: string
  /** What follows the rule: a colon and the reason, if it is well formed. */
  readonly rest: string
  readonly at: Place
  /** The first and the last line that it speaks of: its own or, if it stands alone, the next one with text. */
  readonly from: number
  readonly to: number
  /** It stands on a draft that is left out, of which the checks see nothing. */
  readonly leftOut: boolean
}

export type PageKind = 'content' | 'index' | 'home' | 'search' | 'all' | 'glossary' | 'not-found' | 'moved'

export interface Page extends Trust {
  readonly kind: PageKind
  /** Name of the file in `layouts/` without its ending. */
  readonly layout: string
  readonly title: string
  readonly description: string
  readonly address: Address
  readonly lang: string
  /** Title of the category; absent on the pages that the site itself makes. */
  readonly category?: string
  readonly subCategory?: string
  /** Where the two are written. */
  readonly categoryAt?: Place
  readonly subCategoryAt?: Place
  readonly lead?: Lead
  readonly answers: readonly Answer[]
  /** All headings in reading order, those of the answers included. */
  readonly headings: readonly Heading[]
  readonly plainQuestions: readonly PlainQuestion[]
  /** The whole text as Markdown, headings included. */
  readonly markdown: string
  /** The page's footnotes as HTML, or an empty string. */
  readonly footnotes: string
  /** The glossary's words that its text uses and links to, in the order of their first use. */
  readonly terms: readonly Term[]
  /** Short forms that its text uses and does not spell out; the glossary may know them. */
  readonly shortForms: readonly ShortForm[]
  readonly draft: boolean
  readonly order?: number
  /** Addresses that it had before; those with an anchor lead to the same anchor here, if there is one. */
  readonly redirectFrom: readonly Pointer[]
  /** The start of the file that it was written in; made pages point at `content/`. */
  readonly at: Place
  /** Path of the source inside `content/`, with forward slashes; absent on made pages. */
  readonly path?: string
}

export interface SubCategory {
  /** Absent for pages that name no sub-category. */
  readonly title?: string
  readonly pages: readonly Page[]
}

export interface Category {
  readonly title: string
  readonly address: Address
  readonly page: Page
  readonly subCategories: readonly SubCategory[]
  /** The names of sub-categories that its index page lists, with pages or without. */
  readonly listed: readonly string[]
}

/** A file beside the pages that some page shows or offers, such as an image. */
export interface ContentFile {
  /** Path inside `content/`, with forward slashes. */
  readonly path: string
  readonly address: Address
  /** It is a drawing that could run code. */
  readonly active: boolean
}

export interface NamedLink {
  readonly name: string
  readonly url?: string
}

/** An address of this site that an author names. */
export interface Pointer {
  /** `/page/` or `/page/#anchor`; a former address may end in a file name too. */
  readonly address: Address
  /** The address as written, when that is a former one. */
  readonly former?: Address
  readonly at: Place
}

/** Something that a reader is doing, and the answers that she needs for it. */
export interface Task {
  readonly title: string
  readonly answers: readonly Pointer[]
}

/** Something that readers type, and the answer that they must find. */
export interface SearchTest {
  readonly group: string
  readonly query: string
  /** Any one of them will do. */
  readonly finds: readonly Pointer[]
  /** How far down it may stand: 1 is the first place. */
  readonly top: number
  readonly at: Place
}

/** What `/.well-known/security.txt` says. */
export interface Security {
  /** Web or e-mail addresses, the best one first. */
  readonly contact: readonly string[]
  /** The day, as `YYYY-MM-DD`, after which it should no longer be believed. */
  readonly expires: string
  /** Where it is written how reports are met. */
  readonly policy?: string
}

export type Severity = 'error' | 'warning'

/** What `site.yml` says, with the gaps filled. */
export interface Settings {
  readonly name: string
  readonly description: string
  readonly language: string
  /** Where the site will be published, when known; ends in a slash. */
  readonly url?: string
  readonly owner?: NamedLink
  readonly licence?: NamedLink
  /** A sentence or two for the foot of every page. */
  readonly notice?: string
  readonly links: readonly (NamedLink & { readonly at: Place })[]
  readonly tasks: readonly Task[]
  /** Answers that many people need. */
  readonly popular: readonly Pointer[]
  /** The header's colour: `#` and six hexadecimal digits. */
  readonly brand?: string
  /** Path of a picture inside `content/`. */
  readonly logo?: string
  /** `mailto:` or the `https:` address of a form, without a query. */
  readonly feedback?: string
  /** How long a review holds where a page does not say, such as `12 months`. */
  readonly reviewIn?: string
  /** Where pages are edited; a page's path inside `content/` follows. Ends in a slash. */
  readonly suggest?: string
  /** Whom to tell of a weakness of the site. */
  readonly security?: Security
  readonly outputs: {
    /** A file of Markdown beside each page. */
    readonly markdown: boolean
    /** A page for each permalink; without them, servers have it as a rule. */
    readonly permalinkPages: boolean
  }
  readonly rules: Readonly<Record<string, Severity | 'off'>>
  /** Where each of them stands. */
  readonly ruleNames: readonly { readonly name: string; readonly at: Place }[]
}

/** A permanent address, `/a/<id>/`, as the ledger has it. Once there, it stays for good. */
export interface Permalink {
  readonly id: string
  /** The day on which it was promised, as `YYYY-MM-DD`. */
  readonly day: string
  /** What the text was like: 16 hexadecimal digits that differ in few places for texts that differ in few words. */
  readonly signature: string
  /** Where the answer or the page was when the ledger was last brought up to date. */
  readonly address: Address
  /** The question, or the page's title, as it was then. */
  readonly question: string
  /** Where it was before that. */
  readonly former: readonly Address[]
  /** It is gone for good, and this says so. */
  readonly retired?: { readonly instead?: Address; readonly at: Place }
  readonly at: Place
}

/** What has become of an address that was in use. */
export type Destination =
  | {
      readonly kind: 'moved'
      /** Where it is now: `/page/` or `/page/#anchor`, always there. */
      readonly address: Address
      /** The question, heading or title that stands there. */
      readonly title: string
    }
  | {
      readonly kind: 'retired'
      /** What it was called. */
      readonly question: string
      readonly instead?: { readonly address: Address; readonly title: string }
    }

/** Says, on a page, that an answer is no longer on it. */
export interface MovedNote {
  /** The `id` under which links look for the answer. */
  readonly anchor: string
  /** What it was called when it was last there. */
  readonly question: string
  readonly to: Destination
}

/** What has become of every address that was ever in use. */
export interface Links {
  /** Every address that is no longer in use, sorted. */
  readonly former: ReadonlyMap<Address, Destination>
  /** The id of what is at a present address, if it has been entered in the ledger. */
  readonly ids: ReadonlyMap<Address, string>
  /** Further anchors that an answer, or a page, has in place of former ones. */
  readonly anchors: ReadonlyMap<Address, readonly string[]>
  /** For each page, present or former, the answers that have left it. */
  readonly notes: ReadonlyMap<Address, readonly MovedNote[]>
  /** Pages that stand where something was, and say where it is now. */
  readonly signposts: readonly Page[]
  /** Former pages that need no more than to send the reader on: all that was on them is on one page, or nothing is known of it. */
  readonly redirects: readonly Address[]
  /** Former addresses of whole pages for which no file can stand: only a host can send the reader on. */
  readonly hostOnly: readonly Address[]
  /** Promised, and neither moved nor retired: a broken promise. */
  readonly lost: readonly Permalink[]
}

export interface Site {
  readonly settings: Settings
  /** The path part of the address that the site is published at: `/` or `/help/`. */
  readonly base: string
  /** Every page with an address, in reading order; the site's own pages come last. */
  readonly pages: readonly Page[]
  /** Those of them that the site itself has: the search, the glossary, and others that nobody wrote. */
  readonly ownPages: readonly Page[]
  readonly categories: readonly Category[]
  /** The glossary, in the language's own order. */
  readonly terms: readonly Term[]
  /** Words that are right here, whatever a dictionary says. */
  readonly words: readonly string[]
  readonly searchTests: readonly SearchTest[]
  /** What authors have silenced beside the line. */
  readonly ignores: readonly Ignore[]
  /** Addresses of pages left out because they are drafts. */
  readonly drafts: readonly Address[]
  /** Every permalink ever promised, by id. */
  readonly ledger: readonly Permalink[]
  readonly links: Links
  /** Files that pages use. */
  readonly files: readonly ContentFile[]
  /** Addresses of the files in `public/`. */
  readonly publicFiles: readonly Address[]
}

/** Every link and image on a page, in reading order. */
export const linksOf = (page: Page): Link[] => [
  ...(page.lead?.links ?? []),
  ...page.answers.flatMap((answer) => answer.links),
]
