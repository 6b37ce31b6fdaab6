import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as compile } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { mark, namesFor, OutputRefused, publish, realDisk, recoverOutput } from '../src/publish.ts'
import { folderForAll, temporaryFolder } from './temporary.ts'

const quiet = { sources: [], onWait: () => undefined }

async function fill(folder: string, text: string): Promise<void> {
  for (const name of ['one', 'two', 'three']) writeFileSync(join(folder, `${name}.html`), text)
}

const siteAt = (output: string): string[] =>
  readdirSync(output)
    .filter((name) => name !== mark)
    .sort()
    .map((name) => `${name} ${readFileSync(join(output, name), 'utf8')}`)

const whole = (text: string): string[] => ['one.html', 'three.html', 'two.html'].map((name) => `${name} ${text}`)

test('a site takes the place of the last one, and nothing else is left', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  await publish({ ...quiet, output }, (site) => fill(site, 'old'))
  await publish({ ...quiet, output }, (site) => fill(site, 'new'))
  expect(siteAt(output)).toEqual(whole('new'))
  expect(readdirSync(folder)).toEqual(['site'])
})

test('when a build fails, the last site stays and nothing else is left', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  await publish({ ...quiet, output }, (site) => fill(site, 'old'))
  const failing = publish({ ...quiet, output }, async (site) => {
    writeFileSync(join(site, 'one.html'), 'new')
    throw new Error('half way')
  })
  await expect(failing).rejects.toThrow('half way')
  expect(siteAt(output)).toEqual(whole('old'))
  expect(readdirSync(folder)).toEqual(['site'])
})

// Compiled once: each of the many processes below would compile it anew.
const compiled = folderForAll()
const publisher = (): string => join(compiled(), 'publish-and-die.mjs')
beforeAll(async () => {
  await compile({
    entryPoints: [join(import.meta.dirname, 'publish-and-die.ts')],
    outfile: publisher(),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
})
const publishAndDie = (output: string, at: number, when: string) =>
  spawnSync(process.execPath, [publisher(), output, String(at), when], { encoding: 'utf8' })

test.each(['with a site from before', 'without one'])(
  'killed at any call that changes the disk, %s: old or new, always whole',
  async (before) => {
    const had = before.startsWith('with a')
    const prepare = async (): Promise<{ folder: string; output: string }> => {
      const folder = temporaryFolder()
      const output = join(folder, 'site')
      if (had) await publish({ ...quiet, output }, (site) => fill(site, 'old'))
      return { folder, output }
    }
    const calls = Number(publishAndDie((await prepare()).output, 0, 'never').stdout)
    expect(calls).toBeGreaterThan(12)

    const seen = new Set<string>()
    for (let at = 1; at <= calls; at++) {
      for (const when of ['before', 'after']) {
        const { folder, output } = await prepare()
        expect(publishAndDie(output, at, when).signal).toBe('SIGKILL')
        await recoverOutput(output)
        const site = existsSync(output) ? siteAt(output) : []
        expect([had ? whole('old') : [], whole('new')], `${when} call ${at}`).toContainEqual(site)
        // A lock's other name may stay behind when its process dies; it locks nothing.
        expect(readdirSync(folder).filter((name) => name !== 'site' && !name.startsWith('.site.lock.'))).toEqual([])
        seen.add(site[0] ?? 'none')
        await publish({ ...quiet, output }, (next) => fill(next, 'next'))
        expect(siteAt(output)).toEqual(whole('next'))
      }
    }
    expect(seen).toEqual(new Set([had ? 'one.html old' : 'none', 'one.html new']))
  },
)

test('a second build waits for the first, and says so', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  const order: string[] = []
  let release = (): void => undefined
  const begun = new Promise<void>((started) => {
    void publish({ ...quiet, output }, async (site) => {
      order.push('first begins')
      started()
      await new Promise<void>((done) => {
        release = done
      })
      await fill(site, 'first')
      order.push('first ends')
    })
  })
  await begun
  const waited = new Promise<string>((told) => {
    void publish({ sources: [], output, onWait: told }, async (site) => {
      order.push('second begins')
      await fill(site, 'second')
    }).then(() => order.push('second ends'))
  })
  expect(await waited).toContain(`process ${process.pid}`)
  release()
  await expect.poll(() => order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(siteAt(output)).toEqual(whole('second'))
})

test('a lock that is given back just when it was found taken is asked for again', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  let asked = 0
  const link: typeof realDisk.link = async (from, to) => {
    asked++
    if (asked === 1) throw Object.assign(new Error('EEXIST: file already exists'), { code: 'EEXIST' })
    await realDisk.link(from, to)
  }
  await publish({ ...quiet, output }, (site) => fill(site, 'new'), { ...realDisk, link })
  expect(asked).toBe(2)
  expect(siteAt(output)).toEqual(whole('new'))
  expect(readdirSync(folder)).toEqual(['site'])
})

test('the lock of a process that is gone holds nobody up', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  const gone = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => gone.once('exit', resolve))
  writeFileSync(namesFor(output).lock, JSON.stringify({ pid: gone.pid }))
  await publish({ ...quiet, output }, (site) => fill(site, 'new'))
  expect(siteAt(output)).toEqual(whole('new'))
})

test('a command never touches the work of a build that is under way', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  await publish({ ...quiet, output }, async (site) => {
    await fill(site, 'new')
    await recoverOutput(output)
    expect(siteAt(site)).toEqual(whole('new'))
  })
  expect(siteAt(output)).toEqual(whole('new'))
})

test.each([
  ['a folder with other files', (folder: string) => writeFileSync(join(folder, 'letter.txt'), 'dear'), '.'],
  ['a file', (folder: string) => writeFileSync(join(folder, 'site'), 'dear'), 'site'],
  ['a source folder', () => undefined, 'content'],
  ['a folder inside a source folder', () => undefined, 'content/site'],
  ['a folder that holds a source folder', () => undefined, '.'],
])('%s is refused as output, and untouched', async (_name, prepare, output) => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'content'))
  writeFileSync(join(folder, 'content', 'page.md'), 'text')
  prepare(folder)
  const before = readdirSync(folder, { recursive: true })
  const attempt = publish(
    { output: join(folder, output), sources: [join(folder, 'content')], onWait: () => undefined },
    (site) => fill(site, 'new'),
  )
  await expect(attempt).rejects.toThrow(OutputRefused)
  expect(readdirSync(folder, { recursive: true })).toEqual(before)
})

test('an empty folder is taken', async () => {
  const output = temporaryFolder()
  await publish({ ...quiet, output }, (site) => fill(site, 'new'))
  expect(siteAt(output)).toEqual(whole('new'))
})
