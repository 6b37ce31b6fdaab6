import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package that whoever installs Answerbook gets with it. */
export interface Licensed {
  readonly name: string
  readonly version: string
  /** As its own package.json has it, an SPDX expression; `unknown` if it says nothing. */
  readonly licence: string
}

/**
 * The licences that may be among them, by their SPDX identifiers: those that ask for no more than that their text and the
 * authors' names stay with a copy.
 */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])

/**
 * What may be there though its licence asks for more, with the reason. MPL-2.0 asks for changes to its own files to be published;
 * none is changed, and nothing of it gets into a site.
 */
const excepted: Readonly<Record<string, string>> = {
  lightningcss: 'MPL-2.0',
}

/** Whether a licence is on the list: of alternatives one has to be, of what holds together all. */
export function isPermissive(licence: string): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1')
  if (/[()]/.test(plain)) return false
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => permissive.has(one)))
}

/** Those that are neither on the list nor excepted. The programs of a package, made for one system each, have its licence. */
export const refused = (all: readonly Licensed[]): Licensed[] =>
  all.filter(({ name, licence }) => {
    const exception = Object.keys(excepted).find((one) => name === one || name.startsWith(`${one}-`))
    return !isPermissive(licence) && (exception === undefined || excepted[exception] !== licence)
  })

/** Every runtime dependency that is installed in a project, and theirs: those that its lock file does not mark as for development. */
export function installed(project: string): Licensed[] {
  const { packages } = readJson(join(project, 'package-lock.json')) as Lock
  return Object.entries(packages)
    .filter(([path, { dev, link }]) => path !== '' && !dev && !link && existsSync(join(project, path, 'package.json')))
    .map(([path]) => licensed(readJson(join(project, path, 'package.json')) as Manifest))
    .sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly link?: boolean }>>
}

/** Before 2016 a licence was an object, or several. */
interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string | { readonly type: string }
  readonly licenses?: readonly { readonly type: string }[]
}

function licensed({ name, version, license, licenses }: Manifest): Licensed {
  const stated =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '))
  return { name, version, licence: stated || 'unknown' }
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The packages by licence, the most frequent first, and then what is refused. */
export function printLicences(all: readonly Licensed[]): string {
  const by = new Map<string, Licensed[]>()
  for (const one of all) by.set(one.licence, [...(by.get(one.licence) ?? []), one])
  const named = (some: readonly Licensed[]): string =>
    [...new Set(some.map(({ name, version }) => `${name}@${version}`))].join(', ')
  const bad = refused(all)
  return [
    ...[...by]
      .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
      .map(([licence, some]) => `${licence} (${some.length}): ${named(some)}`),
    '',
    bad.length === 0
      ? `${all.length} packages. Each has a licence that is allowed.`
      : `${bad.length} of ${all.length} packages may not be used: ${bad.map(({ name, licence }) => `${name} (${licence})`).join(', ')}.`,
  ].join('\n')
}
