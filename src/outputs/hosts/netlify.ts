import type { Host } from '../output.ts'
import { headers, redirects } from './redirects-and-headers.ts'

/**
 * Netlify shows a file that is there, and there is one, the redirect page, unless the status has a mark of exclamation
 * (docs.netlify.com/routing/redirects), which others do not know.
 *
 * Limits: docs.netlify.com/site-deploys/overview for files; the page about redirects names no number from which it fails, and
 * advises against 10,000 and more.
 */
export const netlify: Host = {
  title: 'Netlify',
  files: (site, assets) => [...redirects(site, '301!', '/_redirects'), ...headers(site, assets)],
  limits: [
    { of: 'files of a folder', most: 54_000, beyond: 'It refuses the site.' },
    { of: 'redirects', most: 10_000, beyond: 'It may refuse the site.' },
  ],
}
