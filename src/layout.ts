import type { VNode } from 'preact'
import type { Answer, Page, Site } from './model.ts'
import type { Strings } from './strings.ts'

/** Text that stands in every page, and is allowed there by its hash: `sha256-` and Base64, as a policy has it. */
export interface Inlined {
  readonly text: string
  readonly hash: string
}

/**
 * What pages are dressed with. Style and theme stand in the page itself, so that it can be painted without asking for more. The
 * others are addresses, without the base path, of files that pages load; their names change with their content.
 */
export interface Assets {
  /** Its text is to be put into the page as it is. A build gives a mark that stands for it, and puts it in itself. */
  readonly style: Inlined
  /** Runs before anything is painted: the colours that a reader chose. */
  readonly theme: Inlined
  /** What the page's own Content Security Policy says. */
  readonly policy?: string
  /** Runs on every page. */
  readonly script: string
  /** Offers answers under a search box; loaded when a reader goes to one. */
  readonly suggest: string
  /** Runs on the search page. */
  readonly search: string
  /** Runs on the page for addresses that are not there. */
  readonly notFound: string
  /** Runs where something was: sends the reader on to where it is now. */
  readonly moved: string
}

export interface LayoutProps {
  readonly site: Site
  readonly page: Page
  readonly assets: Assets
  /** The words of the interface, in the site's language. */
  readonly strings: Strings
  /** Answers on other pages that belong to what a page is about; worked out when asked, as only some layouts show them. */
  readonly related: (page: Page) => readonly Answer[]
}

/**
 * What a file of `layouts/` exports under the name `layout`: a page in, its whole HTML document out. It may hang on nothing but what it
 * is handed: a build runs it again only for pages for which something that it read there has changed (src/watch-reads.ts).
 */
export type Layout = (props: LayoutProps) => VNode
