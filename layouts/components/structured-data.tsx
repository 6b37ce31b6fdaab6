import { absolute } from '../../src/address.ts'
import type { Page, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'

interface BreadcrumbDataProps {
  readonly site: Site
  readonly strings: Strings
  readonly page: Page
}

/**
 * The breadcrumb as data (schema.org, BreadcrumbList), for search engines that show it in place of an address. Browsers do not run
 * it, so that a policy need not allow it. The last item is the page itself and, as Google asks, has no address.
 */
export function BreadcrumbData({ site, strings, page }: BreadcrumbDataProps) {
  if (site.settings.url === undefined || (page.kind !== 'content' && page.kind !== 'index')) return null
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
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptSafe(JSON.stringify(data)) }} />
}

/** JSON in which nothing can close the element that it stands in, or open a comment there. */
const scriptSafe = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
