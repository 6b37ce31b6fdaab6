import { readSite } from '../content/read.ts'
import type { Page } from '../model.ts'
import type { Problem } from '../problem.ts'

export interface Alone {
  /** Absent when it cannot be read as a page at all. */
  readonly page?: Page
  readonly problems: readonly Problem[]
}

/** One page as the gate reads it, without the rest of its site. */
export function readAlone(path: string, text: string | Buffer, layouts: readonly string[]): Alone {
  const file = { path, shown: path, onDisk: path, bytes: Buffer.from(text) }
  const { site, problems } = readSite([file], { folder: '', drafts: true, layouts, publicFiles: [] })
  const page = site.pages.find((one) => one.path === path)
  return { ...(page ? { page } : {}), problems: problems.filter(({ at }) => at.file === path) }
}
