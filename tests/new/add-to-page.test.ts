import { expect, test } from 'vitest'
import { addToPage } from '../../src/new/add-to-page.ts'
import { readQuestion } from '../../src/new/heading.ts'
import { page, readFiles, settings } from '../files.ts'

const comment = '<!-- Write the answer here. Its first sentence should answer the question. -->'

function added(text: string): string {
  const { site } = readFiles({ ...settings, 'a-page.md': text })
  const own = site.pages.find(({ path }) => path === 'a-page.md')
  if (!own) throw new Error('No page was read.')
  return addToPage(own, Buffer.from(text), readQuestion('What is TRUD?'), ['content_page', 'index_page']).text
}

test.each([
  ['a line end', '## One?\n\nText.\n', `\n## What is TRUD?\n\n${comment}\n`],
  ['no line end', '## One?\n\nText.', `\n\n## What is TRUD?\n\n${comment}\n`],
  ['a blank line', '## One?\n\nText.\n \n', `## What is TRUD?\n\n${comment}\n`],
  ['deeper headings', '### One?\n\nText.\n', `\n### What is TRUD?\n\n${comment}\n`],
  ['underlined headings', 'One?\n---\n\nText.\n', `\n## What is TRUD?\n\n${comment}\n`],
  ['a footnote', '## One?\n\nText.[^1]\n\n[^1]: Note.\n', `\n## What is TRUD?\n\n${comment}\n`],
  ['a list', '## One?\n\n- Text.\n  - Text.\n', `\n## What is TRUD?\n\n${comment}\n`],
  ['a lead and deeper headings below', 'Lead.\n\n## One?\n\n### More\n\nText.\n', `\n## What is TRUD?\n\n${comment}\n`],
])('an answer is added to a page that ends with %s', (_what, body, expected) => {
  expect(added(page(body))).toBe(expected)
})

test('lines end as those of the page do', () => {
  expect(added(page('## One?\n\nText.\n').replaceAll('\n', '\r\n'))).toBe(`\r\n## What is TRUD?\r\n\r\n${comment}\r\n`)
})

test.each([
  ['one answer without a heading', 'Text.\n', 'has no headings'],
  ['the same question', '## What is TRUD?\n\nText.\n', 'content/a-page.md:6 has this very question'],
  ['a block of code that is left open', '## One?\n\n```\ncode\n', 'left open'],
  ['a comment that is left open', '## One?\n\n<!-- Text\n', 'left open'],
])('nothing is added to a page with %s', (_what, body, why) => {
  expect(() => added(page(body))).toThrow(why)
})
