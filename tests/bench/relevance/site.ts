import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { wordsOf } from '../../../src/search/words.ts'
import type { Entry } from './data.ts'

/** Questions on one page: as many as a person would put there. */
const pageSize = 10

/** Writes a content folder that has each entry as an answer; its anchor is the entry's id. */
export async function writeContent(corpus: readonly Entry[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [path, content] of Object.entries(contentOf(corpus))) await writeFile(join(folder, path), content)
}

/** The files of that folder. */
export function contentOf(corpus: readonly Entry[]): Record<string, string> {
  const byCategory = new Map<string, Entry[]>()
  // Names that differ by case or signs alone would claim one address.
  const nameOf = ({ category }: Entry): string => wordsOf(category).join(' ') || 'other'
  for (const entry of corpus) byCategory.set(nameOf(entry), [...(byCategory.get(nameOf(entry)) ?? []), entry])
  const pages = [...byCategory].flatMap(([category, entries]) =>
    Array.from({ length: Math.ceil(entries.length / pageSize) }, (_, number) =>
      pageOf(category, entries.slice(number * pageSize, (number + 1) * pageSize)),
    ),
  )
  return {
    'site.yml': stringify({ name: 'Relevance', rules: { 'repeated-heading': 'off' } }),
    ...Object.fromEntries(pages.map((page, index) => [`page-${index + 1}.md`, page])),
  }
}

function pageOf(category: string, entries: readonly Entry[]): string {
  const answers = Object.fromEntries(
    entries.filter(({ aliases = [] }) => aliases.length > 0).map(({ id, aliases }) => [id, { also_asked: aliases }]),
  )
  const head = { title: category, category, ...(Object.keys(answers).length > 0 ? { answers } : {}) }
  const body = entries.map(({ id, question, answer }) => `## ${plain(question)} {#${id}}\n\n${paragraphs(answer)}\n`)
  return `---\n${stringify(head)}---\n\n${body.join('\n')}`
}

/** Every sign that could mean something in Markdown stands for itself. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n|\n/)
    .map(plain)
    .filter((line) => line !== '')
    .join('\n\n')
