import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { build } from '../../src/build.ts'
import { filesIn } from '../../src/built.ts'
import { compressFiles } from '../../src/compress.ts'
import { answers, freePort, webServers } from '../web-servers.ts'
import { content, type Missing, measured, readPlainPages } from './first-paint.ts'
import { median } from './median.ts'
import { prepare, type Recipe, starlight, vitePress } from './rivals.ts'

const rounds = 5
/** Seconds for which each page is asked for in each round. */
const seconds = 4
/** How many readers ask at a time, each for the next page when she has the last. */
const connections = 16

export interface LoadFigures {
  readonly site: string
  /** Answers a second, and the milliseconds within which 99 of 100 of them came: median, least and most. */
  readonly perSecond: Spread
  readonly p99: Spread
  /** Microseconds of a core that nginx took for an answer: it hangs less on who else is busy. NaN without /proc. */
  readonly work: Spread
  /** Of one answer, compressed, without its headers. */
  readonly bytes: number
  /** How many processes wanted the machine's cores, at the start and at the end. */
  readonly load: readonly [number, number]
}

type Spread = readonly [middle: number, least: number, most: number]

/**
 * Asks a real nginx for one page of the site in `content/`, as often as it answers, beside the page of the same text made with
 * VitePress and with Starlight. One nginx, in one process, serves all three, each from files that were compressed beforehand (gzip), by
 * the same settings; only ours has the headers that a build makes for nginx. wrk asks from the same machine, so that
 * figures hang on it, and ratios hardly do.
 */
