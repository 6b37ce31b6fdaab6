import { existsSync, readFileSync } from 'node:fs'
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

/** A set that cannot be read; the message says where and why. */
export class SetFault extends Error {}

interface Line<Value> {
  readonly value: Value
  /** File and line, from 1. */
  readonly at: string
}

/**
 * Reads `corpus.jsonl` and `queries.jsonl` of a folder. Throws a `SetFault`, with file and line, on the first line that does not
 * fit, repeats an id, or asks for an answer that there is not.
 */
export function readSet(folder: string): { readonly corpus: Entry[]; readonly queries: Asked[] } {
  const corpus = readLines(join(folder, 'corpus.jsonl'), entry)
  const queries = readLines(join(folder, 'queries.jsonl'), asked)
  const ids = firstLines(corpus)
  firstLines(queries)
  for (const { value, at } of queries) {
    const missing = value.relevant.find((wanted) => !ids.has(wanted))
    if (missing !== undefined) throw new SetFault(`${at} wants the answer "${missing}", which corpus.jsonl has not.`)
  }
  return { corpus: corpus.map(({ value }) => value), queries: queries.map(({ value }) => value) }
}

/** Where each id stands. */
function firstLines(lines: readonly Line<{ readonly id: string }>[]): Map<string, string> {
  const places = new Map<string, string>()
  for (const { value, at } of lines) {
    const first = places.get(value.id)
    if (first !== undefined) throw new SetFault(`${at} has the id "${value.id}" again; it was in ${first}.`)
    places.set(value.id, at)
  }
  return places
}

function readLines<Value>(file: string, schema: z.ZodType<Value>): Line<Value>[] {
  if (!existsSync(file)) throw new SetFault(`There is no file ${file}. A set is corpus.jsonl and queries.jsonl.`)
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index): Line<Value>[] => {
      if (text.trim() === '') return []
      const at = `${file}:${index + 1}`
      const { success, data, error } = schema.safeParse(parsed(text, at))
      if (success) return [{ value: data, at }]
      const [issue] = error.issues
      throw new SetFault(`${at} ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`)
    })
}

function parsed(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SetFault(`${at} is not JSON: ${(error as Error).message}`)
  }
}
