import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Asked, readSet } from './data.ts'
import { answerbook, miniSearch, plainPagefind, type SearchEngine } from './engines.ts'
import { halfTyped, keywords, seeded, seedOf, withTypo } from './forms.ts'
import { type Answered, type Figures, figuresOf } from './metrics.ts'

export interface RelevanceResult {
  readonly answers: number
  readonly queries: number
  readonly rows: readonly { readonly form: string; readonly engine: string; readonly figures: Figures }[]
}

/**
 * Searches a set in every form with every engine. `split` takes every third query, to tune on, or the rest. It goes by place,
 * as the weights were tuned so: by another rule, queries that they were tuned on would be among those that judge them.
 */
export async function relevance(folder: string, split?: 'tune' | 'hold'): Promise<RelevanceResult> {
  const { corpus, queries: all } = readSet(folder)
  const queries = all.filter((_, index) => split === undefined || (index % 3 === 0) === (split === 'tune'))
  const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
  try {
    const engines = [miniSearch(corpus), await plainPagefind(corpus, work), await answerbook(corpus, work)]
    const rows = []
    for (const [form, asked] of Object.entries(formsOf(queries))) {
      for (const engine of engines) {
        rows.push({ form, engine: engine.name, figures: figuresOf(await runAll(engine, asked)) })
      }
    }
    return { answers: corpus.length, queries: queries.length, rows }
  } finally {
    await rm(work, { recursive: true })
  }
}

function formsOf(queries: readonly Asked[]): Record<string, Asked[]> {
  const each = (change: (query: string, id: string) => string): Asked[] =>
    queries.map((asked) => ({ ...asked, query: change(asked.query, asked.id) }))
  return {
    'as typed': each((query) => query),
    typo: each((query, id) => withTypo(query, seeded(seedOf(id)))),
    keywords: each(keywords),
    'half-typed': each(halfTyped),
  }
}

async function runAll(engine: SearchEngine, asked: readonly Asked[]): Promise<Answered[]> {
  const answers: Answered[] = []
  for (const { query, relevant } of asked) {
    const start = performance.now()
    const found = await engine.search(query)
    answers.push({ found, relevant, milliseconds: performance.now() - start })
  }
  return answers
}

/** The figures as a Markdown table. */
export function printRelevance({ answers, queries, rows }: RelevanceResult): string {
  const cells = rows.map(({ form, engine, figures }) => [
    form,
    engine,
    ...[figures.mrr, figures.ndcg, figures.first, figures.five, figures.nothing].map((value) => value.toFixed(3)),
    ...[figures.median, figures.slowest5Percent].map((value) => value.toFixed(1)),
  ])
  const head = ['form', 'engine', 'MRR@10', 'nDCG@10', 'recall@1', 'recall@5', 'nothing', 'median ms', '95 % ms']
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`
  return [
    `${answers} answers, ${queries} queries`,
    '',
    line(head),
    line(head.map((_, index) => (index < 2 ? '---' : '--:'))),
    ...cells.map(line),
  ].join('\n')
}
