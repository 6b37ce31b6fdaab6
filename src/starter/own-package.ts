import { readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The nearest folder above this file with a `package.json`: a checkout, or where npm has put the package. */
function ownFolder(folder = dirname(fileURLToPath(import.meta.url))): string {
  return read(join(folder, 'package.json')) ? folder : ownFolder(dirname(folder))
}

/**
 * What a site in `folder` writes into its dependencies to have this very Answerbook: its version if npm took it from a registry,
 * else the file or folder from which it came, as npm remembers it in `node_modules/.package-lock.json`.
 */
export function dependencyOn(
  folder: string,
  own: string = ownFolder(),
): { readonly name: string; readonly spec: string } {
  const { name = '', version = '' } = read(join(own, 'package.json')) ?? {}
  const modules = dirname(own)
  const file = (path: string): string => `file:${relative(resolve(folder), path).split(sep).join('/')}`
  // Installed by a link, or a checkout: npm links it again.
  if (basename(modules) !== 'node_modules') return { name, spec: file(own) }
  const resolved = read(join(modules, '.package-lock.json'))?.packages?.[`node_modules/${name}`]?.resolved
  return {
    name,
    spec: resolved?.startsWith('file:') ? file(resolve(modules, '..', resolved.slice('file:'.length))) : `^${version}`,
  }
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>
}

function read(file: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest
  } catch {
    return undefined
  }
}
