import type { VNode } from 'preact'
import type { Page, Site } from './model.ts'

/** Addresses, without the base path, of the files that pages load. Their names change with their content. */
export interface Assets {
  readonly style: string
  /** Runs before anything is painted: the colours that a reader chose. */
  readonly theme: string
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
}

/** What a file of `layouts/` exports under the name `layout`: a page in, its whole HTML document out. */
export type Layout = (props: LayoutProps) => VNode
