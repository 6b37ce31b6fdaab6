import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import MiniSearch from 'minisearch'
import { close as closePagefind, createIndex } from 'pagefind'
import { build } from '../../../src/build.ts'
import { importPagefind, openSearch } from '../../../src/search/node.ts'
import { readQuery } from '../../../src/search/query.ts'
import type { Entry } from './data.ts'
import { writeContent } from './site.ts'

/** A search over a set: the ids of its answers, best first, ten at most. */
export interface SearchEngine {
  readonly name: string
  search(query: string): Promise<string[]>
}

const most = 10

/** A site of the entries, built as any other, and searched as its pages do. */
export async function answerbook(corpus: readonly Entry[], folder: string): Promise<SearchEngine> {
  const content = join(folder, 'content')
  const output = join(folder, 'site')
  await writeContent(corpus, content)
  const { problems, written } = await build({ content, output, drafts: false, say: () => undefined })
  if (!written) throw new Error(problems.map(({ at, what }) => `${at.file}:${at.line} ${what}`).join('\n'))
  await closePagefind()
  const engine = await openSearch(output)
  return {
    name: 'Answerbook',
    async search(query) {
      const hits = await engine.search(await engine.read(readQuery(query)))
      const answers = await Promise.all(hits.slice(0, most).map((hit) => hit.load()))
      return answers.map(({ url }) => url.slice(url.indexOf('#') + 1))
    },
  }
}

/** Pagefind as it comes: one record an answer, its own ranking, the query as it is. */
export async function plainPagefind(corpus: readonly Entry[], folder: string): Promise<SearchEngine> {
  const { index, errors } = await createIndex({})
  if (!index) throw new Error(errors.join('; '))
  const added = await Promise.all(
    corpus.map(({ id, question, answer }) =>
      // Pagefind drops a record without words.
      index.addCustomRecord({
        url: `/#${id}`,
        language: 'en',
        content: /[\p{L}\p{N}]/u.test(answer) ? answer : question,
        meta: { title: question },
      }),
    ),
  )
  // Pagefind 1.5.2 answers `writeFiles` before all is on disk (its issue 1271); closed then, it leaves files cut short.
  const { files, errors: unwritten } = await index.getFiles()
  const failed = [...added.flatMap((response) => response.errors), ...unwritten]
  if (failed.length > 0) throw new Error(failed.join('; '))
  const output = join(folder, 'plain')
  for (const { path, content } of files) {
    await mkdir(dirname(join(output, path)), { recursive: true })
    await writeFile(join(output, path), content)
  }
  await closePagefind()
  const { module, basePath } = await importPagefind(output)
  const pagefind = module.createInstance({ baseUrl: '/', basePath, noWorker: true })
  return {
    name: 'Pagefind',
    async search(query) {
      const { results } = await pagefind.search(query)
      const answers = await Promise.all(results.slice(0, most).map((result) => result.data()))
      return answers.map(({ url }) => url.slice(url.indexOf('#') + 1))
    },
  }
}

/**
 * MiniSearch with the fields and settings of VitePress's local search: `VPLocalSearchBox.vue` and the plugin that makes its
 * index, version 1.6. A section's title is the question, its `titles` those of the headings above: the page's.
 */
export function miniSearch(corpus: readonly Entry[]): SearchEngine {
  const index = new MiniSearch({ fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'] })
  index.addAll(
    corpus.map(({ id, question, answer, category }) => ({ id, title: question, titles: [category], text: answer })),
  )
  return {
    name: 'MiniSearch (VitePress)',
    async search(query) {
      const found = index.search(query, { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } })
      return found.slice(0, most).map(({ id }) => String(id))
    },
  }
}
