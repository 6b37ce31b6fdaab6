import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { printRelevance, relevance } from './relevance/relevance.ts'

const usage = `npm run bench -- --relevance FOLDER [--split tune|hold] [--json FILE]

  --relevance FOLDER   searches a question-and-answer set (corpus.jsonl, queries.jsonl) with Answerbook, with plain Pagefind,
                       and with MiniSearch set up as VitePress does
  --split PART         only a third of the queries (tune), or the other two thirds (hold)
  --json FILE          writes the figures there too
`

const { values } = parseArgs({
  options: { relevance: { type: 'string' }, split: { type: 'string' }, json: { type: 'string' } },
})

if (values.relevance === undefined || !['tune', 'hold', undefined].includes(values.split)) {
  console.error(usage)
  process.exitCode = 2
} else {
  const result = await relevance(values.relevance, values.split as 'tune' | 'hold' | undefined)
  console.log(printRelevance(result))
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`)
}
