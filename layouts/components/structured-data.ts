import { absolute } from '../../src/address.ts'
import type { Page, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'

/**
 * The breadcrumb as data (schema.org, BreadcrumbList), for search engines that show it in place of an address. Browsers do not run
 * it. The last item is the page itself and, as Google asks, has no address.
 */
export function breadcrumbData(site: Site, strings: Strings, page: Page): string | undefined {
  if (site.settings.url === undefined || (page.kind !== 'content' && page.kind !== 'index')) return undefined
  const category = page.kind === 'content' ? site.categories.find(({ title }) => title === page.category) : undefined
  const above = [
    { name: strings.home, item: absolute(site, '/') },
    ...(category ? [{ name: category.title, item: absolute(site, category.address) }] : []),
  ]
  const data = {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: [...above, { name: page.title }].map((item, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      ...item,
    })),
  }
  return scriptSafe(JSON.stringify(data))
}

/** JSON in which nothing can close the element that it stands in, or open a comment there. */
const scriptSafe = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
