import type { Host, Limit } from '../output.ts'
import { headers, redirects } from './redirects-and-headers.ts'

/** It and some others follow these lines whatever files there are (developers.cloudflare.com/pages/configuration/redirects). */
export const plainRedirects: Limit = { of: 'redirects', most: 2000, beyond: 'It leaves out the rest without a word.' }

/** Limits: developers.cloudflare.com/pages/platform/limits, the length of a redirect: the page about redirects beside it. */
export const cloudflarePages: Host = {
  title: 'Cloudflare Pages',
  files: (site, assets) => [...redirects(site, '301', '/_redirects'), ...headers(site, assets)],
  limits: [
    { of: 'files', most: 20_000, beyond: 'It refuses the site, unless the plan is a paid one: that takes 100,000.' },
    { of: 'bytes of a file', most: 25 * 1024 * 1024, beyond: 'It refuses the site.' },
    plainRedirects,
    { of: 'characters of a redirect', most: 1000, beyond: 'It leaves out the line.' },
    { of: 'header rules', most: 100, beyond: 'It leaves out the rest.' },
    { of: 'characters of a header', most: 2000, beyond: 'It leaves out the line.' },
  ],
}
