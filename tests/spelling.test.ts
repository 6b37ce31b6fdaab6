import { expect, test } from 'vitest'
import { check } from '../src/check.ts'
import { findProblems } from '../src/checks/index.ts'
import type { Problem } from '../src/problem.ts'
import { report } from '../src/report.ts'
import { checkSpelling } from '../src/spelling/check-spelling.ts'
import { wordsOf } from '../src/spelling/words.ts'
import { type Files, page, readFiles, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

/** The report on the spelling of some files, and nothing else. */
function spell(files: Files): { problems: Problem[]; text: string; leftAlone: readonly string[] } {
  const { site, sources, prose } = readFiles({ ...settings, ...files })
  const { problems: found, leftAlone } = checkSpelling(prose(), site)
  const problems = findProblems(site, found, { asked: ['spelling'] }).filter(({ rule }) =>
    ['spelling', 'unused-ignore'].includes(rule),
  )
  return { problems, text: report(problems, sources), leftAlone }
}

const inText = (body: string): string[] =>
  spell({ 'a-page.md': page(body) }).problems.map(({ what }) => /"([^"]+)"/.exec(what)?.[1] ?? what)

const glossary = `- term: Zorb
  expansion: Zentral Orbiter
  meaning: A machin to fly.
  also: [zorbing]
`

test('good prose has no problems', () => {
  expect(
    spell({
      'glossary.yml': glossary.replace('machin', 'machine'),
      'words.txt': '# Names\nAnswerbook  Testbench # and more\n\nmis-spelt\n',
      'a-page.md': page(`A zorb, the Zorb's rider and Zorbing. Answerbook's Testbench; a mis-spelt word, and ANSWERBOOK.

## Don't we organise, and isn’t judgment (or judgement) needed?

The NHS, APIs, COVID-19, v1.2, 3rd and 20MB are no words; nor are someone@exampel.org, exampel.org/pgae, ./a/pathh,
urn:nhss:namess, README.markdwn, ~/.bashrcc, e.g. \`codde\`, <kbd>Ctrll</kbd>, https://exampel.org/wrods, CareConnect and
Ελλάδα. Users' re-use, a co-ordinated sign-in, etc.

\`\`\`text
misspeling
\`\`\`

<!-- a commment --> [A link](https://exampel.org/wrods "") and ![a picture](piccture.png)
`),
    }).problems,
  ).toEqual([])
})

test.each([
  ['satisified', 'satisfied'],
  ['Satisified', 'Satisfied'],
  ['accreditiation', 'accreditation'],
  ['cataloge', 'catalogue'],
  ['enage', 'engage'],
  ['guarranteed', 'guaranteed'],
  ['organization', 'organisation'],
  ['Organizing', 'Organising'],
  ['color', 'colour'],
  ['behaviors', 'behaviours'],
  ['center', 'centre'],
  ['analyze', 'analyse'],
  ['traveled', 'travelled'],
  ['english', 'English'],
  ['recieve', 'receive'],
  ['IMPORTANTLLY', 'IMPORTANTLY'],
  ['accomodaton', 'accommodation'],
  ['untill', 'until'],
])('%s was meant to be %s', (wrong, right) => {
  const { problems } = spell({ 'a-page.md': page(`Text.\n\n## Is it ${wrong}?\n\nYes.\n`) })
  expect(problems.map(({ what }) => what)).toEqual([
    expect.stringMatching(`^"${wrong}" is not in the dictionary. Did you mean "${right}"`),
  ])
})

test.each(['prize', 'seize', 'resize', 'capsize', 'size', 'horizon', 'organise', 'advertise', 'wizard'])(
  '%s is British as it is',
  (word) => {
    expect(inText(`The ${word}.\n`)).toEqual([])
  },
)

test('of two words as near, the one that the site uses comes first', () => {
  const [first] = spell({ 'a-page.md': page('Their plan. Their aim.\n'), 'b.md': page('It is thier plan.\n') }).problems
  expect(first?.what).toContain('Did you mean "their"')
})

test("the site's own words are suggested too", () => {
  const { problems } = spell({
    'glossary.yml': glossary,
    'words.txt': 'Pagefind\n',
    'a-page.md': page('Pagefnd, zorbbing.\n'),
  })
  expect(problems.map(({ what }) => /mean "(\w+)"/.exec(what)?.[1])).toEqual(['Pagefind', 'zorbing', 'machine'])
})

test('a word of words.txt with capitals is right with those alone', () => {
  expect(inText('Zugg.\n')).toEqual(['Zugg'])
  expect(spell({ 'words.txt': 'Zugg\nblorp', 'a-page.md': page('Zugg, zugg, blorp, Blorp.\n') }).problems).toHaveLength(
    1,
  )
})

