import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { buildBench, compareBuild, printBuild } from './build.ts'
import { firstPaint, printFirstPaint } from './first-paint.ts'
import { firstSearch, printFirstSearch } from './first-search.ts'
import { loadBench, printLoad } from './load.ts'
import { previewBench, printPreview } from './preview.ts'
import { SetFault } from './relevance/data.ts'
import { printRelevance, relevance } from './relevance/relevance.ts'

const usage = `npm run bench -- --build 20,1000,10000 [--compare FILE] [--json FILE]
       npm run bench -- --relevance FOLDER [--split tune|hold] [--json FILE]
       npm run bench -- --first-search 100,10000 [--vitepress 100] [--json FILE]
       npm run bench -- --preview 100,2000 [--json FILE]
       npm run bench -- --page [--rivals FOLDER] [--json FILE]
       npm run bench -- --load [--rivals FOLDER] [--json FILE]

  --build N,…          builds of made-up sites of N pages beside plain Eleventy with Pagefind and, if installed, Hugo with Pagefind
  --compare FILE       beside an earlier --build whose figures --json has written
  --relevance FOLDER   searches a question-and-answer set (corpus.jsonl, queries.jsonl) with Answerbook, with plain Pagefind,
                       and with MiniSearch set up as VitePress does
  --split PART         only every third query (tune), or all the others (hold)
  --first-search N,…   the first search of a visit, on a slow line and on this machine, on made-up sites of N answers
  --vitepress N,…      those of them on which VitePress, installed for the purpose, is measured in turn
  --preview N,…        npm start beside Eleventy's own --serve, on made-up sites of N pages: from a save to the screen
  --page               one page of content/ on a slow phone, beside the same page in plain Eleventy with Pagefind, in Starlight
                       and in VitePress: bytes, requests, first and largest paint
  --load               one page of content/ asked for without a pause (wrk) from a real nginx, beside the same page made with VitePress
                       and with Starlight: answers a second, and how long the slowest of a hundred takes
  --rivals FOLDER      keeps those others there for the next time, built anew only when content/ has changed
  --json FILE          writes the figures there too
`

const { values } = parseArgs({
  options: {
    build: { type: 'string' },
    compare: { type: 'string' },
    relevance: { type: 'string' },
    split: { type: 'string' },
    'first-search': { type: 'string' },
    vitepress: { type: 'string' },
    preview: { type: 'string' },
    page: { type: 'boolean' },
    load: { type: 'boolean' },
    rivals: { type: 'string' },
    json: { type: 'string' },
  },
})

const numbers = (list = ''): number[] =>
  list
    .split(',')
    .filter((part) => part !== '')
    .map(Number)

if (values.build !== undefined) {
  const result = await buildBench(numbers(values.build))
  await finish(printBuild(result), result)
  if (values.compare) console.log(`\n${await compareBuild(result, values.compare)}`)
} else if (values['first-search'] !== undefined) {
  const result = await firstSearch(numbers(values['first-search']), numbers(values.vitepress))
  await finish(printFirstSearch(result), result)
} else if (values.preview !== undefined) {
  const result = await previewBench(numbers(values.preview))
  await finish(printPreview(result), result)
} else if (values.page) {
  const result = await firstPaint(values.rivals)
  await finish(printFirstPaint(result), result)
} else if (values.load) {
  const result = await loadBench(values.rivals)
  await finish(printLoad(result), result)
} else if (values.relevance !== undefined && ['tune', 'hold', undefined].includes(values.split)) {
  try {
    const result = await relevance(values.relevance, values.split as 'tune' | 'hold' | undefined)
    await finish(printRelevance(result), result)
  } catch (error) {
    if (!(error instanceof SetFault)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
} else {
  console.error(usage)
  process.exitCode = 2
}

async function finish(table: string, result: unknown): Promise<void> {
  console.log(table)
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`)
}
