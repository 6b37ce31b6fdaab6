import { expect, test } from 'vitest'
import { page, readFiles, readPage, settings, told } from '../files.ts'

test.each([
  ['Can I pay late?', 'can-i-pay-late'],
  ["What isn't included?", 'what-isnt-included'],
  ['Steps / phases', 'steps--phases'],
  ['Où payer ?', 'où-payer-'],
  ['What does `port` mean?', 'what-does-port-mean'],
  ['1. First things', '1-first-things'],
  ['A **bold** claim & more', 'a-bold-claim--more'],
])('the heading %j is anchored as GitHub does it: %s', (heading, anchor) => {
  expect(readPage(`## ${heading}\n\nText.\n`).answers[0]?.anchor).toBe(anchor)
})

test('answers open at the shallowest level that the body uses, and are h2 in HTML', () => {
  const page = readPage('### First?\n\nOne.\n\n#### Detail\n\nMore.\n\n### Second?\n\nTwo.\n')
  expect(page.answers.map(({ question }) => question)).toEqual(['First?', 'Second?'])
  expect(page.answers[0]?.html).toContain('<h3 id="detail"')
  expect(page.answers[0]?.subheadings).toMatchObject([{ text: 'Detail', anchor: 'detail' }])
})

test('a body heading that repeats the title is dropped and takes no anchor', () => {
  const page = readPage('# A page\n\nThe lead.\n\n## A page\n\nText.\n')
  expect(page.lead?.text).toBe('The lead.')
  expect(page.answers.map(({ anchor }) => anchor)).toEqual(['a-page'])
})

test('a page without headings is one answer, at the address of the page', () => {
  const page = readPage('Only text.\n')
  expect(page.lead).toBeUndefined()
  expect(page.answers).toMatchObject([{ question: 'A page', address: '/a-page/', text: 'Only text.' }])
  expect(page.answers[0]).not.toHaveProperty('anchor')
})

test('a heading in a quote or a list belongs to its answer', () => {
  const page = readPage('## One?\n\n> # Quoted\n\n- ### Listed\n\n## Two?\n\nText.\n')
  expect(page.answers[0]?.html.match(/<h\d/g)).toEqual(['<h3', '<h3'])
  expect(page.answers.map(({ question }) => question)).toEqual(['One?', 'Two?'])
})

test('an anchor set by hand is used, shown nowhere, and may be followed by a comment', () => {
  const [first, second] = readPage(
    '## Too late? {#late}\n\nYes.\n\n## Again? {#again} <!-- kept for the contract -->\n\nNo.\n',
  ).answers
  expect(first).toMatchObject({ anchor: 'late', question: 'Too late?', questionHtml: 'Too late?' })
  expect(second).toMatchObject({ anchor: 'again', question: 'Again?' })
})

test('text is what a reader would hear: no marks, cells and items apart, code kept', () => {
  const page = readPage(
    '## One?\n\nA **bold** [link](https://example.org/).\n\n| a | b |\n| - | - |\n| c | d |\n\n```\ncode\n```\n',
  )
  expect(page.answers[0]?.text).toBe('A bold link.\na\nb\nc\nd\ncode')
})

test('the description is the first sentence when none is written', () => {
  expect(readPage('It is short. And there is more.\n\n## One?\n\nText.\n').description).toBe('It is short.')
})

test('footnotes stand at the end of the page, with ways there and back', () => {
  const page = readPage('## One?\n\nText.[^a]\n\n## Two?\n\nMore.\n\n[^a]: The note.\n')
  expect(page.answers[0]?.html).toContain('href="#fn1"')
  expect(page.answers[1]?.html).not.toContain('note')
  expect(page.footnotes).toContain('The note.')
  expect(page.footnotes).toContain('href="#fnref1"')
})

test.each([
  ['two anchors alike', '## A {#Foo}\n\nx\n\n## B {#Foo}\n\ny', ['10:1 repeated-anchor']],
  ['an anchor that a heading over two lines has', 'Foo\nbar\n---\n\nx\n\n## X {#foobar}\n\ny', []],
  [
    'lists too deep to keep',
    Array.from({ length: 25 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'),
    ['25:1 text'],
  ],
  ['a heading without words', '##\n\nText.', ['6:1 empty-heading']],
])('%s', (_name, body, expected) => {
  const read = readFiles({ ...settings, 'b.md': page(body) })
  expect(told(read).map((problem) => problem.replace('b.md:', '').replace(/^25:\d+/, '25:1'))).toEqual(expected)
})

test('headings without letters, of images and with links can be linked to, and hold no link in a link', () => {
  const found = readPage(
    '## 😀\n\nx\n\n## ![A plan](/favicon.svg)\n\nx\n\n## See [this](#answer)\n\n### And [that](#answer)\n\nx\n',
  )
  expect(found.answers.map(({ anchor, question }) => [anchor, question])).toEqual([
    ['answer', '😀'],
    ['a-plan', 'A plan'],
    ['see-this', 'See this'],
  ])
  expect(found.answers[2]?.html).toContain('<h3 id="and-that">And <a href="/a-page/#answer">that</a></h3>')
})
