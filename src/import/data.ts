import { parse as parseToml, TomlError } from 'smol-toml'
import { z } from 'zod'
import { readYaml } from '../content/yaml.ts'
import type { Data, FileNote, Note, OldFile } from './old-site.ts'

/** Settings as data, with the line of each key. Nothing in them is ever run. */
export interface ReadData {
  readonly value: unknown
  readonly lineOf: (key: string) => number
  /** Why it could not be read, and where. */
  readonly fault?: { readonly line: number; readonly why: string }
}

const anything = z.unknown()

/** `line` is the one, from 0, on which the text starts in its file. */
export function readYamlData(text: string, line = 0): ReadData {
  const { value, problems, place } = readYaml(
    { shown: '', yaml: withoutTags(text), line, rule: 'front-matter' },
    anything,
  )
  const [problem] = problems
  return {
    value,
    lineOf: (key) => place([key], 'key').line,
    ...(value === undefined && problem ? { fault: { line: problem.at.line, why: problem.what } } : {}),
  }
}

/**
 * MkDocs names Python objects by tags (`!!python/name:…`), which the gate rightly refuses. Blanked out by their own length,
 * so that places stay true, they leave a value that means nothing here anyway.
 */
const withoutTags = (text: string): string =>
  text.replace(
    /^(\s*(?:- |[\w.-]+:\s)\s*)(!{1,2}[\w:/.%-]+)/gm,
    (_, before: string, tag: string) => before + ' '.repeat(tag.length),
  )

export function readTomlData(text: string, line = 0): ReadData {
  const lineOf = (key: string): number => {
    const at = text.split('\n').findIndex((one) => new RegExp(`^\\s*\\[*"?${escapeRegExp(key)}"?\\s*[=\\].]`).test(one))
    return line + Math.max(at, 0) + 1
  }
  try {
    return { value: plain(parseToml(text)), lineOf }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const why = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
    return { value: undefined, lineOf, fault: { line: line + error.line, why: `This is not TOML (${why}).` } }
  }
}

/** TOML has days and times of its own; here they are text, as in YAML. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

export function readJsonData(text: string, line = 0): ReadData {
  const lineOf = (key: string): number => {
    const at = text.split('\n').findIndex((one) => one.includes(JSON.stringify(key)))
    return line + Math.max(at, 0) + 1
  }
  try {
    return { value: JSON.parse(text), lineOf }
  } catch {
    return { value: undefined, lineOf, fault: { line: line + 1, why: 'This is not JSON.' } }
  }
}

/** Reads a file of settings by its ending; what cannot be read is told, and counts as empty. */
export function readDataFile(file: OldFile | undefined, note: FileNote): { data: Data; list: readonly unknown[] } {
  if (file === undefined) return { data: {}, list: [] }
  const read = /\.toml$/i.test(file.path)
    ? readTomlData(file.text ?? '')
    : /\.json$/i.test(file.path)
      ? readJsonData(file.text ?? '')
      : readYamlData(file.text ?? '')
  const fault = file.unread ? { line: 1, why: file.unread } : read.fault
  if (fault) note(file.path, fault.line, 'settings', file.path, `not read: ${fault.why}`)
  return { data: asData(read.value), list: asList(read.value) }
}

export const asData = (value: unknown): Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {}

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Text on one line. Numbers are text here: a title may well be 2024. */
export function asText(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).replace(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}

export const asTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => asText(one) ?? [])

export function asNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** Those of the values that are there. */
export const given = <Key extends string>(
  values: Readonly<Record<Key, string | undefined>>,
): { readonly [Own in Key]?: string } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as { [Own in Key]?: string }

/** Old sites were read as YAML 1.1, in which `no` and `off` are no text. */
export function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  return /^(true|yes|on)$/i.test(value) ? true : /^(false|no|off)$/i.test(value) ? false : undefined
}

/** What was there, on one line, short enough for a report. */
export function shown(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > 90 ? `${text.slice(0, 89)}…` : text
}

export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The note of one file. */
export const noteIn =
  (note: FileNote, file: string): Note =>
  (...what) =>
    note(file, ...what)
