import { headersForAll } from '../headers.ts'
import type { Host, Output } from '../output.ts'
import { caddy, caddyFiles } from './caddy.ts'
import { cloudflarePages, plainRedirects } from './cloudflare-pages.ts'
import { githubPages } from './github-pages.ts'
import { netlify } from './netlify.ts'
import { nginx, nginxFiles } from './nginx.ts'
import { objectStorage } from './object-storage.ts'
import { redirects } from './redirects-and-headers.ts'

/** Every host that a site can be built for, by the name that `--host` takes. To add one, write a file beside this one and a line here. */
export const hosts = {
  'github-pages': githubPages,
  netlify,
  'cloudflare-pages': cloudflarePages,
  nginx,
  caddy,
  'object-storage': objectStorage,
} as const satisfies Readonly<Record<string, Host>>

export type HostName = keyof typeof hosts

/** Where nobody has said which: what can stand beside each other in one folder. */
export const anyHost: Host = {
  title: cloudflarePages.title,
  files: (site, assets) => [
    ...cloudflarePages.files(site, assets),
    ...redirects(site, '301!', '/_hosts/netlify.txt'),
    ...nginxFiles(site, headersForAll(assets)),
    ...caddyFiles(site, headersForAll(assets)),
  ],
  limits: [plainRedirects],
}

/**
 * What web servers should do that a folder of files cannot say: real status codes for former addresses, and headers. Hosts that
 * read none of it have the pages, which send readers on, and the policy that stands in each page.
 */
export const hostFiles: Output = (site, assets, _, host) => host.files(site, assets)
