import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One answer of a question-and-answer set. */
export interface Entry {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly category: string
  readonly aliases?: readonly string[] | undefined
}

/** What somebody asked, and the answers that would do. */
export interface Asked {
  readonly id: string
  readonly query: string
  readonly relevant: readonly string[]
}

const id = z.string().regex(/^[a-z0-9-]+$/, 'an id of small letters, digits and hyphens')
const entry = z.object({
  id,
  question: z.string().min(1),
  answer: z.string(),
  category: z.string().min(1),
  aliases: z.array(z.string()).optional(),
})
const asked = z.object({ id: z.string(), query: z.string().min(1), relevant: z.array(id).min(1) })

/** Reads `corpus.jsonl` and `queries.jsonl` of a folder. Throws, with file and line, on the first line that does not fit. */
export function readSet(folder: string): { readonly corpus: Entry[]; readonly queries: Asked[] } {
  return {
    corpus: readLines(join(folder, 'corpus.jsonl'), entry),
    queries: readLines(join(folder, 'queries.jsonl'), asked),
  }
}

function readLines<Line>(file: string, schema: z.ZodType<Line>): Line[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((text, index): Line[] => {
    if (text.trim() === '') return []
    try {
      return [schema.parse(JSON.parse(text))]
    } catch (error) {
      throw new Error(`${file}:${index + 1} is not as it should be: ${(error as Error).message}`)
    }
  })
}
