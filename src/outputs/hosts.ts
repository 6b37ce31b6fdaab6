import { withBase } from '../address.ts'
import { type HostRules, hostRules } from '../links/host-rules.ts'
import type { Address, Site } from '../model.ts'
import { type Header, headersForAll, headersForParts } from './headers.ts'
import type { Output } from './output.ts'

/**
 * What web servers should do that a folder of files cannot say: real status codes for former addresses, and headers. Hosts that
 * read none of it have the pages, which send readers on, and the policy that stands in each page.
 */
export const hosts: Output = (site, assets) => {
  const rules = hostRules(site)
  const all = headersForAll(assets)
  return [
    ...(rules.moved.length > 0
      ? ([
          { path: '/_redirects', content: redirects(site, rules, '301') },
          { path: '/_hosts/netlify.txt', content: redirects(site, rules, '301!') },
        ] as const)
      : []),
    { path: '/_headers', content: netlifyHeaders(site, all) },
    { path: '/_hosts/nginx-http.conf', content: nginxMaps(site, rules, all) },
    { path: '/_hosts/nginx-server.conf', content: nginxServer(site, all) },
    { path: '/_hosts/caddy.conf', content: caddy(site, rules, all) },
  ]
}

/**
 * Cloudflare Pages and others follow these lines whatever files there are. Netlify shows a file that is there, and there is one,
 * the redirect page, unless the status has a mark of exclamation, which the others do not know. None of them can say 410: there
 * the page itself says that it is gone.
 */
const redirects = (site: Site, { moved }: HostRules, status: string): string =>
  text(moved.map(({ from, to }) => `${withBase(site.base, from)} ${withBase(site.base, to)} ${status}`))

/** The same hosts read this. Where two rules name one header they send both values, and so a part's own headers are left to the part. */
const netlifyHeaders = (site: Site, all: readonly Header[]): string => {
  const shared = new Set(headersForParts.flatMap(({ headers }) => headers.map(({ name }) => name)))
  const print = (path: string, headers: readonly Header[]): string[] => [
    path,
    ...headers.map(({ name, value }) => `  ${name}: ${value}`),
  ]
  return text([
    ...print(
      withBase(site.base, '/*'),
      all.filter(({ name }) => !shared.has(name)),
    ),
    ...headersForParts.flatMap(({ path, headers }) =>
      print(`${withBase(site.base, path)}${path.endsWith('/') ? '*' : ''}`, headers),
    ),
  ])
}

/**
 * nginx compares with the decoded address, and takes capitals and small letters for the same; where two addresses differ in
 * nothing else, an expression is exact.
 */
const nginxMaps = (site: Site, { moved, gone }: HostRules, all: readonly Header[]): string => {
  const exact = new Set(site.links.hostOnly)
  const key = (address: Address): string => {
    const plain = site.base + address.slice(1)
    return exact.has(address) ? `"~^${escapeExpression(plain)}$"` : `"${plain}"`
  }
  const longest = Math.max(0, ...[...moved.map(({ from }) => from), ...gone].map((from) => Buffer.byteLength(from)))
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
    ...partHeaders(all).flatMap(({ name, usual, parts }) => [
      `map $uri ${nginxVariable(name)} {`,
      `  default "${usual}";`,
      ...parts.map(({ path, value }) => `  ${pathExpression(site, path)} "${value}";`),
      '}',
    ]),
  ])
}

/** A file, or everything in a folder, as a map of either server has it. */
const pathExpression = (site: Site, path: Address): string => {
  const plain = withBase(site.base, path)
  return path.endsWith('/') ? `"~^${escapeExpression(plain)}"` : `"${plain}"`
}

const escapeExpression = (path: string): string => path.replace(/[.()+]/g, '\\$&')

const nginxVariable = (name: string): string => `$answerbook_${name.toLowerCase().replaceAll('-', '_')}`

const caddyVariable = (name: string): string => `{${nginxVariable(name).slice(1)}}`

/** Headers that depend on the part of the site: what they say as a rule, if anything, and where they say something else. */
function partHeaders(all: readonly Header[]): {
  readonly name: string
  readonly usual: string
  readonly parts: readonly { readonly path: Address; readonly value: string }[]
}[] {
  const names = new Set(headersForParts.flatMap(({ headers }) => headers.map(({ name }) => name)))
  return [...names].map((name) => ({
    name,
    usual: all.find((header) => header.name === name)?.value ?? '',
    parts: headersForParts.flatMap(({ path, headers }) =>
      headers.filter((header) => header.name === name).map(({ value }) => ({ path, value })),
    ),
  }))
}

/**
 * nginx leaves out a header whose value is empty, and says of texts how they are written only when it is told to: without that,
 * browsers show a text file's accents and dashes as something else. A `location` that adds a header of its own loses all of these:
 * nginx's rule.
 */
const nginxServer = (site: Site, all: readonly Header[]): string => {
  const parts = partHeaders(all)
  const whole = all.filter(({ name }) => !parts.some((part) => part.name === name))
  return `# Include this inside "server { … }". If a location adds a header of its own, include it there too.
${whole.map(({ name, value }) => `add_header ${name} "${value}" always;`).join('\n')}
${parts.map(({ name }) => `add_header ${name} ${nginxVariable(name)} always;`).join('\n')}
charset utf-8;
charset_types text/plain text/xml text/css text/javascript text/calendar text/markdown application/javascript application/json application/xml image/svg+xml;
error_page 404 ${withBase(site.base, '/404.html')};
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
}

/** Caddy compares exactly, with the decoded address. */
const caddy = (site: Site, { moved, gone }: HostRules, all: readonly Header[]): string => {
  const key = (address: Address): string => `"${site.base}${address.slice(1)}"`
  const parts = partHeaders(all)
  const varying = parts.filter(({ usual }) => usual !== '')
  const matcher = (path: Address): string => `${withBase(site.base, path)}${path.endsWith('/') ? '*' : ''}`
  return text([
    '# Import this inside the block of the site, after "root".',
    ...varying.flatMap(({ name, usual, parts }) => [
      `map {path} ${caddyVariable(name)} {`,
      ...parts.map(({ path, value }) => `\t${pathExpression(site, path)} "${value}"`),
      `\tdefault "${usual}"`,
      '}',
    ]),
    'header {',
    ...all.map(({ name, value }) =>
      varying.some((part) => part.name === name) ? `\t${name} ${caddyVariable(name)}` : `\t${name} "${value}"`,
    ),
    '}',
    ...parts
      .filter((part) => !varying.includes(part))
      .flatMap(({ name, parts }) => parts.map(({ path, value }) => `header ${matcher(path)} ${name} "${value}"`)),
    'handle_errors {',
    // What is missing in a folder of files that are kept for ever may be there tomorrow.
    ...varying.map(({ name, usual }) => `\theader ${name} "${usual}"`),
    '\t@answerbook_not_found expression `{http.error.status_code} == 404`',
    `\trewrite @answerbook_not_found ${withBase(site.base, '/404.html')}`,
    '\tfile_server @answerbook_not_found',
    '}',
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
