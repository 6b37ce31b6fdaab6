import type { Assets } from '../layout.ts'
import type { Address } from '../model.ts'
import { serverPolicy } from '../policy.ts'

export interface Header {
  readonly name: string
  readonly value: string
}

/** Headers for a part of the site; where it names one that everything has, its own holds. */
export interface PartHeaders {
  /** A file, or a folder with all that is in it, when it ends in a slash. */
  readonly path: Address
  readonly headers: readonly Header[]
}

/**
 * What every answer of a server should say, as OWASP's secure headers project advises for a site that needs nothing of it all:
 * browsers load nothing that the site has not brought, believe the types that they are told, come back by HTTPS alone, tell no
 * other site what was read, and lend the page no camera. "Copy link" is the one thing that it asks of them.
 */
export const headersForAll = ({ policy }: Pick<Assets, 'policy'>): Header[] => [
  ...(policy ? [{ name: 'Content-Security-Policy', value: serverPolicy(policy) }] : []),
  // One year. Whether other hosts of the same domain are ready for it is not ours to say.
  { name: 'Strict-Transport-Security', value: 'max-age=31536000' },
  { name: 'X-Content-Type-Options', value: 'nosniff' },
  { name: 'X-Frame-Options', value: 'DENY' },
  { name: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    name: 'Permissions-Policy',
    value: `${notNeeded.map((feature) => `${feature}=()`).join(', ')}, clipboard-write=(self)`,
  },
  { name: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  // Pages elsewhere may not embed what is here. Chat tools are no pages: they fetch a picture themselves.
  { name: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  // Asked for each time, and sent only when it has changed.
  { name: 'Cache-Control', value: 'no-cache' },
]

const notNeeded = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
] as const

const forever: Header = { name: 'Cache-Control', value: 'public, max-age=31536000, immutable' }

/** Other people's pages and programs may fetch these. */
const forAnybody: Header = { name: 'Access-Control-Allow-Origin', value: '*' }

/** The folders whose files never change, as their names, or that of a folder in it, are made from what is in them. */
export const namedByContent = ['/assets/', '/pagefind/'] as const

/** Those, and what is made for others to read. */
export const headersForParts: readonly PartHeaders[] = [
  ...namedByContent.map((path) => ({ path, headers: [forever] })),
  ...(
    [
      '/answers.json',
      '/answers.schema.json',
      '/objects.inv',
      '/reviews.json',
      '/reviews.ics',
      '/feed.xml',
      '/llms.txt',
      '/llms-full.txt',
    ] as const
  ).map((path) => ({
    path,
    headers: [forAnybody],
  })),
]
