import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { close } from 'pagefind'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { searchFiles, searchSource } from '../../src/search/write-index.ts'
import { page, readFiles, settings } from '../files.ts'
import { temporaryFolder } from '../temporary.ts'

const source = searchSource(readFiles({ ...settings, 'a-page.md': page('## What is it?\n\nA test.\n') }).site)

// Its program stays for as long as the process lives.
afterEach(async () => {
  vi.unstubAllEnvs()
  await close()
})

describe.skipIf(process.platform === 'win32')('when Pagefind’s program', () => {
  test.each([
    ['does not answer', 'exec tail -f /dev/null', /Pagefind's program does not answer\.$/],
    // Whether that is heard of depends on when it ends.
    ['ends', 'exit 3', /Pagefind's program does not (run|answer)/],
  ])('%s, that is told, and the next index is made by a new one', async (_what, text, told) => {
    const program = join(temporaryFolder(), 'pagefind')
    writeFileSync(program, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    vi.stubEnv('PAGEFIND_EXTENDED_BINARY_PATH', program)
    await expect(searchFiles(source, { patience: 500 })).rejects.toThrow(told)
    vi.unstubAllEnvs()
    expect((await searchFiles(source)).length).toBeGreaterThan(5)
  })
})
