import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { z } from 'zod'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'
import { type UnknownKey, unknownKey, unknownKeys } from './unknown-keys.ts'
import { type FindPlace, type KeyPath, misfit, oddity, tooMuch, unreadable } from './yaml-problems.ts'

export interface YamlValue<Value> {
  /** Undefined when the text could not be read or does not fit. */
  readonly value?: Value
  /** What does fit of a group whose other keys do not: a slip in one key must not make the others seem to be missing. */
  readonly rest?: Partial<Value>
  /** Keys of the whole that are there under a misspelt name: they are told of, and are not missing. */
  readonly meant?: readonly string[]
  readonly problems: readonly Problem[]
  readonly place: FindPlace
}

export interface YamlSource {
  readonly shown: string
  readonly yaml: string
  /** The line, from 0, of the file on which the YAML starts. */
  readonly line: number
  /** Name of the rule under which its problems are told. */
  readonly rule: string
}

/**
 * Reads YAML text against a schema. YAML 1.2, no tags, no merging keys: a value is what it looks like, and nothing is
 * coerced. Aliases are refused rather than counted: a few lines of them can stand for gigabytes, and no one needs them
 * in front matter.
 */
export function readYaml<Schema extends z.ZodType>(source: YamlSource, schema: Schema): YamlValue<z.output<Schema>> {
  const lineCounter = new LineCounter()
  const start = { file: source.shown, line: source.line + 1, column: 1 }
  if (source.yaml.length > longestYaml || deepestNesting(source.yaml) > deepest) {
    return { problems: [tooMuch(start, source.rule)], place: () => start }
  }
  const document = parseDocument(source.yaml, {
    lineCounter,
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    // The parser would hold each key against all before it: twenty thousand of them took a minute. See below.
    uniqueKeys: false,
  })

  const placeAt = (start: number, end?: number): Place => {
    const { line, col } = lineCounter.linePos(start)
    const lineEnd = source.yaml.indexOf('\n', start)
    const stop = Math.min(end ?? start, lineEnd === -1 ? source.yaml.length : lineEnd)
    return {
      file: source.shown,
      line: source.line + Math.max(line, 1),
      column: Math.max(col, 1),
      ...(stop > start ? { length: stop - start } : {}),
    }
  }
  const place: FindPlace = (path, part = 'value') => {
    for (let depth = path.length; depth > 0; depth--) {
      const range = findNode(document.contents, path.slice(0, depth), depth === path.length ? part : 'key')?.range
      if (range) return placeAt(range[0], range[1])
    }
    return placeAt(0)
  }

  const written = (path: KeyPath): string | undefined => {
    const node = findNode(document.contents, path, 'value')
    return isScalar(node) ? node.source : undefined
  }

  const broken = [...document.errors, ...document.warnings, ...repeatedKeys(document)]
  if (broken.length > 0) {
    // One slip often makes several errors in a row; the first is the one to mend.
    const first = inOrder(broken)
      .slice(0, 1)
      .map((error) => ({
        code: error.code,
        message: error.message,
        start: startOf(error, document),
      }))
    return { problems: first.map((error) => unreadable(error, placeAt, source.rule)), place }
  }
  const odd = findOddity(document.contents)
  if (odd) return { problems: [oddity(odd, placeAt, source.rule)], place }

  const plain: unknown = document.toJS() ?? {}
  const strange = unknownKeys(schema, plain, [])
  const slips = strange.filter(({ near }) => near !== undefined)
  const unknown = strange.map((found) => unknownKey(found, place(found.path, 'key'), source.rule))
  const result = schema.safeParse(plain)
  const meant = slips.flatMap(({ path, near }) => (path.length === 1 && near !== undefined ? [near] : []))
  if (result.success) return { value: result.data, problems: unknown, place, meant }
  const misfits = result.error.issues.filter((issue) => !isSlip(issue, slips))
  return {
    problems: [...unknown, ...misfits.map((issue) => misfit(issue, { root: plain, place, written }, source.rule))],
    place,
    meant,
    ...restOf(plain, result.error.issues, schema),
  }
}

/** A misspelt key that is told already: the right one is then missing, or its group is not what was wanted. */
function isSlip({ code, path }: z.core.$ZodIssue, slips: readonly UnknownKey[]): boolean {
  const where = path.join('\0')
  return slips.some((slip) => {
    const group = slip.path.slice(0, -1)
    return where === [...group, slip.near].join('\0') || (code === 'invalid_union' && where === group.join('\0'))
  })
}

