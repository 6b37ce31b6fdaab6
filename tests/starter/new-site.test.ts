import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProblems } from '../../src/checks/index.ts'
import { findFiles } from '../../src/content/files.ts'
import { readSite } from '../../src/content/read.ts'
import { makeSite, NewSiteRefused, writeNew } from '../../src/starter/new-site.ts'
import { dependencyOn } from '../../src/starter/own-package.ts'
import type { Files } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

test('a new site has no problem but that nothing is in its ledger', async () => {
  const folder = join(temporaryFolder(), 'Our Answers!')
  const { files, isInstalled } = await makeSite(folder)
  expect(isInstalled).toBe(false)
  expect(files.filter((path) => !existsSync(join(folder, path)))).toEqual([])
  const found = await findFiles(join(folder, 'content'), 'content')
  const options = { folder: 'content', drafts: false, layouts: ['content_page', 'index_page'], publicFiles: [] }
  const { site, problems } = readSite(found.files, options)
  expect(findProblems(site, [...found.problems, ...problems], {}).map(({ rule }) => rule)).toEqual(['not-entered'])
  const manifest = readJson(join(folder, 'package.json'))
  expect(manifest).toMatchObject({ name: 'our-answers', private: true, scripts: { start: 'answerbook start' } })
})

test('what npm and git leave in an empty folder does not count, and what package.json says stays', async () => {
  const folder = temporaryFolder()
  const before = {
    name: 'answers',
    description: 'Ours',
    scripts: { test: 'echo', build: 'answerbook build' },
    devDependencies: { answerbook: 'file:answerbook-1.0.0.tgz' },
  }
  writeFiles(folder, { 'package.json': JSON.stringify(before), 'package-lock.json': '{}', 'answerbook-1.0.0.tgz': '' })
  for (const name of ['.git', 'node_modules']) mkdirSync(join(folder, name))
  expect((await makeSite(folder)).isInstalled).toBe(true)
  const { scripts, ...rest } = readJson(join(folder, 'package.json')) as typeof before
  expect(rest).toEqual({ name: before.name, description: before.description, devDependencies: before.devDependencies })
  expect(scripts).toMatchObject({ ...before.scripts, start: 'answerbook start' })
  expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toBe('{}')
  expect(readdirSync(folder)).not.toContain('package.json.new')
})

test.each<[string, Files, string]>([
  ['a file', { 'notes.txt': 'x' }, 'is not empty: it holds notes.txt.'],
  ['many files', { a: '', b: '', c: '', d: '', e: '' }, 'is not empty: it holds a, b, c and 2 more.'],
  ['content', { 'content/a.md': 'x' }, 'is not empty: it holds content.'],
  ['a script of its own', { 'package.json': '{"scripts":{"start":"vite"}}' }, 'has a script "start" already: vite'],
  ['half a package.json', { 'package.json': '{"scripts":' }, 'package.json cannot be read as JSON.'],
  ['a list as package.json', { 'package.json': '[]' }, 'package.json cannot be read as JSON.'],
])('a folder with %s is left as it is', async (_, files, message) => {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  const before = readdirSync(folder, { recursive: true }).sort()
  await expect(makeSite(folder)).rejects.toThrow(NewSiteRefused)
  await expect(makeSite(folder)).rejects.toThrow(message)
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before)
  for (const [path, text] of Object.entries(files)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text)
})

test('where a file cannot be written, nothing is left, and what was there stays', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'package.json': '{}' })
  let free = 2
  const full: typeof writeNew = async (file, content) => {
    const isFull = free-- === 0
    await writeNew(file, isFull ? content.slice(0, 9) : content)
    if (isFull) throw new Error('No space is left.')
  }
  await expect(makeSite(folder, full)).rejects.toThrow('No space is left.')
  expect(readdirSync(folder)).toEqual(['package.json'])
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{}')
  free = 2
  await expect(makeSite(join(folder, 'site'), full)).rejects.toThrow('No space is left.')
  expect(readdirSync(folder)).toEqual(['package.json'])
})

test('a file that came in between is neither written over nor taken away', async () => {
  const folder = temporaryFolder()
  const late: typeof writeNew = async (file, content) => {
    if (file.endsWith('README.md')) writeFiles(folder, { 'README.md': 'mine' })
    await writeNew(file, content)
  }
  await expect(makeSite(folder, late)).rejects.toThrow('EEXIST')
  expect(readdirSync(folder)).toEqual(['README.md'])
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('mine')
})

test('a file in the place of the folder is refused', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { site: 'mine' })
  await expect(makeSite(join(folder, 'site'))).rejects.toThrow('is there already, and is no folder.')
  expect(readFileSync(join(folder, 'site'), 'utf8')).toBe('mine')
})

const manifest = '{"name":"answerbook","version":"1.2.3"}'
const lock = (resolved: string): string =>
  JSON.stringify({ packages: { 'node_modules/answerbook': { version: '1.2.3', resolved } } })

test.each<[string, Files, string, string]>([
  [
    'a registry',
    { 'a/node_modules/.package-lock.json': lock('https://registry.example/answerbook-1.2.3.tgz') },
    'a',
    '^1.2.3',
  ],
  [
    'a packed file',
    { 'a/node_modules/.package-lock.json': lock('file:../answerbook.tgz') },
    'a',
    'file:../answerbook.tgz',
  ],
  [
    'a packed file, seen from elsewhere',
    { 'a/node_modules/.package-lock.json': lock('file:x.tgz') },
    'b/c',
    'file:../../a/x.tgz',
  ],
  ['an installation that says nothing', {}, 'a', '^1.2.3'],
])('a new site depends on the Answerbook that made it: from %s', (_, files, from, spec) => {
  const folder = temporaryFolder()
  writeFiles(folder, { ...files, 'a/node_modules/answerbook/package.json': manifest })
  const own = join(folder, 'a', 'node_modules', 'answerbook')
  expect(dependencyOn(join(folder, from), own)).toEqual({ name: 'answerbook', spec })
})

test('a new site made by a checkout depends on the checkout', () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'answerbook/package.json': manifest })
  const made = dependencyOn(join(folder, 'site'), join(folder, 'answerbook'))
  expect(made).toEqual({ name: 'answerbook', spec: 'file:../answerbook' })
})
