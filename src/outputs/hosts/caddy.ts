import { withBase } from '../../address.ts'
import { type HostRules, hostRules } from '../../links/host-rules.ts'
import type { Address, Site } from '../../model.ts'
import { type Header, headersForAll } from '../headers.ts'
import type { Host, OutputFile } from '../output.ts'
import { headersByPart } from './headers-by-part.ts'
import { pathExpression, text, types } from './text.ts'

export const caddy: Host = {
  title: 'Caddy',
  files: (site, assets) => caddyFiles(site, headersForAll(assets), true),
  sendsCompressed: true,
}

/** Rules for Caddy. Where files stand there compressed, too, they have it send those, and leave nothing to be added. */
export const caddyFiles = (site: Site, all: readonly Header[], isCompressed = false): OutputFile[] => [
  { path: '/_hosts/caddy.conf', content: print(site, hostRules(site), all, isCompressed) },
]

/** Caddy compares exactly, with the decoded address. */
const print = (site: Site, { moved, gone }: HostRules, all: readonly Header[], isCompressed: boolean): string => {
  // Of the two, the one that stands first is sent to browsers that take both.
  const serving = isCompressed ? ['precompressed br gzip'] : []
  // Caddy says it of what it sends compressed, and not of the same uncompressed, which a cache may then hand to everybody.
  const varies = isCompressed ? ['header ?Vary "Accept-Encoding"'] : []
  const key = (address: Address): string => `"${site.base}${address.slice(1)}"`
  const parts = headersByPart(all)
  const varying = parts.filter(({ usual }) => usual !== '')
  const matcher = (path: Address): string => `${withBase(site.base, path)}${path.endsWith('/') ? '*' : ''}`
  return text([
    '# Import this inside the block of the site, after "root".',
    ...varying.flatMap(({ name, usual, parts }) => [
      `map {path} ${variable(name)} {`,
      ...parts.map(({ path, value }) => `\t${pathExpression(site, path)} "${value}"`),
      `\tdefault "${usual}"`,
      '}',
    ]),
    'header {',
    ...all.map(({ name, value }) =>
      varying.some((part) => part.name === name) ? `\t${name} ${variable(name)}` : `\t${name} "${value}"`,
    ),
    '}',
    ...parts
      .filter((part) => !varying.includes(part))
      .flatMap(({ name, parts }) => parts.map(({ path, value }) => `header ${matcher(path)} ${name} "${value}"`)),
    ...types.flatMap(({ ending, type }) => [
      `@answerbook_${ending} {`,
      `\tpath ${withBase(site.base, '/*')}.${ending}`,
      // What is missing is answered with a page.
      '\tfile',
      '}',
      `header @answerbook_${ending} Content-Type "${type}; charset=utf-8"`,
    ]),
    ...varies,
    'handle_errors {',
    ...varies.map((line) => `\t${line}`),
    // What is missing in a folder of files that are kept for ever may be there tomorrow.
    ...varying.map(({ name, usual }) => `\theader ${name} "${usual}"`),
    '\t@answerbook_not_found expression `{http.error.status_code} == 404`',
    `\trewrite @answerbook_not_found ${withBase(site.base, '/404.html')}`,
    '\tfile_server @answerbook_not_found {',
    ...serving.map((line) => `\t\t${line}`),
    '\t}',
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
    ...serving.map((line) => `\t${line}`),
    '}',
    ...(isCompressed ? ['file_server {', ...serving.map((line) => `\t${line}`), '}'] : []),
  ])
}

const variable = (name: string): string => `{answerbook_${name.toLowerCase().replaceAll('-', '_')}}`
