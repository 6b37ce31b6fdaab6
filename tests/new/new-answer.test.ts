import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { openDialog, Stopped } from '../../src/new/dialog.ts'
import { newAnswer, type Wanted } from '../../src/new/new-answer.ts'
import { Refused } from '../../src/new/refused.ts'
import { similarQuestions } from '../../src/new/similar.ts'
import { type Files, page, readFiles, settings } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

const site: Files = {
  ...settings,
  'glossary.yml': '- term: TRUD\n  expansion: Technology Reference Update Distribution\n  meaning: A list of files.\n',
  'flats/index.md':
    '---\ntitle: Flats\nlayout: index_page\ncategory: Flats\nsub_categories:\n  - Rent\n  - title: Repairs\n---\n',
  'flats/rent.md':
    '---\ntitle: Rent\ncategory: Flats\nsub_category: Rent\n---\n\n## When is rent due?\n\nOn Monday.\n\n## May I pay late?\n\nNo.\n',
  'garden/tools.md': '---\ntitle: Tools\ncategory: Garden\n---\n\n## Where are the tools?\n\nIn the shed.\n',
}

interface Told {
  readonly content: string
  readonly said: string
}

/** Asks for an answer, with the lines that an author types, if there is one. */
async function ask(wanted: Partial<Wanted>, typed?: readonly string[], files = site): Promise<Told> {
  const content = join(temporaryFolder(), 'content')
  writeFiles(content, files)
  const said: string[] = []
  const input = new PassThrough()
  const output = new PassThrough()
  output.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const dialog = typed ? openDialog(input, output) : undefined
  if (typed) input.end(typed.map((line) => `${line}\n`).join(''))
  const say = (text: string): void => void (dialog ? output.write(`${text}\n`) : said.push(`${text}\n`))
  await newAnswer(
    { content, question: '', asWritten: false, ...wanted },
    { say, ...(dialog ? { ask: dialog.ask } : {}) },
  ).finally(() => dialog?.close())
  return { content, said: said.join('').replaceAll(content, 'content') }
}

const read = ({ content }: Told, path: string): string => readFileSync(join(content, path), 'utf8')

