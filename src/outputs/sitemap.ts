import { absolute } from '../address.ts'
import { escapeMarkup } from '../escape.ts'
import type { Output } from './output.ts'

/** Every page that a search engine may list (sitemaps.org, protocol 0.9). Made only when the site knows its own address. */
export const sitemap: Output = (site) => {
  const entries = site.pages
    .filter(({ kind }) => kind !== 'not-found' && kind !== 'search' && kind !== 'all')
    .flatMap((page) => {
      const address = absolute(site, page.address)
      const changed = page.lastReviewed ? `<lastmod>${page.lastReviewed}</lastmod>` : ''
      return address ? [`  <url><loc>${escapeMarkup(address)}</loc>${changed}</url>`] : []
    })
  if (entries.length === 0) return []
  return [
    {
      path: '/sitemap.xml',
      content: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        ...entries,
        '</urlset>',
        '',
      ].join('\n'),
    },
  ]
}
