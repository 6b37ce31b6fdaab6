import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { eachAtOnce } from './at-once.ts'

/** Writes files into a folder, many at a time. Never over one that is there. */
export async function writeFiles(
  files: readonly { readonly path: string; readonly content: string | Uint8Array }[],
  folder: string,
): Promise<void> {
  await eachAtOnce(new Set(files.map(({ path }) => dirname(path))), async (path) => {
    await mkdir(join(folder, path), { recursive: true })
  })
  await eachAtOnce(files, ({ path, content }) => writeFile(join(folder, path), content, { flag: 'wx' }))
}
