import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { filesIn } from './built.ts'
import { answeredByRulesAlone } from './links/host-rules.ts'
import type { Address, Site } from './model.ts'
import type { Host, Limit } from './outputs/output.ts'
import type { Problem } from './problem.ts'

/** What the limits of hosts are about, as it lies on disk. */
interface Measured {
  readonly sizes: ReadonlyMap<Address, number>
  readonly redirects: readonly string[]
  readonly headers: readonly string[]
}

/** Tells where the finished site in the folder is more than its host takes, before the host does; or readers, where it says nothing. */
export function findHostLimits({ limits = [], readsNoRules, title }: Host, site: Site, folder: string): Problem[] {
  const isOf = (kind: RegExp): boolean => limits.some(({ of }) => kind.test(of))
  const lines = (name: string): string[] => {
    const file = join(folder, name)
    return existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => /^(?!\s*#).*\S/.test(line))
      : []
  }
  // Many files are looked at only for who counts them.
  const counted = isOf(/file|bytes/) ? filesIn(folder) : []
  const measured: Measured = {
    sizes: new Map(counted.map((path) => [path, statSync(join(folder, path)).size])),
    redirects: isOf(/redirect/) ? lines('_redirects') : [],
    headers: isOf(/header/) ? lines('_headers') : [],
  }
  const pageless = answeredByRulesAlone(site)
  const home = site.pages.find(({ kind }) => kind === 'home')
  if (!home) return []
  const problem = (what: string, why: string, fix: string): Problem => ({
    rule: 'host-limit',
    severity: 'warning',
    at: home.at,
    what,
    why,
    fix,
  })
  return [
    ...limits.flatMap(({ of, most, beyond }) => {
      const { count, what } = measures[of](measured)
      if (count <= most) return []
      return [problem(`${what}; ${title} takes ${number(most)}.`, beyond, of === 'files' ? fewer : otherwise)]
    }),
    ...(readsNoRules && pageless.length > 0 ? [problem(...unanswered(pageless, title))] : []),
  ]
}

/** What a large site may do without. */
const fewer = `Leave out the Markdown of the pages, with this in site.yml: outputs: { markdown: off }\nor: use another host; or leave it so, with: rules: { host-limit: off }`

const otherwise = 'Use another host; or leave it so, with this in site.yml: rules: { host-limit: off }'

/** How each limit is measured, and said. */
const measures: Readonly<Record<Limit['of'], (of: Measured) => { readonly count: number; readonly what: string }>> = {
  files: ({ sizes }) => ({ count: sizes.size, what: `The site has ${number(sizes.size)} files` }),
  'files of a folder': ({ sizes }) => {
    const counts = new Map<string, number>()
    for (const path of sizes.keys()) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
    const [folder, count] = most(counts)
    return { count, what: `The folder ${folder} has ${number(count)} files` }
  },
  bytes: ({ sizes }) => {
    const count = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    return { count, what: `The site has ${number(count)} bytes` }
  },
  'bytes of a file': ({ sizes }) => {
    const [path, count] = most(sizes)
    return { count, what: `The file ${path} has ${number(count)} bytes` }
  },
  redirects: ({ redirects: { length } }) => ({
    count: length,
    what: `The file _redirects has ${number(length)} lines`,
  }),
  'characters of a redirect': ({ redirects }) => longest(redirects, '_redirects'),
  'header rules': ({ headers }) => {
    const { length } = headers.filter((line) => /^\S/.test(line))
    return { count: length, what: `The file _headers has ${number(length)} rules` }
  },
  'characters of a header': ({ headers }) => longest(headers, '_headers'),
}

/** The entry with the greatest number. */
const most = (counts: ReadonlyMap<string, number>): readonly [string, number] =>
  [...counts].reduce((greatest, one) => (one[1] > greatest[1] ? one : greatest), ['/', 0] as const)

function longest(lines: readonly string[], file: string): { count: number; what: string } {
  const line = lines.reduce((longer, one) => (one.length > longer.length ? one : longer), '')
  return {
    count: line.length,
    what: `In the file ${file} the line "${line.trim().slice(0, 40)}…" has ${number(line.length)} characters`,
  }
}

/** As the interface has numbers: `20,000`. */
const number = (count: number): string => count.toLocaleString('en-GB')

function unanswered(addresses: readonly Address[], title: string): [string, string, string] {
  const { length } = addresses
  const some = [...addresses].sort().slice(0, 3).join(', ')
  return [
    `At ${number(length)} ${length === 1 ? 'address' : 'addresses'} no page stands (${some}${length > 3 ? ', …' : ''}), and ${title} reads no rules.`,
    'Links to them would lead nowhere.',
    otherwise,
  ]
}
