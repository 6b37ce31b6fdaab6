import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as en from '../../src/strings/en.ts'
import type { Languages, Strings } from '../../src/strings.ts'
import { marked } from './marked.ts'

/**
 * A language that nobody speaks, in the place of Arabic: English with a mark round every word. Where a site in it shows a word of
 * the interface without the mark, that word came from elsewhere than the table. Its own file is written into the folder.
 */
export function madeUp(folder: string): Languages {
  const table = join(folder, 'made-up.ts')
  const from = (path: string): string => JSON.stringify(join(import.meta.dirname, path))
  writeFileSync(
    table,
    [
      `import * as en from ${from('../../src/strings/en.ts')}`,
      `import { marked } from ${from('marked.ts')}`,
      `export const language = 'ar'`,
      ...words.map((word) => `export const ${word} = /* @__PURE__ */ marked(en.${word}, '${word}')`),
      '',
    ].join('\n'),
  )
  return {
    ar: {
      strings: {
        ...english,
        ...Object.fromEntries(words.map((word) => [word, marked(english[word], word)])),
        language: 'ar',
      },
      file: pathToFileURL(table),
    },
  }
}

const english: Strings = en
type Word = Exclude<keyof Strings, 'language'>
const words = (Object.keys(en) as (keyof Strings)[]).filter((word): word is Word => word !== 'language')

/** What is left of a text that may hold marked words, one inside another, and addresses. */
export function unmarked(text: string): string {
  const once = text.replace(/⟦[^⟦⟧]*⟧/g, '').replace(/(https?:\/\/|mailto:)\S+/g, '')
  return once === text ? text : unmarked(once)
}

/** The names of all words; of a group, those in it. */
export const names: readonly string[] = words.flatMap((word) => {
  const value: unknown = english[word]
  return typeof value === 'object' && value !== null ? Object.keys(value).map((own) => `${word}.${own}`) : [word]
})

/** The names of the words that a text holds. */
export const namesIn = (text: string): string[] => [...text.matchAll(/⟦([\w.]+)\|/g)].map(([, name = '']) => name)

/** The names of the words that browser scripts use: they show when something is done, and not before. */
export function usedByScripts(): Set<string> {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'browser')
  const scripts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return new Set(
    scripts.flatMap((text) => [...text.matchAll(/strings\.([a-z]\w*)\b(?!')/gi)].map(([, name = '']) => name)),
  )
}
