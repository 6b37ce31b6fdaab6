import { lstat, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { copyFiles, writeFiles } from '../write-files.ts'
import type { Imported } from './index.ts'

/** The import would write over something, and did not. */
export class ImportRefused extends Error {}

/** Where the report goes: beside the folder, where it is not published. */
export const reportPath = (output: string): string =>
  join(dirname(resolve(output)), `${basename(resolve(output))}-report.txt`)

/** Tells, before any work is done, whether something stands where the import is to go. */
export async function refuseTaken(output: string): Promise<void> {
  const info = await lstat(output).catch(() => undefined)
  if (info && !info.isDirectory()) throw new ImportRefused(`${output} is there already, and is no folder.`)
  if (info && (await readdir(output)).length > 0)
    throw new ImportRefused(`The folder ${output} holds files. An import never writes over anything.`)
  const report = reportPath(output)
  if (await lstat(report).catch(() => undefined))
    throw new ImportRefused(`${report} is there already, from another import.`)
}

/**
 * Writes it all, or nothing: into a folder beside the output that takes its place when it is whole. Renaming onto a folder that
 * holds files fails on every system, so that nothing that came in between is lost either.
 */
export async function writeImport({ files, copies }: Imported, report: string, output: string): Promise<void> {
  await refuseTaken(output)
  const target = resolve(output)
  await mkdir(dirname(target), { recursive: true })
  const staging = await mkdtemp(join(dirname(target), `.${basename(target)}.import-`))
  try {
    await writeFiles(files, staging)
    await copyFiles(copies, staging)
    await writeFile(reportPath(output), report, { flag: 'wx' })
    try {
      // An empty folder would keep a rename from succeeding on some systems.
      await rmdir(target).catch(() => undefined)
      await rename(staging, target)
    } catch (error) {
      await rm(reportPath(output))
      throw error
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}
