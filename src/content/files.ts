import { readdir, readFile, realpath, stat } from 'node:fs/promises'
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
export async function findFiles(folder: string, shownAs: string): Promise<FoundFiles> {
  const root = await realpath(folder)
  const problems: Problem[] = []
  const paths: { onDisk: string; path: string }[] = []

  // `above` are the folders on the way here: a link to one of them would go round for ever.
  const walk = async (onDisk: string, path: string, above: readonly string[]): Promise<void> => {
    const real = await realpath(onDisk)
    if (above.includes(real)) return
    const way = [...above, real]
    for (const entry of await readdir(onDisk, { withFileTypes: true })) {
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
        const kind = await stat(target)
        if (kind.isDirectory()) await walk(child.onDisk, `${child.path}/`, way)
        else if (kind.isFile()) paths.push(child)
      } else if (entry.isDirectory()) await walk(child.onDisk, `${child.path}/`, way)
      else if (entry.isFile()) paths.push(child)
    }
  }
  await walk(root, '', [])

  paths.sort((a, b) => (a.path < b.path ? -1 : 1))
  const files = await mapInTurn(paths, async ({ onDisk, path }) => ({
    path,
    shown: join(shownAs, path),
    onDisk,
    ...(readFiles.test(path) ? { bytes: await readFile(onDisk) } : {}),
  }))
  return { files, problems }
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

const leavesContent = (file: string): Problem => ({
  rule: 'outside',
  severity: 'error',
  at: { file, line: 1, column: 1 } satisfies Place,
  what: 'This is a symbolic link that leads out of the content folder, to a hidden file, or nowhere.',
  why: 'Only what lies in the content folder is published, so that nothing private slips out with it.',
  fix: 'Copy the file itself into the content folder.',
})
