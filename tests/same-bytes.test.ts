import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary.ts'

const project = join(import.meta.dirname, '..')

/** Every file of a folder with the hash of its content. */
const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )

function built(folder: string, env: NodeJS.ProcessEnv = {}, ...preload: string[]): Record<string, string> {
  const output = join(temporaryFolder(), 'site')
  const args = ['--import', 'tsx', ...preload.flatMap((file) => ['--import', file]), 'src/cli.ts', 'build']
  const { status, stderr } = spawnSync(process.execPath, [...args, '--content', folder, '--output', output], {
    cwd: project,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return hashes(output)
}

test('the same content gives the same bytes: elsewhere, elsewhen, in another language, in another order of files', () => {
  const content = join(project, 'content')
  const first = built(content)
  expect(Object.keys(first).length).toBeGreaterThan(15)

  const copy = join(temporaryFolder(), 'another', 'folder')
  cpSync(content, copy, { recursive: true })
  const other = built(
    copy,
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    join(import.meta.dirname, 'another-machine.ts'),
  )
  expect(other).toEqual(first)
})
