import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeFiles } from '../src/write-files.ts'
import { temporaryFolder } from './temporary.ts'

test.each(['../out.txt', '/../out.txt', 'a/../../out.txt'])(
  'nothing is written outside the folder: %s',
  async (path) => {
    const place = temporaryFolder()
    await expect(writeFiles([{ path, content: 'x' }], join(place, 'site'))).rejects.toThrow('outside')
    expect(readdirSync(place)).toEqual([])
  },
)