test('by flags: a draft beside the pages of its sub-category, with what to do next', async () => {
  const told = await ask({ question: 'What is TRUD?', category: 'Flats', subCategory: 'Rent' })
  expect(read(told, 'flats/what-is-trud.md')).toBe(`---
title: What is TRUD?
category: Flats
sub_category: Rent
draft: true
---

## What is TRUD?

<!-- Write the answer here. Its first sentence should answer the question. -->
`)
  expect(told.said).toMatchInlineSnapshot(`
    "There is a question like it:
       90% alike  content/glossary.yml:1  TRUD: Technology Reference Update Distribution
    Wrote content/flats/what-is-trud.md, a draft.
    Its address will be /what-is-trud/#what-is-trud

    Next:
    1. Write the answer: content/flats/what-is-trud.md:8
    2. Look at it with "npm start -- --content content", which shows drafts.
    3. When it is finished, take out the line "draft: true". Run "npm run check -- --content content", and "npm run links -- --content content" before you publish it.
    "
  `)
  const { problems } = await check({ content: told.content, drafts: true })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('on a terminal: what is left open is asked for, names by number, slips met with "did you mean"', async () => {
  const told = await ask({ question: 'When is my rent due?' }, ['', '9', 'Flatts', '', '', '2'])
  expect(told.said).toMatchInlineSnapshot(`
    "There is a question like it:
       98% alike  content/flats/rent.md:7  When is rent due?
    Go on with a new answer? (Y/n) 
    Category:
      1  Flats
      2  Garden
    Number, or the name of a new one: 9
    There is no number 9.
    Number, or the name of a new one: Flatts
    There is no category "Flatts". Did you mean "Flats"? (Y/n) 
    Add it to a page?
      1  Rent (content/flats/rent.md)
    Number, or Enter for a page of its own: 
    Sub-category:
      1  Rent
      2  Repairs
    Number, or the name of a new one, or Enter for none: 2
    Wrote content/flats/when-is-my-rent-due.md, a draft.
    Its address will be /when-is-my-rent-due/#when-is-my-rent-due

    Next:
    1. Write the answer: content/flats/when-is-my-rent-due.md:8
    2. Look at it with "npm start -- --content content", which shows drafts.
    3. When it is finished, take out the line "draft: true". Run "npm run check -- --content content", and "npm run links -- --content content" before you publish it.
    "
  `)
  expect(read(told, 'flats/when-is-my-rent-due.md')).toContain('sub_category: Repairs\n')
})

test('on a terminal: the question too, a new category, and its own folder', async () => {
  const told = await ask({}, ['What is TRUD: a place?', 'y', 'Étages & stairs', 'y'])
  expect(read(told, 'etages-stairs/what-is-trud-a-place.md')).toBe(`---
title: "What is TRUD: a place?"
category: Étages & stairs
draft: true
---

## What is TRUD: a place?

<!-- Write the answer here. Its first sentence should answer the question. -->
`)
  expect(told.said).toContain('"Étages & stairs" is a new category. Its page, /étages-stairs/, is made by itself.')
})

test('an answer on a page that exists: chosen on a terminal, or by file or address; nothing else in the file changes', async () => {
  const before = String(site['flats/rent.md'])
  const chosen = await ask({ question: 'Who has the keys?' }, ['1', '1'])
  expect(read(chosen, 'flats/rent.md')).toBe(
    `${before}\n## Who has the keys?\n\n<!-- Write the answer here. Its first sentence should answer the question. -->\n`,
  )
  for (const named of ['flats/rent.md', '/rent/', 'rent', '/rent/#may-i-pay-late']) {
    const told = await ask({ question: 'Who has the keys?', page: named })
    expect(read(told, 'flats/rent.md')).toBe(read(chosen, 'flats/rent.md'))
    expect(told.said).toContain('Its address will be /rent/#who-has-the-keys')
    expect(told.said).toContain('1. Write the answer: content/flats/rent.md:15')
  }
})

test('an author who says no, or stops, has written nothing', async () => {
  expect((await ask({ question: 'When is rent due?' }, ['n'])).said).toContain('Nothing was written.')
  await expect(ask({ question: 'When is rent due?' }, [''])).rejects.toThrow(Stopped)
  await expect(ask({ question: 'Who has the keys?' }, [])).rejects.toThrow(Stopped)
})

test('the name of a file is free on the whole site, and never an existing file’s', async () => {
  const told = await ask({ question: 'Rent?', category: 'Garden' })
  expect(read(told, 'garden/rent-2.md')).toContain('title: Rent?')
  expect(told.said).toContain('(content/flats/rent.md has /rent/ already.)')
  const own = await ask({ question: 'Shed?', category: 'Garden' }, undefined, {
    ...site,
    'garden/shed.md': '---\ntitle: A\ncategory: Garden\nslug: hut\n---\n\nText.\n',
  })
  expect(read(own, 'garden/shed-2.md')).toContain('title: Shed?')
})

test('title and slug as they are wanted', async () => {
  const told = await ask({ question: 'What does it cost?', category: 'Flats', title: 'Prices', slug: 'Price_list' })
  expect(read(told, 'flats/Price_list.md')).toContain('title: Prices\ncategory: Flats\nslug: Price_list\n')
  expect(told.said).toContain('Its address will be /Price_list/#what-does-it-cost')
  expect(
    read(await ask({ question: 'What does it cost?', category: 'Flats', title: 'Prices' }), 'flats/prices.md'),
  ).toContain('## What does it cost?')
})

test.each<[Partial<Wanted>, string]>([
  [{}, 'Say where the answer goes: --category "NAME" for a page of its own, or --page FILE'],
  [{}, 'There are these categories:\n  Flats\n  Garden'],
  [{ category: 'Flat' }, 'There is no category "Flat". Did you mean "Flats"? To make a new one, add --as-written.'],
  [{ category: 'Flats', subCategory: 'rent' }, 'There is no sub-category "rent". Did you mean "Rent"?'],
  [{ category: ' ' }, '--category does not fit. Write some text here.'],
  [{ category: '???' }, 'A category needs letters in its name'],
  [
    { category: 'Rent', asWritten: true },
    'A category "Rent" would have the address /rent/, and content/flats/rent.md has it.',
  ],
  [{ subCategory: 'Rent' }, 'Say of which category it is, too'],
  [{ page: 'flats/rant.md' }, 'There is no page "flats/rant.md". Did you mean "flats/rent.md"?'],
  [{ page: 'rent', category: 'Flats' }, '--category is for a page of its own'],
  [{ category: 'Flats', slug: 'a b' }, '--slug does not fit. Use letters'],
  [{ category: 'Flats', slug: 'tools' }, 'The address /tools/ is taken: content/garden/tools.md has it.'],
  [{ category: 'Flats', title: '' }, '--title does not fit.'],
])('%j cannot be done, and a sentence says why', async (wanted, why) => {
  const message = await ask({ question: 'Who has the keys?', ...wanted }).then(
    () => 'It was done.',
    (error: unknown) => (error instanceof Refused ? error.message : `Not a refusal: ${error}`),
  )
  expect(message.replace(/\S*\/content\//g, 'content/')).toContain(why)
})

test('a site without a page yet gets its first', async () => {
  const told = await ask({ question: 'Is anybody there?', category: 'Doors' }, undefined, settings)
  expect(read(told, 'doors/is-anybody-there.md')).toContain('category: Doors')
})

test('questions are alike by their stems, by other wordings, and by the spellings of the glossary', () => {
  const { site: real } = readFiles({
    ...settings,
    'glossary.yml':
      '- term: PDS\n  expansion: Personal Demographics Service\n  meaning: A list.\n  also: [the spine list]\n',
    'a.md': page(
      '## What is the Personal Demographics Service?\n\nText.\n\n## Who is accredited?\n\nText.\n',
      'title: A',
    ),
    'b.md': page(
      '## How do I pay?\n\nText.\n',
      'title: B\nanswers:\n  how-do-i-pay:\n    also_asked: [Do you take cards?]',
    ),
  })
  const like = (question: string): string[] =>
    similarQuestions(question, real).map(({ alike, at }) => `${at.file}:${at.line} ${alike.toFixed(2)}`)
  expect(like('What is PDS?')).toEqual(['content/a.md:6 0.97', 'content/glossary.yml:1 0.90'])
  expect(like('What is accreditation?')).toEqual(['content/a.md:10 0.93'])
  expect(like('Do you take a card?')).toEqual(['content/b.md:9 0.98'])
  expect(like('Where are the toilets?')).toEqual([])
})
