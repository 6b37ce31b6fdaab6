import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type StarterFile, scripts, starterFiles } from './files.ts'
import { dependencyOn } from './own-package.ts'

/** Something is there that a new site would mix with, and nothing was written. */
export class NewSiteRefused extends Error {}

export interface NewSite {
  /** The paths of its files in the folder. */
  readonly files: readonly string[]
  /** Answerbook lies in its folder already. */
  readonly isInstalled: boolean
}

/** What `git init` and `npm install` leave in a folder that is still empty to its owner. */
const leftovers = /^(\.git|\.DS_Store|node_modules|package\.json|package-lock\.json|.*\.tgz)$/

/** Makes a site to start from, all of it or nothing. Never writes over a file; to a `package.json` that is there, it adds. */
export async function makeSite(folder: string, write = writeNew): Promise<NewSite> {
  const info = await lstat(folder).catch(() => undefined)
  if (info && !info.isDirectory()) throw new NewSiteRefused(`${folder} is there already, and is no folder.`)
  const names = info ? await readdir(folder) : []
  const taken = names.filter((name) => !leftovers.test(name))
  if (taken.length > 0) throw new NewSiteRefused(`The folder ${folder} is not empty: it holds ${some(taken)}.`)

  const file = join(folder, 'package.json')
  const before = names.includes('package.json') ? await readFile(file, 'utf8') : undefined
  const manifest = `${JSON.stringify(completed(before, folder), null, 2)}\n`
  // One that is there is replaced in one call, and last: it is never half written.
  const written = before === undefined ? 'package.json' : 'package.json.new'
  await writeAll([...starterFiles, { path: written, content: manifest }], folder, write)
  if (before !== undefined) await rename(join(folder, written), file)
  return {
    files: [...starterFiles.map(({ path }) => path), 'package.json'],
    isInstalled: names.includes('node_modules'),
  }
}

/** Never over a file that is there. */
export const writeNew = (file: string, content: string): Promise<void> => writeFile(file, content, { flag: 'wx' })

/** Takes away again what it has written, and nothing else, when one file cannot be. */
async function writeAll(files: readonly StarterFile[], folder: string, write: typeof writeNew): Promise<void> {
  const written: string[] = []
  try {
    for (const { path, content } of files) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      written.push(file)
      await write(file, content)
    }
  } catch (error) {
    // Half of a file may have been written when the disk was full; one that was there already is not ours.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') written.pop()
    for (const file of written) await rm(file, { force: true })
    // They go if they are empty.
    for (const made of [join(folder, 'content'), folder]) await rmdir(made).catch(() => undefined)
    throw error
  }
}

interface Manifest {
  readonly name?: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** What was there stays; what a site needs is added. */
function completed(before: string | undefined, folder: string): Manifest {
  const known: Manifest = before === undefined ? { name: packageName(folder), private: true } : read(before, folder)
  const own = known.scripts ?? {}
  const clash = Object.keys(scripts).find((name) => own[name] !== undefined && own[name] !== scripts[name])
  if (clash) throw new NewSiteRefused(`${folder}/package.json has a script "${clash}" already: ${own[clash]}`)
  const { dependencies, devDependencies } = known
  const { name, spec } = dependencyOn(folder)
  const isThere = { ...dependencies, ...devDependencies }[name] !== undefined
  return {
    ...known,
    scripts: { ...own, ...scripts },
    ...(isThere ? {} : { dependencies: { ...dependencies, [name]: spec } }),
  }
}

function read(text: string, folder: string): Manifest {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Said below.
  }
  throw new NewSiteRefused(`${folder}/package.json cannot be read as JSON.`)
}

/** npm allows few signs in a name. */
const packageName = (folder: string): string =>
  basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'answers'

/** Some of many names, for a sentence. */
const some = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
