import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { z } from 'zod'
import { frontMatter, glossaryFile, searchTestsFile, siteFile } from '../../src/content/schema.ts'
import { editorFiles } from '../../src/editor/files.ts'
import { editorSchemas } from '../../src/editor/schemas.ts'
import { type Snippet, snippets } from '../../src/editor/snippets.ts'
import { readFiles, settings, told } from '../files.ts'

const project = join(import.meta.dirname, '..', '..')
const schemas = editorSchemas(['content_page', 'index_page'])
// Editors read words of their own, such as `patternErrorMessage`, which a validator passes over.
const ajv = new Ajv({ strict: false, strictNumbers: true })
const validators = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))
const validator = (name: string): ValidateFunction => validators[name] as ValidateFunction

test.each([...editorFiles(project).keys()])('.vscode/%s is what "npm run schemas" writes', (name) => {
  expect(readFileSync(join(project, '.vscode', name), 'utf8')).toBe(editorFiles(project).get(name))
})

test('the settings use schemas that are there', () => {
  const { 'yaml.schemas': used } = JSON.parse(readFileSync(join(project, '.vscode', 'settings.json'), 'utf8'))
  expect(Object.keys(used).filter((path) => !editorFiles(project).has(path.replace('./.vscode/', '')))).toEqual([])
})

test.each(Object.entries(schemas))('%s: every key has words that say what it is for', (_name, schema) => {
  const silent: string[] = []
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (path.endsWith('/properties') && !path.includes('/rules/') && !inner.description) silent.push(`${path}/${key}`)
      visit(inner, `${path}/${key}`)
    }
  }
  visit(schema, '')
  expect(silent).toEqual([])
})

const gates: Readonly<Record<string, z.ZodType>> = {
  'front-matter': frontMatter.required({ category: true }),
  site: siteFile,
  glossary: glossaryFile,
  'search-tests': searchTestsFile,
}

