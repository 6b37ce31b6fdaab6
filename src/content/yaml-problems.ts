import type { Node, YAMLError } from 'yaml'
import type { z } from 'zod'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'

/** A path into a YAML value: keys and list positions. */
export type KeyPath = readonly (string | number)[]

/** Where the value (or, with `'key'`, its key) stands. Falls back to the nearest parent that exists. */
export type FindPlace = (path: KeyPath, part?: 'key' | 'value') => Place

interface Unreadable {
  readonly code: YAMLError['code']
  readonly message: string
  readonly start: number
}

export const unreadable = (error: Unreadable, placeAt: (start: number) => Place, rule: string): Problem => ({
  rule,
  severity: 'error',
  at: placeAt(error.start),
  ...yamlAdvice(error),
})

/** The parser's own words are for programmers; these are the mistakes that authors make. */
function yamlAdvice({ code, message }: Unreadable): Pick<Problem, 'what' | 'why' | 'fix'> {
  const why = 'The settings of this file cannot be read.'
  switch (code) {
    case 'DUPLICATE_KEY':
      return {
        what: 'This key stands here twice.',
        why: 'Only one of the two could count.',
        fix: 'Keep one of them, with all that stands under both.',
      }
    case 'TAB_AS_INDENT':
      return {
        what: 'This line is indented with a tab.',
        why,
        fix: 'Indent it with spaces.',
      }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        what: 'A colon or an indent is out of place here.',
        why,
        fix: 'Indent the lines of a group alike, and put quotes round a value that holds ": ", as in title: "ITK: what is it?"',
      }
    case 'MISSING_CHAR':
      return {
        what: 'Something is not finished here: a quote, a bracket or the colon after a key.',
        why,
        fix: 'Close it, or put quotes round the whole value.',
      }
    case 'TAG_RESOLVE_FAILED':
      return {
        what: 'This value starts with a YAML tag (!).',
        why,
        fix: 'Put quotes round the value.',
      }
    default:
      return {
        what: `This is not YAML (${(message.split('\n')[0] ?? '').replace(/ at line.*$/, '').slice(0, 100)}).`,
        why,
        fix: 'Write "key: value" on a line of its own, and put quotes round a value with special signs in it.',
      }
  }
}

export const oddity = (node: Node, placeAt: (start: number, end?: number) => Place, rule: string): Problem => ({
  rule,
  severity: 'error',
  at: node.range ? placeAt(node.range[0], node.range[1]) : placeAt(0),
  what: 'YAML anchors (&), aliases (*), tags (!) and keys that are lists or groups are not read.',
  why: 'A few lines of them can stand for more than a computer holds, and a value should be what it looks like.',
  fix: 'Write the value out. If it is text that starts with such a sign, put quotes round it.',
})

export const tooMuch = (at: Place, rule: string): Problem => ({
  rule,
  severity: 'error',
  at,
  what: 'These settings are too long or too deeply nested to be read.',
  why: 'Nobody could keep them in order, and reading them would take for ever.',
  fix: 'Take out what does not belong here.',
})

/** The values that were read, and how they were written. */
export interface Read {
  readonly root: unknown
  readonly place: FindPlace
  /** A value as it stands in the file: `1.10` and not 1.1. */
  readonly written: (path: KeyPath) => string | undefined
}

/** Turns what the schema says into what an author can use. */
export function misfit(issue: z.core.$ZodIssue, { root, place, written }: Read, rule: string): Problem {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol')
  const key = String(path.findLast((step) => typeof step === 'string') ?? 'the file')
  const name = typeof path.at(-1) === 'number' ? `An item of "${key}"` : `"${key}"`
  const value = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], root)
  if (value === undefined) {
    return {
      rule,
      severity: 'error',
      at: place(path.slice(0, -1), 'key'),
      what: `The key "${key}" is missing.`,
      why: 'Nothing can stand in for it.',
      fix: `Add a line: ${key}: …`,
    }
  }
  const at = place(path)
  const why = 'A value is taken as it stands, and never guessed at.'
  if (issue.code === 'invalid_type') {
    const wanted = kinds[issue.expected] ?? issue.expected
    const quotes = issue.expected === 'string' && (typeof value !== 'object' || value === null)
    return {
      rule,
      severity: 'error',
      at,
      what: `${name} must be ${wanted}, and this is ${kindOf(value)}.`,
      why,
      fix: quotes
        ? `Put quotes round it: "${value === null ? '…' : (written(path) ?? String(value))}"`
        : `Write ${wanted} here.`,
    }
  }
  return {
    rule,
    severity: 'error',
    at,
    what: `${name} does not fit.`,
    why,
    fix: issue.message,
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  if (Number.isNaN(value)) return 'none'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'too large'
  if (typeof value === 'boolean') return 'true or false'
  return 'text'
}
