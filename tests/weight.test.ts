import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { temporaryFolder } from './temporary.ts'

/** What a server may send over a new connection before it hears from the reader again: ten packets (RFC 6928), less their heads. */
const firstFlight = 14_000

test('a page of answers arrives in one round trip, with its style and its script', async () => {
  const output = join(temporaryFolder(), 'site')
  const content = join(import.meta.dirname, '..', 'content')
  const built = await build({ content, output, drafts: false, say: () => undefined })
  expect(built.written).toBe(true)
  const html = readFileSync(join(output, 'what-is-itk', 'index.html'))
  const scripts = [...html.toString('utf8').matchAll(/<script type="module" src="([^"]*)"/g)].map(([, path = '']) =>
    readFileSync(join(output, path)),
  )
  expect(scripts).toHaveLength(1)
  const bytes = [html, ...scripts].map((file) => compressed(file))
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(firstFlight)
})

const compressed = (file: Buffer): number =>
  brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length