/** Values for one key at a time, on top of what a file needs anyway; the gate says which of them are right. */
const trials: Readonly<Record<string, readonly string[]>> = {
  title: ['A', '"A: b"', '42', 'true', '', '""', '" "', '"a\\nb"', '"a\\n"', '[a]', 'null', `"${'x'.repeat(201)}"`],
  layout: ['content_page', 'index_page', '3', '[index_page]', '../page'],
  category: ['A & B', '1', `"${'x'.repeat(101)}"`, '{a: b}'],
  sub_category: ['A', '3.5'],
  sub_categories: ['[A, B]', '[{title: A}, B]', 'A', '[1]', '[{name: A}]', '[{title: 1}]', '[[A]]'],
  description: ['A sentence.', '"  "', 'false'],
  slug: ['what-is-itk', 'what_is', 'état', 'a--b', 'a b', '-a', 'a/b', '12', '"12"', `"${'x'.repeat(101)}"`],
  glossary: ['true', 'false', 'no', '"false"', '0'],
  order: ['1', '-2', '1.5', '"1"', 'first', '.inf', '.nan'],
  draft: ['true', 'yes'],
  lang: ['en-GB', 'cy', 'zh-Hant-TW', 'sr-Latn', 'English', 'en_GB', 'e', '""'],
  redirect_from: ['/old/', '[/old/, /older.html]', '[]', '1', '[1]', '{a: b}'],
  permalink: ['/old/', '5'],
  last_reviewed: ['2026-01-31', '"2026-12-01"', '2026-1-31', '31 January 2026', '2026-13-01', '2026-01-32', '2026'],
  review_in: ['12 months', '1 day', '0 days', 'soon', '12', '12 Months', '10000 days'],
  owner: ['The team', '[a, b]'],
  sources: [
    '[A]',
    '[{title: A}]',
    '[{title: A, url: https://example.org/}]',
    '[{url: https://example.org/}]',
    'A',
    '[{title: A, url: example.org}]',
  ],
  answers: [
    '{a: {also_asked: [b]}}',
    '{a: {}}',
    '{a: {also_asked: b}}',
    '{a: b}',
    '[a]',
    '{a: {last_reviewed: soon}}',
    '{a: {sources: [1]}}',
  ],
  name: ['A', '7'],
  url: [
    'https://example.org/',
    'HTTP://EXAMPLE.org',
    'example.org',
    'https://example.org/?a',
    'https://example.org/#a',
    'ftp://example.org/',
  ],
  language: ['en-GB', 'British'],
  licence: [
    '{name: A}',
    '{name: A, url: /licence/}',
    '{name: A, url: "mailto:a@example.org"}',
    '{url: /licence/}',
    'A',
    '{name: A, url: //a}',
    '{name: A, url: licence}',
  ],
  brand: ['"#14524f"', '"#ABCDEF"', '"#fff"', 'red', '123456'],
  logo: ['logo.svg', 'a/LOGO.PNG', 'logo.JPeG', 'logo', 'logo.pdf'],
  feedback: [
    'mailto:a@example.org',
    'MAILTO:a@example.org',
    'https://example.org/new',
    'http://example.org/new',
    'a@example.org',
    'mailto:a',
  ],
  suggest: ['https://example.org/edit/', '/edit/'],
  notice: ['A sentence.', '1'],
  links: ['[{name: A, url: /a/}]', '[{name: A}]', '[A]'],
  tasks: ['[{title: A, answers: [/a/]}]', '[{title: A, answers: []}]', '[{title: A}]', '[{title: A, answers: [a]}]'],
  popular: ['[/a/, /a/#b]', '[a]', '[/a]', '["/a/#"]', '/a/'],
  security: [
    '{contact: "mailto:a@example.org", expires: 2027-01-31}',
    '{contact: ["https://example.org/", "tel:+44-1"], expires: 2027-01-31, policy: "https://example.org/p"}',
    '{contact: a@example.org, expires: 2027-01-31}',
    '{contact: [], expires: 2027-01-31}',
    '{contact: "mailto:a@example.org", expires: soon}',
    '{contact: "mailto:a@example.org"}',
  ],
  outputs: [
    '{markdown: "off", permalink_pages: "on"}',
    '{permalink_pages: off}',
    '{markdown: no}',
    '{markdown: false}',
    'off',
  ],
  rules: ['{raw-html: error}', '{raw-html: "off"}', '{raw-html: fatal}', '{raw-html: true}', 'error'],
}

/**
 * What the gate refuses and an editor does not: what cannot be written as a form. Nothing else may be here, and nothing at all
 * the other way round.
 */
const onlyTheGate: readonly (readonly [schema: string, yaml: string, why: string])[] = [
  ['front-matter', 'last_reviewed: 2026-02-31', 'the calendar has no such day'],
  ['front-matter', 'lang: en-GB-GB', 'the language code has two regions'],
  ['front-matter', 'title: "\\ud83d"', 'half a sign'],
  ['site', 'url: https://[', 'an address that begins well and cannot be read'],
  ['site', 'feedback: https://[', 'an address that begins well and cannot be read'],
]

const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'front-matter': { title: 'A', category: 'A' },
  site: { name: 'A' },
}

const keysOf = (schema: Record<string, unknown>): string[] => Object.keys(schema.properties as object)

describe.each(['front-matter', 'site'] as const)('%s: editor and gate agree', (name) => {
  const rows = keysOf(schemas[name]).flatMap((key) => (trials[key] ?? []).map((value) => [key, value] as const))

  test('every key is tried', () => {
    expect(keysOf(schemas[name]).filter((key) => !trials[key])).toEqual([])
  })

  test.each(rows)('%s: %s', (key, value) => {
    const written = { ...needed[name], [key]: parse(value) }
    expect(validator(name)(written)).toBe(gates[name]?.safeParse(written).success)
  })

  test('a key that must be there', () => {
    expect(validator(name)({})).toBe(false)
  })

  test('a key that is not known is marked, and not called wrong', () => {
    expect(validator(name)({ ...needed[name], sidebar: true })).toBe(true)
    expect(schemas[name]).toMatchObject({ additionalProperties: { deprecationMessage: expect.any(String) } })
  })
})

