import { expect, test } from 'vitest'
import { readFiles, settings, told } from '../files.ts'

const withFront = (front: string) => readFiles({ ...settings, 'b.md': `---\n${front}\n---\n\n## Q?\n\nText.\n` })

test.each([
  ['a number for a title', 'title: 42\ncategory: T', ['2:8 front-matter']],
  ['a list for a category', 'title: A\ncategory: [T]', ['3:11 front-matter']],
  ['a misspelt key', 'titel: A\ntitle: B\ncategory: T', ['2:1 front-matter']],
  [
    'a misspelt key that is needed: it is not missing too',
    'titel: A\ncategroy: T',
    ['2:1 front-matter', '3:1 front-matter'],
  ],
  ['a misspelt key in an item', 'title: A\ncategory: T\nsources:\n  - titel: B', ['5:5 front-matter']],
  [
    'several slips, each told in the same run',
    'title: 42\ncategory: T\nlayout: content_pgae\nanswers:\n  p:\n    also_asked: [B]',
    ['2:8 front-matter', '4:9 layout', '6:3 front-matter'],
  ],
  ['an unknown key of another program', 'title: A\ncategory: T\nsidebar: yes', ['4:1 unknown-key']],
  ['a key twice', 'title: A\ntitle: B\ncategory: T', ['3:1 front-matter']],
  ['a colon in a value', 'title: ITK: what\ncategory: T', ['2:8 front-matter']],
  ['a tab for an indent', 'title: A\ncategory: T\nanswers:\n\tq: 1', ['5:1 front-matter']],
  ['an open quote', 'title: "A\ncategory: T', ['2:8 front-matter']],
  ['a day that is none', 'title: A\ncategory: T\nlast_reviewed: 2026-02-31', ['4:16 front-matter']],
  ['a day in words', 'title: A\ncategory: T\nlast_reviewed: yesterday', ['4:16 front-matter']],
  ['a period without a number', 'title: A\ncategory: T\nreview_in: a year', ['4:12 front-matter']],
  ['a draft that is a word', 'title: A\ncategory: T\ndraft: "yes"', ['4:8 front-matter']],
  ['a slug that climbs', 'title: A\ncategory: T\nslug: ../../x', ['4:7 front-matter']],
  ['a layout that climbs', 'title: A\ncategory: T\nlayout: ../../x', ['4:9 front-matter']],
  ['a layout that is not there', 'title: A\ncategory: T\nlayout: content_pgae', ['4:9 layout']],
  ['a layout that is not for pages', 'title: A\ncategory: T\nlayout: home', ['4:9 layout']],
  ['no title', 'category: T', ['2:1 front-matter']],
  ['no category', 'title: A', ['2:1 front-matter']],
  ['a source without a title', 'title: A\ncategory: T\nsources:\n  - url: https://example.org/', ['5:5 front-matter']],
  ['a misspelt key deep down', 'title: A\ncategory: T\nanswers:\n  q:\n    also_aksed: [B]', ['6:5 front-matter']],
  ['an answer that is not there', 'title: A\ncategory: T\nanswers:\n  p:\n    also_asked: [B]', ['5:3 front-matter']],
  ['a sign that moves a cursor', 'title: "A\\x1b[2J"\ncategory: T', ['2:8 front-matter']],
  ['half a sign', 'title: "A\\ud83d"\ncategory: T', ['2:8 front-matter']],
  ['an alias', 'title: &a A\ncategory: *a', ['2:11 front-matter']],
  ['a tag', 'title: !!js/function "x"\ncategory: T', ['2:8 front-matter']],
  ['a scalar for it all', 'just text', ['2:1 front-matter']],
  ['a list for it all', '- title: A', ['2:1 front-matter']],
])('%s', (_name, front, expected) => {
  expect(told(withFront(front))).toEqual(expected.map((problem) => `b.md:${problem}`))
})

test('values are never coerced', () => {
  const { site, problems } = withFront('title: "1.10"\ncategory: "2026-01-01"\norder: 1.5')
  expect(problems).toEqual([])
  expect(site.pages[1]).toMatchObject({ title: '1.10', category: '2026-01-01', order: 1.5 })
})

test('an alias bomb is refused at its first sign, and at once', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 12; level++)
    bomb.push(`k${level}: &k${level} [${Array(9).fill(`*${level === 1 ? 'a' : `k${level - 1}`}`)}]`)
  expect(told(withFront(bomb.join('\n')))).toEqual(['b.md:2:7 front-matter'])
})

test('the problem says what was meant', () => {
  const [problem] = withFront('title: A\ncategory: T\nsub_catgory: S').problems
  expect(problem).toMatchObject({
    what: '"sub_catgory" is not a key that is known here. Did you mean "sub_category"?',
    fix: 'Write "sub_category:".',
  })
})

test.each([
  ['title: 1.10', '"title" must be text, and this is a number.', 'Put quotes round it: "1.10"'],
  ['title: 1e999', '"title" must be text, and this is too large.', 'Put quotes round it: "1e999"'],
  ['title:', '"title" must be text, and this is empty.', 'Put quotes round it: "…"'],
  ['title: A\norder: .nan', '"order" must be a number, and this is none.', 'Write a number here.'],
])('what is written is quoted as it stands: %j', (front, what, fix) => {
  expect(withFront(`${front}\ncategory: T`).problems[0]).toMatchObject({ what, fix })
})

test('site.yml is judged alike', () => {
  const read = readFiles({
    'site.yml': 'name: [x]\nurl: example.org\nownr: me\n',
    'b.md': '---\ntitle: A\ncategory: T\n---\n\nText.\n',
  })
  expect(told(read)).toEqual(['site.yml:1:7 site-settings', 'site.yml:2:6 site-settings', 'site.yml:3:1 site-settings'])
})

test('a key that does not fit leaves the others as they are: links to the page hold', () => {
  const read = readFiles({
    ...settings,
    'b.md':
      '---\ntitle: A\ncategory: T\nslug: c\nlast_reviewed: yesterday\n---\n\n## Q?\n\n[Its address](/c/#q), [its file](b.md#q).\n',
  })
  expect(told(read)).toEqual(['b.md:5:16 front-matter'])
  const settled = readFiles({ 'site.yml': 'name: N\nurl: nowhere\nlanguage: fr\n' })
  expect(settled.site.settings).toMatchObject({ name: 'N', language: 'fr' })
})
