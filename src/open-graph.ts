import { absolute } from './address.ts'
import type { Address, Site } from './model.ts'

/** What chat tools are to show of an address. */
export interface Shared {
  /** Absent where what stands there is no place of its own. */
  readonly address?: Address
  readonly title: string
  readonly description: string
  readonly type: 'article' | 'website'
}

/** A `<meta>` of the head. */
export interface Meta {
  readonly property?: string
  readonly name?: string
  readonly content: string
}

/** One picture for the whole site, of 1200 by 630 pixels: an organisation puts its own in its place. */
const picture: Address = '/social.png'

/**
 * What a page says of itself to those who show a card for a link to it (ogp.me): chat tools, and X, which takes the rest from there once it is
 * told the kind of card. Pictures and addresses have to be whole, so these are left out while the site does not know where it will be.
 */
export function openGraph(site: Site, { address, title, description, type }: Shared): Meta[] {
  const url = address === undefined ? undefined : absolute(site, address)
  const image = site.publicFiles.includes(picture) ? absolute(site, picture) : undefined
  const properties = { type, title, description: description || undefined, url, site_name: site.settings.name, image }
  return [
    ...Object.entries(properties).flatMap(([name, content]) =>
      content === undefined ? [] : [{ property: `og:${name}`, content }],
    ),
    ...(image === undefined ? [] : [{ name: 'twitter:card', content: 'summary_large_image' }]),
  ]
}
