import { statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, type ZlibOptions } from 'node:zlib'
import type { Address } from './model.ts'

/** What shrinks. Pagefind's own files and pictures are compressed already; an inventory is stored as it is (src/outputs/sphinx.ts). */
const shrinks = /\.(html?|js|css|json|xml|svg|txt|md|ics|inv|webmanifest)$/i

/** Bytes from which it is worth a file: what is smaller goes through the line in one packet either way. */
const least = 1024

/**
 * Steps of Brotli, of eleven. On `content/` (2.8 MB) the tenth leaves 9 % less than the fifth, and takes 0.5 s a MB on one core, the
 * fifth 0.03 s (measured); the eleventh would leave another 2 % off and take 1.2 s. A large site cannot wait for so little.
 */
const good = 10
const quick = 5

/** Bytes of text from which a site is a large one. */
const large = 32_000_000

/** How many are compressed at a time: as many threads as Node keeps for it. */
const atOnce = 4

/**
 * Writes `x.br` and `x.gz` beside each file `x` of the folder that shrinks, for servers that send these, but for those that somebody
 * has put there. The same file gives the same bytes, on any day and any system, as long as Node's zlib is the same. Returns how
 * many files that added.
 */
export async function compressFiles(paths: readonly Address[], folder: string): Promise<number> {
  const there = new Set<string>(paths)
  const files = paths
    .filter((path) => shrinks.test(path) && !there.has(`${path}.br`) && !there.has(`${path}.gz`))
    .map((path) => join(folder, path))
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const quality = bytes < large ? good : quick
  const waiting = files.values()
  let made = 0
  const work = async (): Promise<void> => {
    for (const file of waiting) {
      const number = await compressFile(file, quality)
      made += number
    }
  }
  // Each of them comes to its end, also when another fails: the folder must be at rest before it is taken away.
  for (const result of await Promise.allSettled(Array.from({ length: atOnce }, work))) {
    if (result.status === 'rejected') throw result.reason
  }
  return made
}

async function compressFile(file: string, quality: number): Promise<number> {
  const text = await readFile(file)
  if (text.length < least) return 0
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
  await writeFile(`${file}.br`, await brotli(text, { params }), { flag: 'wx' })
  const zipped = await zip(text, { level: constants.Z_BEST_COMPRESSION })
  // The place where zlib says on which system it ran; 255 is "unknown" (RFC 1952, 2.3.1).
  zipped[9] = 255
  await writeFile(`${file}.gz`, zipped, { flag: 'wx' })
  return 2
}

const brotli = promisify(brotliCompress)
const zip: (text: Uint8Array, options: ZlibOptions) => Promise<Buffer> = promisify(gzip)
