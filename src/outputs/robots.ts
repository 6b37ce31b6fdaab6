import { absolute } from '../address.ts'
import type { Output } from './output.ts'

/** Everything may be listed; the sitemap says what there is. */
export const robots: Output = (site) => {
  const sitemap = absolute(site, '/sitemap.xml')
  return [
    {
      path: '/robots.txt',
      content: ['User-agent: *', 'Allow: /', ...(sitemap ? [`Sitemap: ${sitemap}`] : []), ''].join('\n'),
    },
  ]
}
