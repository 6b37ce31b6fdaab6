import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Arguments } from '../options.ts'
import { searchStart } from '../search/dictionary.ts'
import { openSearch } from '../search/node.ts'
import { printAnswers } from '../search/print.ts'
import { readQuery } from '../search/query.ts'

/** Searches a built site as its readers do. */
export async function run(args: Arguments): Promise<number> {
  const output = args.output ?? '_site'
  if (!(await stat(join(output, searchStart)).catch(() => undefined))) {
    console.error(`There is no built site in ${output}. Run "npm run build" first.`)
    return 2
  }
  const engine = await openSearch(output)
  const reading = await engine.read(readQuery(args.words.join(' ')))
  const hits = await engine.search(reading)
  const answers = await Promise.all(hits.slice(0, 10).map(async (hit) => ({ score: hit.score, ...(await hit.load()) })))
  console.log(
    args.format === 'json'
      ? JSON.stringify({ query: reading.query.text, repaired: reading.repaired, found: hits.length, answers }, null, 2)
      : printAnswers(reading, answers),
  )
  return answers.length > 0 ? 0 : 1
}