test.each([
  ['glossary', '[{term: ITK, meaning: A kit.}]'],
  ['glossary', '[{term: ITK, expansion: Kit, meaning: A kit., also: [Tool], redirect_from: [/old/]}]'],
  ['glossary', '[{term: ITK}]'],
  ['glossary', '[{term: 111, meaning: A number.}]'],
  ['glossary', '[{term: ITK, meaning: A kit., also: [K]}]'],
  ['glossary', '{term: ITK, meaning: A kit.}'],
  ['search-tests', '{typos: [{query: a, finds: /a/}]}'],
  ['search-tests', '{typos: [{query: a, finds: [/a/, /b/#c], top: 10}]}'],
  ['search-tests', '{typos: [{query: a, finds: /a/, top: 11}]}'],
  ['search-tests', '{typos: [{query: a, finds: /a/, top: 1.5}]}'],
  ['search-tests', '{typos: [{query: a, finds: []}]}'],
  ['search-tests', '{typos: [{query: 111, finds: /a/}]}'],
  ['search-tests', '{typos: {query: a, finds: /a/}}'],
])('%s: editor and gate agree on %s', (name, yaml) => {
  expect(validator(name)(parse(yaml))).toBe(gates[name]?.safeParse(parse(yaml)).success)
})

test.each(onlyTheGate)('%s: only the gate refuses %s: %s', (name, yaml) => {
  const written = { ...needed[name], ...parse(yaml) }
  expect([gates[name]?.safeParse(written).success, validator(name)(written)]).toEqual([false, true])
})

test('a layout that is not there: refused by both', () => {
  const page = '---\ntitle: A\ncategory: Topic\nlayout: no_such\n---\n\nText.\n'
  expect(told(readFiles({ ...settings, 'a-page.md': page }))).toEqual(['a-page.md:4:9 layout'])
  expect(validator('front-matter')({ title: 'A', category: 'Topic', layout: 'no_such' })).toBe(false)
})

test('editors find nothing wrong with the real content', () => {
  const content = join(project, 'content')
  const files = readdirSync(content, { recursive: true, encoding: 'utf8' })
  const wrong = files.flatMap((file) => {
    const name =
      /^(site|glossary|search-tests)\.yml$/.exec(file)?.[1] ?? (file.endsWith('.md') ? 'front-matter' : undefined)
    if (name === undefined) return []
    const text = readFileSync(join(content, file), 'utf8')
    const validate = validator(name)
    const yaml = name === 'front-matter' ? text.split(/^---$/m)[1] : text
    return validate(parse(yaml ?? '')) ? [] : [`${file}: ${ajv.errorsText(validate.errors)}`]
  })
  expect(wrong).toEqual([])
})

const made = Object.entries(snippets(schemas['front-matter']))

/** What is there when an author has gone through all parts and changed nothing. */
const expand = ({ body }: Snippet): string =>
  body
    .join('\n')
    .replace(/\$\{\d\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d:([^}]*)\}/g, '$1')
    .replace('$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE', '2026-01-31')
    .replace('$0', 'Text.')

test.each(made)('snippet %s: as it stands, the gate takes it', (_name, snippet) => {
  const text = expand(snippet)
  expect(snippet.description).not.toBe('')
  const own = [
    ...(/^title:/.test(text) ? [] : ['title: A']),
    ...(/^category:/.test(text) ? [] : ['category: Topic']),
  ].join('\n')
  const page = snippet.prefix === 'page' ? text : `---\n${own}\n${text}\n---\n\n## What is it?\n\nText.\n`
  expect(told(readFiles({ ...settings, 'a-page.md': page }, { drafts: true }))).toEqual([])
})