function restOf<Schema extends z.ZodType>(
  plain: unknown,
  issues: readonly z.core.$ZodIssue[],
  schema: Schema,
): { readonly rest?: Partial<z.output<Schema>> } {
  if (!(schema instanceof z.ZodObject) || typeof plain !== 'object' || plain === null) return {}
  const unfit = new Set(issues.map(({ path }) => path[0]))
  const { data } = schema
    .partial()
    .safeParse(Object.fromEntries(Object.entries(plain).filter(([key]) => !unfit.has(key))))
  return data === undefined ? {} : { rest: data as Partial<z.output<Schema>> }
}

function findNode(root: unknown, path: KeyPath, part: 'key' | 'value'): Node | undefined {
  let node: unknown = root
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = pairsOf(node).get(step)
      if (!pair) return undefined
      node = part === 'key' && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key)
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) node = node.items[Number(step)]
    else return undefined
  }
  return isNode(node) ? node : undefined
}

/** The pairs of a group by their keys: a group is asked for each of its keys. */
const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>()

function pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
  const pairs =
    known.get(map) ?? new Map(map.items.flatMap((item) => (isScalar(item.key) ? [[item.key.value, item]] : [])))
  known.set(map, pairs)
  return pairs
}

/** Each key that stands in its group already. */
function repeatedKeys(document: Document.Parsed): Pick<YAMLError, 'code' | 'message' | 'pos'>[] {
  const repeated: Pick<YAMLError, 'code' | 'message' | 'pos'>[] = []
  visit(document, {
    Map(_key, { items }) {
      const keys = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        const [from, to] = key.range
        if (keys.has(key.value)) repeated.push({ code: 'DUPLICATE_KEY', message: '', pos: [from, to] })
        keys.add(key.value)
      }
    },
  })
  return repeated
}

/** By where they stand; of two at one place, the one that was found first. */
const inOrder = <Found extends Pick<YAMLError, 'pos'>>(found: readonly Found[]): Found[] =>
  [...found].sort((a, b) => a.pos[0] - b.pos[0])

/** The first alias, anchor or tag: none has a use here, and each has been an attack elsewhere. */
function findOddity(node: unknown): Node | undefined {
  const waiting: unknown[] = [node]
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (isPair(next)) {
      // A key that is itself a list or a group has no name to be known by.
      if (isNode(next.key) && !isScalar(next.key)) return next.key
      waiting.push(next.value, next.key)
    } else if (isNode(next)) {
      const tag = 'tag' in next ? next.tag : undefined
      if ('source' in next && next.constructor.name === 'Alias') return next
      if (('anchor' in next && next.anchor) || (tag && !tag.startsWith('tag:yaml.org,2002:'))) return next
      if ('items' in next && Array.isArray(next.items)) for (const item of [...next.items].reverse()) waiting.push(item)
    }
  }
  return undefined
}

/** Where to send the author: a quote that is never closed is noticed at the end of the text, and mended where it opens. */
function startOf({ message, pos }: Pick<YAMLError, 'message' | 'pos'>, document: Document.Parsed): number {
  let start = pos[0]
  if (!/closing .*quote/.test(message)) return start
  visit(document, {
    Scalar(_key, { range }) {
      if (range && range[0] < pos[0] && pos[0] <= range[2]) start = range[0]
    },
  })
  return start
}

/** Signs of YAML in one file: a glossary of a thousand terms has fewer. */
const longestYaml = 500_000

/** Brackets within brackets. The parser calls itself for each, and would run out of stack long before a person did. */
const deepest = 50

/** The most brackets that are open at once, those in quotes counted too: an author has no use for fifty of either. */
function deepestNesting(yaml: string): number {
  let open = 0
  let most = 0
  for (const [sign] of yaml.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (sign === '[' || sign === '{' ? 1 : -1))
    most = Math.max(most, open)
  }
  // By indent, too: `- - - -` and a staircase of keys open a level each.
  const indents = yaml.split('\n').map((line) => /^(?:[ \t]|[-?] )*/.exec(line)?.[0].length ?? 0)
  return Math.max(most, Math.floor(Math.max(...indents.slice(0, 50_000)) / 2))
}
