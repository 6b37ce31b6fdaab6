import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { removeFolder } from './remove-folder.ts'

/**
 * A site is made in a folder beside the output and takes its place only when it is whole. A folder cannot replace another
 * in one call, so there are two renames, and whatever command comes next finishes or undoes a swap that was cut short.
 *
 * Beside `_site` these may stand for a while: `._site.lock` (who is building), `._site.work` (the new site, in the
 * making), `._site.old` (the former site, during the swap), `._site.trash` (may always be deleted), `._site.kept` (what the next build may be spared; likewise).
 */
export interface Names {
  readonly output: string
  readonly lock: string
  readonly work: string
  readonly old: string
  readonly trash: string
  readonly kept: string
}

/** A file in every site that we made: a folder without it is not ours to replace. */
export const mark = '.answerbook'
const markText = 'This folder was made by Answerbook, which replaces it whole with each build.\n'

/** The output folder cannot be used, for a reason that its owner can change. */
export class OutputRefused extends Error {}

/** The calls that change the disk. A test puts its own in their place, and dies at each of them in turn. */
export interface Disk {
  readonly link: (from: string, to: string) => Promise<void>
  readonly mkdir: (path: string) => Promise<unknown>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  readonly write: (path: string, text: string) => Promise<void>
}

export const realDisk: Disk = {
  link,
  mkdir: (path) => mkdir(path, { recursive: true }),
  rename,
  remove: removeFolder,
  write: (path, text) => writeFile(path, text),
}

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
  disk: Disk = realDisk,
): Promise<Result> {
  const names = namesFor(output)
  await refuseForeign(names.output, sources)
  await disk.mkdir(dirname(names.output))
  return withLock(names, disk, onWait, async () => {
    await recover(names, disk)
    await refuseForeign(names.output, sources)
    await disk.remove(names.work)
    const site = join(names.work, 'site')
    await disk.mkdir(site)
    try {
      const result = await fill(site)
      // The mark comes last: a folder in the making that has it is whole.
      await disk.write(join(site, mark), markText)
      await swap(names, disk)
      return result
    } finally {
      await disk.remove(names.work)
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
    kept: beside('kept'),
  }
}

async function swap(names: Names, disk: Disk): Promise<void> {
  if (existsSync(names.output)) await disk.rename(names.output, names.old)
  await disk.rename(join(names.work, 'site'), names.output)
  await discardOld(names, disk)
}

/** Renamed before it is deleted: a half-deleted former site must never be taken for a whole one. */
async function discardOld({ old, trash }: Names, disk: Disk): Promise<void> {
  await disk.remove(trash)
  if (existsSync(old)) await disk.rename(old, trash)
  await disk.remove(trash)
}

/** Finishes or undoes a swap that was cut short, so that a whole site stands at the output again. */
async function recover(names: Names, disk: Disk): Promise<void> {
  const finished = join(names.work, 'site')
  if (existsSync(names.old) && !existsSync(names.output)) {
    await disk.rename(existsSync(join(finished, mark)) ? finished : names.old, names.output)
  }
  await discardOld(names, disk)
}

/** Before anything else, any command has a swap that was cut short seen to. Does nothing while a build is under way. */
export async function recoverOutput(output: string, disk: Disk = realDisk): Promise<void> {
  const names = namesFor(output)
  const left = [names.old, names.trash, names.work, names.lock].some((path) => existsSync(path))
  if (!left || (await holderOf(names.lock))) return
  await withLock(
    names,
    disk,
    () => undefined,
    async () => {
      await recover(names, disk)
      await disk.remove(names.work)
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
  disk: Disk,
  onWait: (text: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  // Written beside and then linked into place: a lock is never seen half written.
  const own = `${names.lock}.${process.pid}.${randomUUID()}`
  const start = performance.now()
  let told = false
  try {
    await disk.write(own, JSON.stringify({ pid: process.pid }))
    while (!(await take(own, names.lock, disk))) {
      const text = await readLock(names.lock)
      // It has been given back meanwhile.
      if (text === undefined) continue
      const holder = livingHolder(text, names.lock)
      if (!holder) {
        await takeAway(names.lock, text, `${own}.stale`, disk)
        continue
      }
      if (!told) onWait(`Another build (process ${holder.pid}) is writing to ${names.output}. Waiting for it.`)
      told = true
      if (performance.now() - start > longestWait) {
        throw new OutputRefused(
          `Another build (process ${holder.pid}) is still writing to ${names.output}. If there is none, delete ${names.lock}.`,
        )
      }
      await new Promise((done) => setTimeout(done, 100))
    }
  } finally {
    await disk.remove(own)
  }
  held.add(names.lock)
  try {
    return await work()
  } finally {
    held.delete(names.lock)
    await disk.remove(names.lock)
  }
}

/** Locks that this very process holds: another process may have had the same number before. */
const held = new Set<string>()

async function take(own: string, lock: string, disk: Disk): Promise<boolean> {
  try {
    await disk.link(own, lock)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    // It may have been given back in the moment since.
    if (code === 'EEXIST' || existsSync(lock)) return false
    // Some disks, memory sticks among them, know no links.
    if (!/^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(code)) throw error
    await disk.rename(own, lock)
    return true
  }
}

/** The lock of a process that is gone. Of all that see it at once, one gets it; whoever gets a newer one instead puts it back. */
async function takeAway(lock: string, text: string, stale: string, disk: Disk): Promise<void> {
  await disk.rename(lock, stale).catch(() => undefined)
  if ((await readLock(stale)) !== text) await disk.link(stale, lock).catch(() => undefined)
  await disk.remove(stale)
}

const readLock = (lock: string): Promise<string | undefined> => readFile(lock, 'utf8').catch(() => undefined)

/** Who holds a lock, if there is one and that process still lives. */
async function holderOf(lock: string): Promise<{ pid: number } | undefined> {
  const text = await readLock(lock)
  return text === undefined ? undefined : livingHolder(text, lock)
}

function livingHolder(text: string, lock: string): { pid: number } | undefined {
  const pid = Number(/"pid":(\d+)/.exec(text)?.[1] ?? 0)
  if (pid === 0 || (pid === process.pid && !held.has(lock))) return undefined
  try {
    process.kill(pid, 0)
    return { pid }
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? { pid } : undefined
  }
}
