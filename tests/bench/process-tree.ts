import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What one command took, with every process that it began. */
export interface Taken {
  readonly seconds: number
  /** The most memory that all of them held at one time, in MB (resident; what two share is counted twice). NaN without /proc. */
  readonly megabytes: number
}

/** Milliseconds between two looks at the memory. */
const between = 40

/** Runs a command to its end. Fails, with what it said, when it does. */
export async function timed(command: string, args: readonly string[], cwd: string): Promise<Taken> {
  const start = performance.now()
  const child = spawn(command, args, { cwd, env: { ...process.env, NODE_OPTIONS: '' } })
  let said = ''
  const hear = (text: unknown): void => {
    said = `${said}${text}`.slice(-4000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  let most = Number.NaN
  const watch = setInterval(() => {
    const now = residentIn(child.pid ?? 0)
    if (now > 0) most = Number.isNaN(most) ? now : Math.max(most, now)
  }, between)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearInterval(watch))
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`)
  return { seconds: (performance.now() - start) / 1000, megabytes: most / 1e6 }
}

/** Bytes that a process and all under it hold in memory. */
function residentIn(root: number): number {
  const parents = new Map<number, number>()
  const resident = new Map<number, number>()
  for (const name of listed('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The second field, the command, may hold spaces and brackets: the rest is counted from behind it.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      parents.set(Number(name), Number(fields[1]))
      resident.set(Number(name), Number(fields[21]) * 4096)
    } catch {
      // It has ended meanwhile.
    }
  }
  const isUnder = (id: number): boolean => id === root || (parents.has(id) && isUnder(parents.get(id) ?? 0))
  return [...resident].reduce((sum, [id, bytes]) => sum + (isUnder(id) ? bytes : 0), 0)
}

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
