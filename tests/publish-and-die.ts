import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Disk, publish } from '../src/publish.ts'

/**
 * Publishes a site that says "new", and kills its own process at a call that changes the disk: call number `at`, before or
 * after it. `at` 0 kills nothing and says how many calls there were. Started by publish.test.ts.
 */
const [output = '', at = '0', when = 'before'] = process.argv.slice(2)
let calls = 0

async function counted(call: () => Promise<unknown>): Promise<void> {
  calls++
  const now = calls === Number(at)
  if (now && when === 'before') process.kill(process.pid, 'SIGKILL')
  try {
    await call()
  } finally {
    if (now && when === 'after') process.kill(process.pid, 'SIGKILL')
  }
}

const disk: Disk = {
  link: (from, to) => counted(() => link(from, to)),
  mkdir: (path) => counted(() => mkdir(path, { recursive: true })),
  rename: (from, to) => counted(() => rename(from, to)),
  remove: (path) => counted(() => rm(path, { recursive: true, force: true })),
  write: (path, text) => counted(() => writeFile(path, text)),
}

await publish(
  { output, sources: [], onWait: () => undefined },
  async (folder) => {
    for (const name of ['one', 'two', 'three']) await disk.write(join(folder, `${name}.html`), 'new')
  },
  disk,
)
console.log(calls)
