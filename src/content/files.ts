import { readFileSync } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'

/** One file of `content/` as it was found. Only text files carry text. */
export interface SourceFile {
  /** Path inside `content/`, with forward slashes, normalised to NFC so that a Mac and a Linux machine agree. */
  readonly path: string
  /** Path to show an author. */
  readonly shown: string
  /** Where it is on disk. */
  readonly onDisk: string
  /** Bytes of pages, settings, the ledger, the list of words and drawings; undefined for files that are only copied. */
  readonly bytes?: Buffer
}

export interface FoundFiles {
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
}

const readFiles = /\.(md|markdown|ya?ml|svg)$|^(permalinks|words)\.txt$/i

/**
 * Lists `content/`, sorted by path whatever the file system says. Names that start with a dot are left alone, as
 * editors and version control keep their own things there. A symbolic link may point inside the folder, never out of it:
 * content may come from strangers, and a link to a private file would publish it.
 */
export async function findFiles(folder: string, shownAs: string, read: ReadFile = readNow): Promise<FoundFiles> {
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined) return { files: [], problems: [noFolder(shownAs)] }
  const problems: Problem[] = []
  const paths: { onDisk: string; path: string }[] = []

  // `above` are the folders on the way here: a link to one of them would go round for ever.
  const walk = async (onDisk: string, path: string, above: readonly string[]): Promise<void> => {
    const real = await realpath(onDisk).catch(() => undefined)
    if (real === undefined || above.includes(real)) return
    const way = [...above, real]
    const entries = await orProblem(readdir(onDisk, { withFileTypes: true }), join(shownAs, path), problems)
    for (const entry of entries ?? []) {
      if (entry.name.startsWith('.')) continue
      const child = {
        onDisk: join(onDisk, entry.name),
        path: path + entry.name.normalize('NFC'),
      }
      if (entry.isSymbolicLink()) {
        const target = await realpath(child.onDisk).catch(() => undefined)
        if (target === undefined || !isInside(root, target) || isHidden(root, target)) {
          problems.push(leavesContent(join(shownAs, child.path)))
          continue
        }
        const kind = await stat(target).catch(() => undefined)
        if (!kind) continue
        if (kind.isDirectory()) await walk(child.onDisk, `${child.path}/`, way)
        else if (kind.isFile()) paths.push(child)
      } else if (entry.isDirectory()) await walk(child.onDisk, `${child.path}/`, way)
      else if (entry.isFile()) paths.push(child)
    }
  }
  await walk(root, '', [])

  paths.sort((a, b) => (a.path < b.path ? -1 : 1))
  const files = await mapInTurn(paths, async ({ onDisk, path }): Promise<SourceFile | undefined> => {
    const file = { path, shown: join(shownAs, path), onDisk }
    if (!readFiles.test(path)) return file
    const bytes = await orProblem(read(onDisk), file.shown, problems)
    return bytes && { ...file, bytes }
  })
  return { files: files.filter((file) => file !== undefined), problems }
}

type ReadFile = (onDisk: string) => Promise<Buffer>

/** Small files are read soonest one after the other: see `src/in-turns.ts`. */
const readNow: ReadFile = async (onDisk) => readFileSync(onDisk)

/** What is there, or nothing: it may have gone since it was listed, which is no mistake, or be closed to us, which is told. */
async function orProblem<Found>(
  finding: Promise<Found>,
  shown: string,
  problems: Problem[],
): Promise<Found | undefined> {
  try {
    return await finding
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '') throw error
    if (code !== 'ENOENT' && code !== 'ENOTDIR') problems.push(unreadable(shown, code))
    return undefined
  }
}

const isInside = (root: string, path: string): boolean => {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}

/** A link must not bring in what is left alone where it lies. */
const isHidden = (root: string, path: string): boolean =>
  relative(root, path)
    .split(sep)
    .some((name) => name.startsWith('.'))

/** Runs over a list a few at a time: ten thousand open files at once would be refused by many systems. */
async function mapInTurn<In, Out>(list: readonly In[], each: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = []
  for (let start = 0; start < list.length; start += 64) {
    results.push(...(await Promise.all(list.slice(start, start + 64).map(each))))
  }
  return results
}

const noFolder = (file: string): Problem => ({
  rule: 'files',
  severity: 'error',
  at: { file, line: 1, column: 1 },
  what: `There is no content folder "${file}".`,
  why: 'Without it there is nothing to show.',
  fix: 'Put it back, or name another with --content FOLDER.',
})

const unreadable = (file: string, code: string): Problem => ({
  rule: 'files',
  severity: 'error',
  at: { file, line: 1, column: 1 },
  what: `This cannot be read (${code}).`,
  why: 'What stands in it would be missing from the site.',
  fix: /^(EACCES|EPERM)$/.test(code)
    ? 'Give yourself the right to read it, or take it out of the content folder.'
    : 'Look whether it can be opened in your editor; else put it back from a copy.',
})

const leavesContent = (file: string): Problem => ({
  rule: 'outside',
  severity: 'error',
  at: { file, line: 1, column: 1 } satisfies Place,
  what: 'This is a symbolic link that leads out of the content folder, to a hidden file, or nowhere.',
  why: 'Only what lies in the content folder is published, so that nothing private slips out with it.',
  fix: 'Copy the file itself into the content folder.',
})
