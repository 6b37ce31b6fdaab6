import { withBase } from '../../address.ts'
import { type HostRules, hostRules } from '../../links/host-rules.ts'
import type { Address, Site } from '../../model.ts'
import { type Header, headersForAll } from '../headers.ts'
import type { Host, OutputFile } from '../output.ts'
import { headersByPart } from './headers-by-part.ts'
import { escapeExpression, pathExpression, text, types } from './text.ts'

export const nginx: Host = {
  title: 'nginx',
  files: (site, assets) => [
    ...nginxFiles(site, headersForAll(assets), compressed),
    { path: '/_hosts/nginx-brotli.conf', content: brotli },
  ],
  sendsCompressed: true,
}

/** Rules for nginx; `more` are lines of the server's. */
export function nginxFiles(site: Site, all: readonly Header[], more: readonly string[] = []): OutputFile[] {
  return [
    { path: '/_hosts/nginx-http.conf', content: maps(site, hostRules(site), all) },
    { path: '/_hosts/nginx-server.conf', content: server(site, all, more) },
  ]
}

/**
 * Every Linux distribution's nginx has the module for `.gz`. A file's ETag comes from the file that is sent, so that a compressed
 * answer and a plain one have two; caches on the way are told that answers differ.
 */
const compressed = ['gzip_static on;', 'gzip_vary on;']

/** That for `.br` is an add-on, and nginx refuses to start at a line that it does not know. */
const brotli = `# Include this inside "server { … }" too, if nginx has the module for it (Debian: libnginx-mod-http-brotli-static).
brotli_static on;
`

/**
 * nginx compares with the decoded address, and takes capitals and small letters for the same; where two addresses differ in
 * nothing else, an expression is exact.
 */
const maps = (site: Site, { moved, gone }: HostRules, all: readonly Header[]): string => {
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
    ...headersByPart(all).flatMap(({ name, usual, parts }) => [
      `map $uri ${variable(name)} {`,
      `  default "${usual}";`,
      ...parts.map(({ path, value }) => `  ${pathExpression(site, path)} "${value}";`),
      '}',
    ]),
  ])
}

const variable = (name: string): string => `$answerbook_${name.toLowerCase().replaceAll('-', '_')}`

/**
 * nginx leaves out a header whose value is empty, and says of texts how they are written only when it is told to: without that,
 * browsers show a text file's accents and dashes as something else. A `location` that adds a header of its own loses all of these:
 * nginx's rule.
 */
const server = (site: Site, all: readonly Header[], more: readonly string[]): string => {
  const parts = headersByPart(all)
  const whole = all.filter(({ name }) => !parts.some((part) => part.name === name))
  return text([
    '# Include this inside "server { … }". If a location adds a header of its own, include it there too.',
    ...whole.map(({ name, value }) => `add_header ${name} "${value}" always;`),
    ...parts.map(({ name }) => `add_header ${name} ${variable(name)} always;`),
    ...more,
    'charset utf-8;',
    'charset_types text/plain text/xml text/css text/javascript text/calendar text/markdown application/javascript application/json application/xml image/svg+xml;',
    ...types.flatMap(({ ending, type }) => [
      `location ~ "^${escapeExpression(site.base)}.+\\.${ending}$" {`,
      '  types { }',
      `  default_type ${type};`,
      '}',
    ]),
    `error_page 404 ${withBase(site.base, '/404.html')};`,
    'absolute_redirect off;',
    'if ($answerbook_moved) {',
    '  return 301 $answerbook_moved;',
    '}',
    'if ($answerbook_gone) {',
    '  return 410;',
    '}',
    'error_page 410 @answerbook_gone;',
    'location @answerbook_gone {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of nginx
    '  try_files $uri ${uri}index.html =410;',
    '}',
  ])
}