export async function loadBench(kept: string | undefined): Promise<(LoadFigures | Missing)[]> {
  const { program } = webServers.nginx
  if (program === undefined) return [{ site: 'all', missing: 'nginx is not installed (Debian: nginx-light)' }]
  if (!(await hasWrk())) return [{ site: 'all', missing: 'wrk is not installed (Debian: wrk)' }]
  const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
  try {
    const { sites, missing } = await makeSites(work, kept)
    return [...(await measure(program, sites, work)), ...missing]
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const run = promisify(execFile)

const hasWrk = (): Promise<boolean> =>
  run('wrk', ['--version']).then(
    () => true,
    // It knows no such option, and says so with another exit code than a program that is not there.
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )

interface ServedSite {
  readonly name: string
  readonly folder: string
  readonly address: string
  readonly port: number
}

async function makeSites(
  work: string,
  kept: string | undefined,
): Promise<{ readonly sites: readonly ServedSite[]; readonly missing: readonly Missing[] }> {
  const own = join(work, 'own')
  const { written } = await build({ content, output: own, host: 'nginx', drafts: false, say: () => undefined })
  if (!written) throw new Error('The content has errors.')
  const sites: ServedSite[] = [{ name: 'Answerbook', folder: own, address: measured.address, port: await freePort() }]
  const missing: Missing[] = []
  const { name } = parse(await readFile(join(content, 'site.yml'), 'utf8')) as { name: string }
  const pages = await readPlainPages()
  for (const recipe of [vitePress(name, pages, true), starlight(name, pages)]) {
    try {
      sites.push(await makeRival(recipe, join(kept ?? work, recipe.name.toLowerCase())))
    } catch (error) {
      missing.push({ site: recipe.name, missing: String((error as Error).message).split('\n')[0] ?? '' })
    }
  }
  return { sites, missing }
}

async function makeRival(recipe: Recipe, kept: string): Promise<ServedSite> {
  const folder = await prepare(recipe, kept)
  await compressFiles(filesIn(folder), folder)
  return { name: recipe.name, folder, address: recipe.addressOf(measured.path), port: await freePort() }
}

async function measure(program: string, sites: readonly ServedSite[], work: string): Promise<LoadFigures[]> {
  const config = join(work, 'nginx.conf')
  await writeFile(config, configOf(sites, work))
  const server: ChildProcess = spawn(program, ['-e', 'stderr', '-c', config], { stdio: 'ignore' })
  const taken = sites.map((): Asked[] => [])
  const load = loadavg()[0] ?? 0
  try {
    for (const { port } of sites) await answers(`http://127.0.0.1:${port}`)
    const bytes = sites.map(bytesOf)
    // In turn, so that a noisy moment of the machine meets all alike. The first round fills the caches.
    for (let round = 0; round <= rounds; round++) {
      for (let turn = 0; turn < sites.length; turn++) {
        const index = (round + turn) % sites.length
        const before = microseconds(server.pid)
        const one = await ask(sites[index] as ServedSite, round === 0 ? 1 : seconds)
        if (round > 0) taken[index]?.push({ ...one, work: (microseconds(server.pid) - before) / one.answers })
      }
    }
    return sites.map(({ name }, index) => ({
      site: name,
      perSecond: spread((taken[index] ?? []).map(({ perSecond }) => perSecond)),
      p99: spread((taken[index] ?? []).map(({ p99 }) => p99)),
      work: spread((taken[index] ?? []).map(({ work }) => work)),
      bytes: bytes[index] ?? 0,
      load: [load, loadavg()[0] ?? 0] as const,
    }))
  } finally {
    server.kill()
  }
}

const spread = (all: readonly number[]): Spread => [median(all), Math.min(...all), Math.max(...all)]

/** What nginx sends of a page: the file that lies beside it. */
const bytesOf = ({ folder, address }: ServedSite): number =>
  statSync(join(folder, `${address.endsWith('/') ? `${address}index.html` : address}.gz`)).size

/** One server for each site; ours has what a build writes for it, and the others the same of it that makes a difference to speed. */
const configOf = (sites: readonly ServedSite[], work: string): string => {
  const rules = (folder: string): string => join(folder, '_hosts')
  const servers = sites.map(({ name, folder, port }) => {
    const more =
      name === 'Answerbook'
        ? `include ${rules(folder)}/nginx-server.conf;`
        : 'gzip_static on; gzip_vary on; charset utf-8; absolute_redirect off;'
    return `server { listen 127.0.0.1:${port}; root ${folder}; ${more} }`
  })
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; master_process off; pid ${work}/pid; error_log stderr crit;
    events {}
    http {
      access_log off; sendfile on; types { text/html html; text/css css; text/javascript js; } default_type application/octet-stream;
      ${temporary.map((name) => `${name}_temp_path ${work}/${name};`).join(' ')}
      include ${rules(sites[0]?.folder ?? '')}/nginx-http.conf;
      ${servers.join('\n      ')}
    }
  `
}

interface Asked {
  readonly perSecond: number
  readonly p99: number
  readonly work: number
}

/** What a process has taken of all cores, in steps of 10 ms. */
function microseconds(id: number | undefined): number {
  try {
    // The second field, the command, may hold spaces and brackets: the rest is counted from behind it.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return Number.NaN
  }
}

async function ask(
  { name, port, address }: ServedSite,
  duration: number,
): Promise<Omit<Asked, 'work'> & { readonly answers: number }> {
  const options = [
    '-t',
    '1',
    '-c',
    String(connections),
    '-d',
    `${duration}s`,
    '--latency',
    '-H',
    'Accept-Encoding: gzip',
  ]
  const { stdout } = await run('wrk', [...options, `http://127.0.0.1:${port}${address}`], {
    timeout: (duration + 30) * 1000,
  })
  const [, wrong] = /(Non-2xx or 3xx responses: \d+|Socket errors: .*)/.exec(stdout) ?? []
  if (wrong !== undefined) throw new Error(`${name}: ${wrong}`)
  const [, perSecond] = /^Requests\/sec:\s+([\d.]+)/m.exec(stdout) ?? []
  const [, late, unit] = /^\s+99%\s+([\d.]+)(us|ms|s)$/m.exec(stdout) ?? []
  const [, count] = /^\s+(\d+) requests in /m.exec(stdout) ?? []
  if (perSecond === undefined || late === undefined || count === undefined)
    throw new Error(`wrk said what cannot be read:\n${stdout}`)
  return {
    answers: Number(count),
    perSecond: Number(perSecond),
    p99: Number(late) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'],
  }
}

export function printLoad(results: readonly (LoadFigures | Missing)[]): string {
  const own = results.find((one): one is LoadFigures => one.site === 'Answerbook' && 'perSecond' in one)
  const rows = results.map((one) => {
    if ('missing' in one) return `| ${one.site} | could not be measured: ${one.missing} |`
    const times = (ours: number | undefined, theirs: number): string => (ours ? (ours / theirs).toFixed(2) : '')
    const cells = [
      one.site,
      times(own?.perSecond[0], one.perSecond[0]),
      times(own?.p99[0], one.p99[0]),
      times(own?.work[0], one.work[0]),
      times(own?.bytes, one.bytes),
      between(one.perSecond, 0),
      between(one.p99, 2),
      between(one.work, 0),
      (one.bytes / 1000).toFixed(1),
      one.load.map((load) => load.toFixed(1)).join(' to '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  const head = [
    'site',
    'ours ÷ its answers/s',
    'ours ÷ its p99',
    'ours ÷ its work',
    'ours ÷ its bytes',
    'answers/s',
    'p99, ms',
    'work, µs an answer',
    'KB',
    'load',
  ]
  return [`| ${head.join(' | ')} |`, `| --- |${' --: |'.repeat(head.length - 1)}`, ...rows].join('\n')
}

const between = ([middle, least, most]: Spread, digits: number): string =>
  `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
