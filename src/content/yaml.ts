import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { z } from 'zod'
import { closest } from '../closest.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'

/** A path into a YAML value: keys and list positions. */
export type KeyPath = readonly (string | number)[]

export interface YamlValue<Value> {
  /** Undefined when the text could not be read or does not fit. */
  readonly value?: Value
  readonly problems: readonly Problem[]
  /** Where the value (or, with `'key'`, its key) stands. Falls back to the nearest parent that exists. */
  readonly place: (path: KeyPath, part?: 'key' | 'value') => Place
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
  const place: YamlValue<unknown>['place'] = (path, part = 'value') => {
    for (let depth = path.length; depth > 0; depth--) {
      const range = findNode(document.contents, path.slice(0, depth), depth === path.length ? part : 'key')?.range
      if (range) return placeAt(range[0], range[1])
    }
    return placeAt(0)
  }

  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    // One slip often makes several errors in a row; the first is the one to mend.
    const first = broken.slice(0, 1).map((error) => ({
      code: error.code,
      message: error.message,
      start: startOf(error, document),
    }))
    return { problems: first.map((error) => unreadable(error, placeAt, source)), place }
  }
  const odd = findOddity(document.contents)
  if (odd) return { problems: [oddity(odd, placeAt, source)], place }

  const plain: unknown = document.toJS() ?? {}
  const unknown = unknownKeys(schema, plain, []).map((found) =>
    unknownKey(found, place(found.path, 'key'), source.rule),
  )
  const result = schema.safeParse(plain)
  if (result.success) return { value: result.data, problems: unknown, place }
  return {
    problems: [...unknown, ...result.error.issues.map((issue) => misfit(issue, plain, place, source.rule))],
    place,
  }
}

interface UnknownKey {
  readonly path: KeyPath
  readonly near?: string
}

/** Keys that the schema does not know, at any depth. The schema itself drops them, so that one odd key stops nothing. */
function unknownKeys(schema: unknown, value: unknown, path: KeyPath): UnknownKey[] {
  if (typeof value !== 'object' || value === null) return []
  if (schema instanceof z.ZodOptional) return unknownKeys(schema.unwrap(), value, path)
  if (schema instanceof z.ZodUnion) {
    const option = schema.options.find((one) => one instanceof z.ZodObject)
    return Array.isArray(value) ? [] : unknownKeys(option, value, path)
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => unknownKeys(schema.element, item, [...path, index]))
      : []
  }
  if (Array.isArray(value)) return []
  if (schema instanceof z.ZodRecord) {
    return Object.entries(value).flatMap(([key, item]) => unknownKeys(schema.valueType, item, [...path, key]))
  }
  if (!(schema instanceof z.ZodObject)) return []
  const known = Object.keys(schema.shape)
  return Object.entries(value).flatMap(([key, item]): UnknownKey[] => {
    if (Object.hasOwn(schema.shape, key)) return unknownKeys(schema.shape[key], item, [...path, key])
    const near = closest(key, known)
    return [{ path: [...path, key], ...(near ? { near } : {}) }]
  })
}

/** A key close to a known one is a slip that would lose what was meant; another may come from an older site. */
const unknownKey = ({ path, near }: UnknownKey, at: Place, rule: string): Problem => ({
  rule: near ? rule : 'unknown-key',
  severity: near ? 'error' : 'warning',
  at,
  what: `"${path.at(-1)}" is not a key that is known here${near ? `. Did you mean "${near}"?` : '.'}`,
  why: 'It has no effect.',
  fix: near ? `Write "${near}:".` : 'Take it out, unless another program needs it.',
})

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

const tooMuch = (at: Place, rule: string): Problem => ({
  rule,
  severity: 'error',
  at,
  what: 'These settings are too long or too deeply nested to be read.',
  why: 'Nobody could keep them in order, and reading them would take for ever.',
  fix: 'Take out what does not belong here.',
})

function findNode(root: unknown, path: KeyPath, part: 'key' | 'value'): Node | undefined {
  let node: unknown = root
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step)
      if (!pair) return undefined
      node = part === 'key' && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key)
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) node = node.items[Number(step)]
    else return undefined
  }
  return isNode(node) ? node : undefined
}

/** The first alias, anchor or tag: none has a use here, and each has been an attack elsewhere. */
function findOddity(node: unknown): Node | undefined {
  const waiting: unknown[] = [node]
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    if (isPair(next)) waiting.push(next.value, next.key)
    else if (isNode(next)) {
      const tag = 'tag' in next ? next.tag : undefined
      if ('source' in next && next.constructor.name === 'Alias') return next
      if (('anchor' in next && next.anchor) || (tag && !tag.startsWith('tag:yaml.org,2002:'))) return next
      if ('items' in next && Array.isArray(next.items)) waiting.push(...[...next.items].reverse())
    }
  }
  return undefined
}

/** Where to send the author: a quote that is never closed is noticed at the end of the text, and mended where it opens. */
function startOf({ message, pos }: YAMLError, document: Document.Parsed): number {
  let start = pos[0]
  if (!/closing .*quote/.test(message)) return start
  visit(document, {
    Scalar(_key, { range }) {
      if (range && range[0] < pos[0] && pos[0] <= range[2]) start = range[0]
    },
  })
  return start
}

interface Unreadable {
  readonly code: YAMLError['code']
  readonly message: string
  readonly start: number
}

const unreadable = (error: Unreadable, placeAt: (start: number) => Place, { rule }: YamlSource): Problem => ({
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
        fix: 'Keep one of them.',
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
        what: `This is not YAML (${(message.split('\n')[0] ?? '').replace(/ at line.*$/, '')}).`,
        why,
        fix: 'Write "key: value" on a line of its own, and put quotes round a value with special signs in it.',
      }
  }
}

const oddity = (node: Node, placeAt: (start: number, end?: number) => Place, { rule }: YamlSource): Problem => ({
  rule,
  severity: 'error',
  at: node.range ? placeAt(node.range[0], node.range[1]) : placeAt(0),
  what: 'YAML anchors (&), aliases (*) and tags (!) are not read.',
  why: 'A few lines of them can stand for more than a computer holds, and a value should be what it looks like.',
  fix: 'Write the value out. If it is text that starts with such a sign, put quotes round it.',
})

/** Turns what the schema says into what an author can use. */
function misfit(issue: z.core.$ZodIssue, root: unknown, place: YamlValue<unknown>['place'], rule: string): Problem {
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
      fix: quotes ? `Put quotes round it: "${String(value ?? '…')}"` : `Write ${wanted} here.`,
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
  if (typeof value === 'number') return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return 'text'
}
