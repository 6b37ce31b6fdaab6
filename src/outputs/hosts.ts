import { withBase } from '../address.ts'
import { type HostRules, hostRules } from '../links/host-rules.ts'
import type { Address, Site } from '../model.ts'
import type { Output } from './output.ts'

/** Rules for web servers, so that former addresses are answered with real status codes. Hosts that read none have the pages. */
export const hosts: Output = (site) => {
  const rules = hostRules(site)
  if (rules.moved.length + rules.gone.length === 0) return []
  return [
    { path: '/_redirects', content: redirects(site, rules, '301') },
    { path: '/_hosts/netlify.txt', content: redirects(site, rules, '301!') },
    { path: '/_hosts/nginx-http.conf', content: nginxMaps(site, rules) },
    { path: '/_hosts/nginx-server.conf', content: nginxServer },
    { path: '/_hosts/caddy.conf', content: caddy(site, rules) },
  ]
}

/**
 * Cloudflare Pages and others follow these lines whatever files there are. Netlify shows a file that is there, and there is one,
 * the redirect page, unless the status has a mark of exclamation, which the others do not know. None of them can say 410: there
 * the page itself says that it is gone.
 */
const redirects = (site: Site, { moved }: HostRules, status: string): string =>
  text(moved.map(({ from, to }) => `${withBase(site.base, from)} ${withBase(site.base, to)} ${status}`))

/**
 * nginx compares with the decoded address, and takes capitals and small letters for the same; where two addresses differ in
 * nothing else, an expression is exact.
 */
const nginxMaps = (site: Site, { moved, gone }: HostRules): string => {
  const exact = new Set(site.links.hostOnly)
  const key = (address: Address): string => {
    const plain = site.base + address.slice(1)
    return exact.has(address) ? `"~^${plain.replace(/[.()+]/g, '\\$&')}$"` : `"${plain}"`
  }
  const longest = Math.max(...[...moved.map(({ from }) => from), ...gone].map((from) => Buffer.byteLength(from)))
  return text([
    '# Include this inside "http { … }", and nginx-server.conf inside "server { … }".',
    // nginx refuses to start when an address does not fit, and its own limit is 64 bytes with what it adds.
    `map_hash_bucket_size ${Math.max(128, 2 ** Math.ceil(Math.log2(longest + site.base.length + 64)))};`,
    `map_hash_max_size ${Math.max(2048, 2 ** Math.ceil(Math.log2((moved.length + gone.length) * 4)))};`,
    'map $uri $answerbook_moved {',
    '  default "";',
    ...moved.map(({ from, to }) => `  ${key(from)} "${withBase(site.base, to)}";`),
    '}',
    'map $uri $answerbook_gone {',
    '  default "";',
    ...gone.map((from) => `  ${key(from)} 1;`),
    '}',
  ])
}

const nginxServer = `# Include this inside "server { … }".
absolute_redirect off;
if ($answerbook_moved) {
  return 301 $answerbook_moved;
}
if ($answerbook_gone) {
  return 410;
}
error_page 410 @answerbook_gone;
location @answerbook_gone {
  try_files $uri \${uri}index.html =410;
}
`

/** Caddy compares exactly, with the decoded address. */
const caddy = (site: Site, { moved, gone }: HostRules): string => {
  const key = (address: Address): string => `"${site.base}${address.slice(1)}"`
  return text([
    '# Import this inside the block of the site, after "root".',
    'map {path} {answerbook_moved} {',
    ...moved.map(({ from, to }) => `\t${key(from)} "${withBase(site.base, to)}"`),
    '\tdefault ""',
    '}',
    '@answerbook_moved expression `{answerbook_moved} != ""`',
    'redir @answerbook_moved {answerbook_moved} 301',
    'map {path} {answerbook_gone} {',
    ...gone.map((from) => `\t${key(from)} "yes"`),
    '\tdefault "no"',
    '}',
    '@answerbook_gone expression `{answerbook_gone} == "yes"`',
    'file_server @answerbook_gone {',
    '\tstatus 410',
    '}',
  ])
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
