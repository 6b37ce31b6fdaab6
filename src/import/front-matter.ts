import { sourceText, splitPage } from '../content/text.ts'
import { asData, type ReadData, readJsonData, readTomlData, readYamlData } from './data.ts'
import type { Front, OldFile } from './old-site.ts'

/** A page's front matter and its body. */
export interface Split {
  readonly front: Front
  readonly body: string
  /** The line, from 0, on which the body starts. */
  readonly bodyLine: number
  /** What keeps the front matter from being read. */
  readonly fault?: { readonly line: number; readonly why: string; readonly was: string }
}

const none: Front = { data: {}, lineOf: () => 1, inherited: new Set() }

/** Splits a page: YAML between dashes, TOML between plus signs, or JSON in braces. Code is no front matter. */
export function splitFront(file: OldFile): Split {
  const text = (file.text ?? '').replace(/^\ufeff/, '')
  const toml = /^\+\+\+[ \t]*\n([\s\S]*?)\n?^\+\+\+[ \t]*(?:\n|$)/m.exec(text)
  if (toml?.index === 0) return cut(text, toml[1] ?? '', toml[0].length, readTomlData)
  const json = /^\{\s*\n[\s\S]*?\n\}[ \t]*(?:\n|$)/.exec(text)
  if (json && readJsonData(json[0]).value !== undefined) return cut(text, json[0], json[0].length, readJsonData, 0)
  const split = splitPage(sourceText({ path: file.path, shown: file.path }, text))
  if (!('yaml' in split)) {
    return {
      front: none,
      body: text,
      bodyLine: 0,
      fault: { line: split.at.line, why: split.what, was: text.split('\n', 1)[0] ?? '' },
    }
  }
  const { yaml, yamlLine, body, bodyLine } = split
  return finish(readYamlData(yaml, yamlLine), { body, bodyLine, was: yaml })
}

function cut(
  text: string,
  inner: string,
  length: number,
  read: (text: string, line: number) => ReadData,
  line = 1,
): Split {
  const bodyLine = text.slice(0, length).split('\n').length - 1
  return finish(read(inner, line), { body: text.slice(length), bodyLine, was: inner })
}

function finish(read: ReadData, { body, bodyLine, was }: { body: string; bodyLine: number; was: string }): Split {
  const data = asData(read.value)
  return {
    front: { data, lineOf: (key) => (key in data ? read.lineOf(key) : 1), inherited: new Set() },
    body,
    bodyLine,
    ...(read.fault ? { fault: { ...read.fault, was } } : {}),
  }
}
