import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fetchKept } from '../src/fetch-kept.ts'
import { openKept, writeKept } from '../src/kept.ts'
import { temporaryFolder } from './temporary.ts'

test('kept files are read on a thread, without those that are damaged or gone', async () => {
  const folder = temporaryFolder()
  const [whole = '', damaged = '', other = '', gone = ''] = ['a', 'b', 'c', 'd'].map((name) => join(folder, name))
  for (const file of [whole, damaged, other]) writeKept(file, { file, list: Uint32Array.of(1, 2, 3) })
  const bytes = readFileSync(damaged)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(damaged, bytes)

  const fetched = await fetchKept([whole, gone, damaged, other]).files
  expect([...fetched.keys()]).toEqual([whole, other])
  expect(openKept(fetched.get(other) ?? new Uint8Array())).toEqual({ file: other, list: Uint32Array.of(1, 2, 3) })
})

test('what is given up ends, and so does what has nothing to read', async () => {
  const fetching = fetchKept([join(temporaryFolder(), 'none')])
  await fetching.end()
  expect((await fetching.files).size).toBe(0)
  expect((await fetchKept([]).files).size).toBe(0)
})
