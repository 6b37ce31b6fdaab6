import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { FileNote, OldFile } from './old-site.ts'

/** Files that are read; all others can only be copied. */
const readAsText = /\.(md|mdx|markdown|mkd|ya?ml|toml|json|[cm]?[jt]s|svg)$/i

/** Folders that hold no page of anyone's: what was installed, built or kept by version control. */
const passedOver =
  /^(node_modules|vendor|_site|\.git|\.github|\.jekyll-cache|\.sass-cache|\.docusaurus|\.hugo_build\.lock|\.vscode|\.idea|__pycache__|\.venv|venv)$/

/** 2 MB, the most that a page of the new site may have. */
const largestText = 2_000_000
const longestLine = 100_000

/**
 * Lists an old site's folder, sorted by path. A symbolic link that leads out of it is not followed: an old site may come from a
 * stranger, and the new one would publish what is behind the link. A folder behind a link is passed over as well, as the files
 * in it have a path of their own.
 */
export async function findOldFiles(folder: string, note: FileNote): Promise<readonly OldFile[]> {
  const root = await realpath(folder)
  const found: { readonly onDisk: string; readonly path: string }[] = []
  const walk = async (onDisk: string, path: string): Promise<void> => {
    for (const entry of await readdir(onDisk, { withFileTypes: true })) {
      if (passedOver.test(entry.name)) continue
      const child = { onDisk: join(onDisk, entry.name), path: path + entry.name.normalize('NFC') }
      if (entry.isDirectory()) await walk(child.onDisk, `${child.path}/`)
      else if (entry.isFile()) found.push(child)
      else if (entry.isSymbolicLink()) {
        const target = await realpath(child.onDisk).catch(() => undefined)
        const inside = target !== undefined && !relative(root, target).startsWith('..') && relative(root, target) !== ''
        if (inside && (await stat(target)).isFile() && !isHidden(relative(root, target))) found.push(child)
        else note(child.path, 1, 'symbolic link', child.path, 'left out, as it leads to a folder, elsewhere or nowhere')
      }
    }
  }
  await walk(root, '')
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  const files: OldFile[] = []
  for (const file of found) files.push(readAsText.test(file.path) ? await readOldText(file) : file)
  return files
}

/** `.vitepress` is read; a link to anything else that is hidden would bring in what nobody meant to publish. */
const isHidden = (path: string): boolean =>
  path.split(sep).some((name) => name.startsWith('.') && name !== '.vitepress')

async function readOldText(file: { readonly onDisk: string; readonly path: string }): Promise<OldFile> {
  const { size } = await stat(file.onDisk)
  if (size > largestText) return { ...file, unread: `it has ${Math.round(size / 1e6)} MB, and 2 are the most` }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file.onDisk)).replace(/\r\n?/g, '\n')
  } catch {
    return { ...file, unread: 'it is not UTF-8 text' }
  }
  if (text.includes('\0')) return { ...file, unread: 'it is not text' }
  if (/\.(md|mdx|markdown|mkd)$/i.test(file.path) && text.split('\n').some((line) => line.length > longestLine))
    return { ...file, unread: `a line of it has more than ${longestLine} characters` }
  return { ...file, text }
}
