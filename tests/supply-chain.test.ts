import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installed, isPermissive, type Licensed, printLicences, refused } from '../src/package/licences.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(project, name), 'utf8'))
const { dependencies, devDependencies } = readJson('package.json') as Record<string, Record<string, string>>
const { packages } = readJson('package-lock.json') as {
  packages: Record<string, { version: string; dev?: boolean; hasInstallScript?: boolean; integrity?: string }>
}

test('every dependency has one exact version, and every package in the lock file a checksum', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  for (const [name, version] of versions) expect(packages[`node_modules/${name}`]).toMatchObject({ version })
  const fetched = Object.entries(packages).filter(([path]) => path !== '')
  expect(fetched.length).toBeGreaterThan(200)
  expect(fetched.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))).toEqual([])
})

test('the README says of every dependency why it is there', () => {
  const readme = readFileSync(join(project, 'README.md'), 'utf8')
  const [, table = ''] = /### What it is built with\n([\s\S]*?)\n## /.exec(readme) ?? []
  const named = new Set(
    [...table.matchAll(/^\| (`[^|]*) \| [^|]{10,} \|$/gm)].flatMap(([, names = '']) => names.split(', ')),
  )
  const needed = Object.keys({ ...dependencies, ...devDependencies }).map((name) => `\`${name}\``)
  expect([...named].sort()).toEqual(needed.sort())
})

test('only these runtime packages would run a script when they are installed; the README says that a build needs neither', () => {
  const scripted = Object.entries(packages).filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev)
  expect(scripted.map(([path]) => path)).toEqual(['node_modules/@parcel/watcher', 'node_modules/esbuild'])
})

test('everything that comes with Answerbook has a licence that is allowed', () => {
  const all = installed(project)
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies ?? {})))
  expect(refused(all)).toEqual([])
})

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT AND ISC) OR GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  ['UNLICENSED', false],
  ['unknown', false],
])('%s: allowed is %s', (licence, allowed) => {
  expect(isPermissive(licence)).toBe(allowed)
})

test('a licence is read from what is installed, in every form, and what says none is refused', () => {
  const folder = temporaryFolder()
  const entry = (more: object): string => JSON.stringify({ version: '1.0.0', ...more })
  writeFiles(folder, {
    'package-lock.json': JSON.stringify({
      packages: {
        '': {},
        'node_modules/plain': {},
        'node_modules/object': {},
        'node_modules/list': {},
        'node_modules/silent': {},
        'node_modules/tool': { dev: true },
        'node_modules/for-another-system': {},
        'node_modules/plain/node_modules/lightningcss-x': {},
      },
    }),
    'node_modules/plain/package.json': entry({ name: 'plain', license: 'ISC' }),
    'node_modules/object/package.json': entry({ name: 'object', license: { type: 'MIT' } }),
    'node_modules/list/package.json': entry({ name: 'list', licenses: [{ type: 'GPL-2.0' }, { type: 'MIT' }] }),
    'node_modules/silent/package.json': entry({ name: 'silent' }),
    'node_modules/tool/package.json': entry({ name: 'tool', license: 'GPL-3.0-only' }),
    'node_modules/plain/node_modules/lightningcss-x/package.json': entry({
      name: 'lightningcss-x',
      license: 'MPL-2.0',
    }),
  })
  const all = installed(folder)
  expect(all.map(({ name, licence }) => `${name} ${licence}`)).toEqual([
    'lightningcss-x MPL-2.0',
    'list GPL-2.0 OR MIT',
    'object MIT',
    'plain ISC',
    'silent unknown',
  ])
  expect(refused(all).map(({ name }) => name)).toEqual(['silent'])
  expect(printLicences(all)).toMatch(/\n1 of 5 packages may not be used: silent \(unknown\)\.$/)
})

test('an exception is for one package, and for the licence that it was made for', () => {
  const one = (name: string, licence: string): Licensed => ({ name, version: '1.0.0', licence })
  expect(refused([one('lightningcss', 'MPL-2.0'), one('lightningcss-linux', 'MPL-2.0')])).toEqual([])
  expect(refused([one('other', 'MPL-2.0'), one('lightningcss', 'GPL-2.0')])).toHaveLength(2)
})
