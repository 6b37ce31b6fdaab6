import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeFolder } from '../src/remove-folder.ts'
import { temporaryFolder } from './temporary.ts'

/** A folder with files and folders in it, and a link to another, which holds a file. */
function makeFolder(): { readonly folder: string; readonly other: string } {
  const whole = temporaryFolder()
  const [folder, other] = [join(whole, 'folder'), join(whole, 'other')]
  mkdirSync(join(folder, 'a', 'b'), { recursive: true })
  mkdirSync(join(folder, 'empty'))
  mkdirSync(other)
  for (const file of [join(folder, '.mark'), join(folder, 'a', 'b', 'page.html'), join(other, 'mine.txt')])
    writeFileSync(file, 'text')
  symlinkSync(other, join(folder, 'link'), 'junction')
  return { folder, other }
}

test('a folder is removed with all that is in it, and nothing that it only links to', async () => {
  const { folder, other } = makeFolder()
  await removeFolder(folder)
  expect(existsSync(folder)).toBe(false)
  expect(readdirSync(other)).toEqual(['mine.txt'])
})

test('of a link to a folder, the link is removed', async () => {
  const { folder, other } = makeFolder()
  await removeFolder(join(folder, 'link'))
  expect(existsSync(join(folder, 'link'))).toBe(false)
  expect(readdirSync(other)).toEqual(['mine.txt'])
})

test('a file is removed; what is not there is as good as removed', async () => {
  const { folder } = makeFolder()
  await removeFolder(join(folder, '.mark'))
  expect(existsSync(join(folder, '.mark'))).toBe(false)
  await removeFolder(join(folder, 'none'))
})