test('every place is told, exactly', () => {
  const { problems } = spell({
    'glossary.yml': glossary,
    'a-page.md': page(
      `The cataloge and *the* [cataloge](https://cataloge.example/).\n\n> Its \\*catalogue\\*, &amp; its cataloge.\n\n| One | Two |\n| --- | --- |\n| \`cataloge\` | cataloge |\n\n![A cataloge](a.png)[^1]\n\n[^1]:\n    A cataloge.\n`,
      'title: A cataloge\ndescription: "The cataloge: a cataloge"\nanswers:\n  "": { also_asked: [wich cataloge?] }',
    ),
  })
  expect(problems.map(({ at }) => `${at.file}:${at.line}:${at.column}+${at.length}`)).toEqual([
    'content/a-page.md:2:10+8',
    'content/a-page.md:3:19+8',
    'content/a-page.md:3:31+8',
    'content/a-page.md:5:22+4',
    'content/a-page.md:5:27+8',
    'content/a-page.md:9:5+8',
    'content/a-page.md:9:25+8',
    'content/a-page.md:11:32+8',
    'content/a-page.md:15:16+8',
    'content/a-page.md:17:5+8',
    'content/a-page.md:20:7+8',
    'content/glossary.yml:3:14+6',
  ])
})

test('the message says what it was meant to be, and how to keep it', () => {
  expect(spell({ 'a-page.md': page('It is wich.\n') }).text).toMatchInlineSnapshot(`
    "content/a-page.md:6:7 warning (spelling)
      | It is wich.
      |       ^^^^
      What: "wich" is not in the dictionary. Did you mean "with", "which" or "wick"?
      Why:  Readers stumble over a misspelt word, and a search for the right one may miss the answer.
      Mend: Write the one that you meant. If "wich" is right, write it on a line of its own in words.txt.

    0 errors, 1 warning."
  `)
})

test('pages in other languages are left alone, and named', () => {
  const { problems, leftAlone } = spell({ 'a-page.md': page('Mae hon yn dudalen.\n', 'title: Tudalen\nlang: cy') })
  expect(problems).toEqual([])
  expect(leftAlone).toEqual(['cy'])
})

test('a page that does not say that it is in another language is told so, once', () => {
  const french = 'Les horaires du guichet sont affichés près de la porte, et la nouvelle carte vous sera donnée. '
  expect(spell({ 'a-page.md': page(french.repeat(8)) }).problems).toMatchObject([
    { what: expect.stringContaining('may be in another language'), at: { line: 1 } },
  ])
})

test('a line can be silenced, and what silences nothing is told when spelling was looked at', () => {
  const body =
    'A zzorb. <!-- ignore spelling: so it is written on the door -->\n\nA door. <!-- ignore spelling: no -->\n'
  expect(spell({ 'a-page.md': page(body) }).problems.map(({ rule }) => rule)).toEqual(['unused-ignore'])
  const { problems } = readFiles({ ...settings, 'a-page.md': page(body) })
  expect(problems).toEqual([])
})

test.each<[string, readonly string[]]>([
  ['One (two), "three" – four!', ['One', 'two', 'three', 'four']],
  ["The user's, don't, it’s", ['The', 'user', "don't", 'it']],
  ['read-only and/or I/O', ['read', 'only', 'and', 'or']],
  ['FHIR, IDs, iPhone, NHSmail, x1, B2B, a_b, a=b, a@b.c, b.c, /d/e', []],
  ['<a href="wrods">word</a> a < b', ['word']],
  ['naïve café', ['naïve', 'café']],
])('%j has the words %j', (text, words) => {
  expect(wordsOf(text).map((word) => word.text)).toEqual(words)
  for (const word of wordsOf(text)) expect(text.slice(word.index)).toMatch(new RegExp(`^${word.text}`))
})

test.each([
  ['', false, undefined],
  ['', true, 'warning'],
  ['rules: { spelling: warning }', false, undefined],
  ['rules: { spelling: error }', false, 'error'],
  ['rules: { spelling: "off" }', true, undefined],
])('with %j in site.yml, and asked for: %j, a slip is %j', async (rules, spelling, severity) => {
  const content = temporaryFolder()
  writeFiles(content, { 'site.yml': `name: Test\n${rules}\n`, 'a-page.md': page('A mistaek.\n') })
  const checked = await check({ content, drafts: false, spelling })
  expect(checked.problems.find(({ rule }) => rule === 'spelling')?.severity).toBe(severity)
  expect(checked.spelling === undefined).toBe(severity === undefined)
})
