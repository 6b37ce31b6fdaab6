import matter from 'gray-matter'
import { ledgerFile } from '../links/ledger.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'
import { sumOfText } from '../sum.ts'
import type { SourceFile } from './files.ts'

/** A text file, decoded, with its line ends made alike. */
export interface SourceText {
  readonly path: string
  readonly shown: string
  readonly text: string
  readonly lines: readonly string[]
  /** A checksum of the text. */
  readonly sum: string
}

/** A page's source, split. Line numbers count from 0. */
export interface SplitPage {
  readonly source: SourceText
  /** The front matter without its fences, or an empty string. */
  readonly yaml: string
  readonly yamlLine: number
  readonly body: string
  readonly bodyLine: number
}

/** 2 MB, about a thousand printed pages: more than that is a mistake, and would only make the parsers slow. */
const largestText = 2_000_000
/** A ledger has some 150 bytes for each answer that there ever was. */
const largestLedger = 50_000_000
/** Longer lines than this are no prose. Some Markdown rules look at a whole line many times. */
const longestLine = 100_000

/** Decodes a text file: UTF-8 with or without a byte-order mark, any line ends. */
export function readText(file: SourceFile): SourceText | Problem {
  const bytes = file.bytes ?? Buffer.alloc(0)
  const at = { file: file.shown, line: 1, column: 1 }
  if (bytes.length > (file.path === ledgerFile ? largestLedger : largestText))
    return tooLarge(at, `It has ${Math.round(bytes.length / 1e6)} MB.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return notText(at, bytes[0] === 0xff || bytes[0] === 0xfe ? 'It looks like UTF-16.' : '')
  }
  text = text.replace(/\r\n?/g, '\n')
  const source = sourceText(file, text)
  const nul = text.includes('\0') ? source.lines.findIndex((line) => line.includes('\0')) : -1
  if (nul >= 0) return notText({ ...at, line: nul + 1, column: (source.lines[nul] ?? '').indexOf('\0') + 1 }, '')
  const isLong = ({ length }: string): boolean => length > longestLine
  const long = isLong(text) ? source.lines.findIndex(isLong) : -1
  if (long >= 0) return tooLarge({ ...at, line: long + 1 }, `This line has ${source.lines[long]?.length} characters.`)
  return source
}

/**
 * Its lines are parted when they are asked for: of a page that is read from what was kept, nobody asks. They are held until those of
 * another are asked for: of a large site, they would take more room than the texts themselves.
 */
export function sourceText({ path, shown }: Pick<SourceFile, 'path' | 'shown'>, text: string): SourceText {
  let sum: string | undefined
  return {
    path,
    shown,
    text,
    get lines() {
      if (parted.text !== text) parted = { text, lines: text.split('\n') }
      return parted.lines
    },
    get sum() {
      sum ??= sumOfText(text)
      return sum
    },
  }
}

let parted: Pick<SourceText, 'text' | 'lines'> = { text: '', lines: [''] }

/**
 * Splits front matter from body. gray-matter finds the fences; the YAML itself is read elsewhere, by a parser that knows
 * places.
 */
export function splitPage(source: SourceText): SplitPage | Problem {
  // Real old pages start with blank lines before their front matter. gray-matter would then see none.
  const start = source.text.search(/[^\n]/)
  const blank = source.text.slice(0, Math.max(start, 0)).length
  const text = source.text.slice(blank)
  if (!matter.test(text)) return { source, yaml: '', yamlLine: 0, body: text, bodyLine: blank }

  const opening = text.slice(0, endOfLine(text))
  const language = matter.language(text).name
  const at = {
    file: source.shown,
    line: blank + 1,
    column: 1,
    length: opening.length,
  }
  // A page that has lost its line ends has everything here.
  if (/^---[^-]/.test(opening) && /[\s:]/.test(language)) return crowdedFence(at)
  if (language !== '' && !/^ya?ml$/i.test(language)) return otherLanguage(at, language)
  if (!/^---[ \t]*(ya?ml)?[ \t]*$/i.test(opening)) {
    // `----` and the like is a rule across the page, not a fence; gray-matter agrees for dashes, not for `--- text`.
    return { source, yaml: '', yamlLine: 0, body: text, bodyLine: blank }
  }
  const closing = text.indexOf('\n---')
  if (closing === -1) return notClosed(at)
  const closingLine = text.slice(closing + 1).split('\n', 1)[0] ?? ''
  if (closingLine.trimEnd() !== '---') {
    const line = blank + text.slice(0, closing + 1).split('\n').length
    return crowdedFence({
      file: source.shown,
      line,
      column: 1,
      length: closingLine.length,
    })
  }

  // The options object is not decoration: without one, gray-matter caches every text it meets, and the second time it
  // meets a broken one it answers `{}` in silence. The engines are ours because its own `javascript` one runs `eval`.
  const { matter: yaml, content } = matter(text, {
    language: 'yaml',
    engines: { yaml: () => ({}), yml: () => ({}), javascript: refuse },
  })
  const bodyStart = text.length - content.length
  return {
    source,
    yaml: yaml.replace(/^[^\n]*\n/, ''),
    yamlLine: blank + 1,
    body: content,
    bodyLine: blank + text.slice(0, bodyStart).split('\n').length - 1,
  }
}

const endOfLine = (text: string): number => (text.includes('\n') ? text.indexOf('\n') : text.length)

const refuse = (): never => {
  throw new Error('front matter is data, never code')
}

const tooLarge = (at: Place, detail: string): Problem => ({
  rule: 'text',
  severity: 'error',
  at,
  what: `This file is too large to be a page of answers. ${detail}`,
  why: 'Readers would wait for it, and the build would too.',
  fix: 'Split it into several pages, or break the line.',
})

const notText = (at: Place, detail: string): Problem => ({
  rule: 'text',
  severity: 'error',
  at,
  what: `This file is not UTF-8 text. ${detail}`.trim(),
  why: 'Letters would be lost or shown wrongly.',
  fix: 'Save it again from your editor with the encoding "UTF-8".',
})

const otherLanguage = (at: Place, language: string): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at,
  what: `The front matter asks to be read as "${language}". Only YAML is read.`,
  why: 'Some other languages can run code, and content is never run.',
  fix: 'Write the first line as three dashes alone (---), and the lines under it as "key: value".',
})

const notClosed = (at: Place): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at,
  what: 'The front matter opens here and never ends.',
  why: 'Without its end, the whole page would be taken for settings.',
  fix: 'Put a line of three dashes alone (---) after the last setting.',
})

const crowdedFence = (at: Place): Problem => ({
  rule: 'front-matter',
  severity: 'error',
  at,
  what: 'This line starts with three dashes, as the start and the end of the front matter do, but more stands on it.',
  why: 'It cannot be told where the settings end and the page begins.',
  fix: 'Leave three dashes alone on the lines before and after the settings, and write each setting on a line of its own.',
})
