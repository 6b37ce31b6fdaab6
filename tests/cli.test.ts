import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { page, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')

/** Runs the command as a user would, from the project's folder. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], { cwd: project }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

const good = { ...settings, 'b.md': page('## One?\n\nText.\n') }

test('build: exit 0, and a line that says what was made', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), good)
  const { code, out, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'out'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^5 pages with 1 answers are in .*out\/ \(\d+\.\d s\)\.\n$/)
  expect(existsSync(join(folder, 'out', 'index.html'))).toBe(true)
})

test('build: exit 1 with a report and no site when there are errors', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), { ...good, 'c.md': '---\ntitle: [\n---\n' })
  const { code, out, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'out'))
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err).toContain('c.md:')
  expect(err).toContain('The site was not built')
  expect(err).not.toMatch(/\n\s+at /)
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test('check: problems only, and nothing is written', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), { ...good, 'c.md': page('[x](#no)\n') })
  const { code, out } = await run('check', '--content', join(folder, 'content'))
  expect(code).toBe(1)
  expect(out).toContain('1 error, 0 warnings.')
})

test.each([
  [['build', '--contnet', 'x'], '--contnet'],
  [['bild'], 'There is no command "bild".'],
  [['build', '--url', 'example.org'], '--url takes a whole web address'],
  [['start', '--port', '99999'], '--port takes a number'],
  [['build', '--content', 'no-such-folder'], 'There is no content folder "no-such-folder"'],
])('wrong use is exit 2 with a word of help: %j', async (args, words) => {
  const { code, err } = await run(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
  expect(err).not.toMatch(/\n\s+at /)
})

test('an output folder that holds other things is left alone', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), good)
  mkdirSync(join(folder, 'mine'))
  writeFileSync(join(folder, 'mine', 'letter.txt'), 'dear')
  const { code, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'mine'))
  expect(code).toBe(2)
  expect(err).toContain('left alone')
  expect(existsSync(join(folder, 'mine', 'letter.txt'))).toBe(true)
})
