import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * A site is made in a folder beside the output and takes its place only when it is whole. A folder cannot replace another
 * in one call, so there are two renames, and whatever command comes next finishes or undoes a swap that was cut short.
 *
 * Beside `_site` these may stand for a while: `._site.lock` (who is building), `._site.work` (the new site, in the
 * making), `._site.old` (the former site, during the swap), `._site.trash` (may always be deleted).
 */
export interface Names {
  readonly output: string
  readonly lock: string
  readonly work: string
  readonly old: string
  readonly trash: string
}

/** A file in every site that we made: a folder without it is not ours to replace. */
export const mark = '.answerbook'
const markText = 'This folder was made by Answerbook, which replaces it whole with each build.\n'

/** The output folder cannot be used, for a reason that its owner can change. */
export class OutputRefused extends Error {}

export interface PublishOptions {
  readonly output: string
  /** Folders that a build reads: the output may not be, hold or lie in one of them. */
  readonly sources: readonly string[]
  /** Told when another build has to be waited for. */
  readonly onWait: (message: string) => void
}

/** Has `fill` make a site in an empty folder, then puts it in the place of the output. If `fill` throws, nothing changed. */
export async function publish<Result>(
  { output, sources, onWait }: PublishOptions,
  fill: (folder: string) => Promise<Result>,
): Promise<Result> {
  const names = namesFor(output)
  await refuseForeign(names.output, sources)
  await mkdir(dirname(names.output), { recursive: true })
  return withLock(names, onWait, async () => {
    await recover(names)
    await refuseForeign(names.output, sources)
    await rm(names.work, { recursive: true, force: true })
    const site = join(names.work, 'site')
    await mkdir(site, { recursive: true })
    try {
      const result = await fill(site)
      // The mark comes last: a folder in the making that has it is whole.
      await writeFile(join(site, mark), markText)
      await swap(names)
      return result
    } finally {
      await rm(names.work, { recursive: true, force: true })
    }
  })
}

export function namesFor(output: string): Names {
  const whole = resolve(output)
  const beside = (ending: string): string => join(dirname(whole), `.${basename(whole)}.${ending}`)
  return {
    output: whole,
    lock: beside('lock'),
    work: beside('work'),
    old: beside('old'),
    trash: beside('trash'),
  }
}

async function swap(names: Names): Promise<void> {
  if (existsSync(names.output)) await rename(names.output, names.old)
  await rename(join(names.work, 'site'), names.output)
  await discardOld(names)
}

/** Renamed before it is deleted: a half-deleted former site must never be taken for a whole one. */
async function discardOld({ old, trash }: Names): Promise<void> {
  await rm(trash, { recursive: true, force: true })
  if (existsSync(old)) await rename(old, trash)
  await rm(trash, { recursive: true, force: true })
}

/** Finishes or undoes a swap that was cut short, so that a whole site stands at the output again. */
async function recover(names: Names): Promise<void> {
  const finished = join(names.work, 'site')
  if (existsSync(names.old) && !existsSync(names.output)) {
    if (existsSync(join(finished, mark))) await rename(finished, names.output)
    else await rename(names.old, names.output)
  }
  await discardOld(names)
}

/** Before anything else, any command has a swap that was cut short seen to. Does nothing while a build is under way. */
export async function recoverOutput(output: string): Promise<void> {
  const names = namesFor(output)
  const cutShort =
    existsSync(names.old) || existsSync(names.trash) || (existsSync(names.work) && !existsSync(names.lock))
  if (!cutShort && !existsSync(names.lock)) return
  if (await holderOf(names.lock)) return
  await withLock(
    names,
    () => undefined,
    async () => {
      await recover(names)
      await rm(names.work, { recursive: true, force: true })
    },
  )
}

async function refuseForeign(output: string, sources: readonly string[]): Promise<void> {
  const inside = (child: string, parent: string): boolean => child === parent || `${child}/`.startsWith(`${parent}/`)
  for (const source of sources.map((folder) => resolve(folder))) {
    if (inside(output, source) || inside(source, output)) {
      throw new OutputRefused(
        `The output folder ${output} and the source folder ${source} are one, or lie in each other.`,
      )
    }
  }
  const info = await stat(output).catch(() => undefined)
  if (!info) return
  if (!info.isDirectory()) throw new OutputRefused(`The output ${output} is a file.`)
  const entries = await readdir(output)
  if (entries.length > 0 && !entries.includes(mark)) {
    throw new OutputRefused(
      `The output folder ${output} holds files that are not from a build. It would be replaced whole, so it is left alone.`,
    )
  }
}

/** How long a second build waits for a first one: longer than a build of ten thousand pages takes. */
const longestWait = 120_000

async function withLock<Result>(
  names: Names,
  onWait: (text: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = JSON.stringify({ pid: process.pid, id: randomUUID() })
  const start = performance.now()
  let told = false
  while (!(await take(names.lock, owner))) {
    const holder = await holderOf(names.lock)
    if (!holder) {
      // Its process is gone. The rename takes the lock from among those who see this at once: one of them gets it.
      const stale = `${names.lock}.${process.pid}`
      await rename(names.lock, stale).catch(() => undefined)
      await rm(stale, { force: true })
      continue
    }
    if (!told) onWait(`Another build (process ${holder.pid}) is writing to ${names.output}. Waiting for it.`)
    told = true
    if (performance.now() - start > longestWait) {
      throw new OutputRefused(`Another build (process ${holder.pid}) is still writing to ${names.output}.`)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
  try {
    return await work()
  } finally {
    await rm(names.lock, { force: true })
  }
}

async function take(lock: string, owner: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx')
    await file.writeFile(owner)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Who holds a lock, if that process still lives. */
async function holderOf(lock: string): Promise<{ pid: number } | undefined> {
  try {
    const { pid } = JSON.parse(await readFile(lock, 'utf8')) as { pid: number }
    process.kill(pid, 0)
    return { pid }
  } catch (error) {
    // A lock that is being written this moment is empty: leave it to its owner for now.
    if (error instanceof SyntaxError && (await isYoung(lock))) return { pid: 0 }
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? { pid: 0 } : undefined
  }
}

const isYoung = async (path: string): Promise<boolean> => {
  const info = await stat(path).catch(() => undefined)
  return info !== undefined && Date.now() - info.mtimeMs < 2000
}
