import { expect, test } from 'vitest'
import { page, readFiles, settings, told } from '../files.ts'

const glossary = '- term: CAS\n  meaning: Clinicians who assess callers.\n'
const why = 'ignore unknown-acronym: a product name'

/** What is told of a page whose body, from line 6 on, is given. */
const toldOf = (body: string, frontMatter?: string): string[] =>
  told(readFiles({ ...settings, 'glossary.yml': glossary, 'p.md': page(body, frontMatter) }))

test.each([
  ['on its line', `The EPR. <!-- ${why} -->`],
  ['before it on its line', `<!-- ${why} --> The EPR.`],
  ['on one line of a paragraph', `One\ntwo EPR <!-- ${why} -->\nthree`],
  ['alone on the line above', `<!-- ${why} -->\nThe EPR.`],
  ['above a blank line, as formatters leave it', `<!-- ${why} -->\n\nThe EPR.`],
  ['over several lines above it', `<!-- ${why},\nas the maker\nsays -->\nThe EPR.`],
  ['in a cell of the table', `| a |\n| - |\n| The EPR <!-- ${why} --> |`],
  ['above a table', `<!-- ${why} -->\n| EPR |\n| - |\n| b |`],
  ['in a list', `- One\n  <!-- ${why} -->\n- The EPR`],
  ['in a quote', `> One\n> <!-- ${why} -->\n> The EPR.`],
  ['behind a heading', `## The EPR? <!-- ${why} -->\n\nText.`],
  ['behind a heading with an anchor', `## The EPR? {#epr} <!-- ${why} -->\n\nText.`],
  ['in a footnote', `Text.[^1]\n\n[^1]: The EPR. <!-- ${why} -->`],
  ['for several of one kind on a line', `The EPR and the CDA. <!-- ${why} -->`],
])('a comment silences a check: %s', (_name, body) => {
  expect(toldOf(`${body}\n`)).toEqual([])
})

test('one above the other, each speaks of the next line with text', () => {
  expect(
    toldOf(`<!-- ${why} -->\n<!-- ignore raw-html: shown on purpose -->\nThe EPR and <b>.\n\n## Q?\n\nText.\n`),
  ).toEqual([])
})

test.each([
  ['another line', `<!-- ${why} -->\nOne\nEPR.`, ['p.md:6:1 unused-ignore', 'p.md:8:1 unknown-acronym']],
  ['the line below one with text', `One <!-- ${why} -->\nEPR.`, ['p.md:6:5 unused-ignore', 'p.md:7:1 unknown-acronym']],
  ['another rule', 'EPR. <!-- ignore raw-html: x -->', ['p.md:6:1 unknown-acronym', 'p.md:6:6 unused-ignore']],
  ['nothing', `Text. <!-- ${why} -->`, ['p.md:6:7 unused-ignore']],
  ['nothing, at the end', `Text.\n\n<!-- ${why} -->`, ['p.md:8:1 unused-ignore']],
  ['code', `\`<!-- ${why} -->\` EPR.\n\n\`\`\`\n<!-- ${why} -->\n\`\`\``, ['p.md:6:51 unknown-acronym']],
])('it does not reach %s', (_name, body, expected) => {
  expect(toldOf(`${body}\n`)).toEqual(expected)
})

test.each([
  [
    'no reason',
    'ignore unknown-acronym',
    'Write the reason after a colon: ignore unknown-acronym: why it is right as it is',
  ],
  ['an empty reason', 'ignore unknown-acronym: ', 'Write the reason after a colon'],
  ['no colon', 'ignore unknown-acronym it is a name', 'Write the reason after a colon'],
])('%s: told, and nothing is silenced', (_name, comment, fix) => {
  const files = { ...settings, 'glossary.yml': glossary, 'p.md': page(`EPR. <!-- ${comment} -->\n`) }
  const read = readFiles(files)
  expect(told(read)).toEqual(['p.md:6:1 unknown-acronym', 'p.md:6:6 ignore'])
  expect(read.problems[1]).toMatchObject({ severity: 'error', fix: expect.stringContaining(fix) })
})

test.each([
  ['ignore unknown-acronyms: a name', 'Did you mean "unknown-acronym"?'],
  ['ignore unknown-acronyms', 'Did you mean "unknown-acronym"?'],
  ['ignore everything: I am in a hurry', 'There is no rule "everything" that can be silenced.'],
])('a rule that does not exist: %s', (comment, what) => {
  const read = readFiles({ ...settings, 'p.md': page(`Text. <!-- ${comment} -->\n`) })
  expect(told(read)).toEqual(['p.md:6:7 ignore'])
  expect(read.problems[0]?.what).toContain(what)
})

test.each(['ignore this for now', 'ignore', 'ignored-rule: x', 'Do not ignore raw-html: ever'])(
  'a note of an author to herself is left alone: %s',
  (comment) => {
    expect(toldOf(`Text. <!-- ${comment} -->\n`)).toEqual([])
  },
)

test.each([
  ['unsafe-link', '[x](javascript:x)'],
  ['outside', '![x](../../x.png)'],
  ['repeated-anchor', '## A {#a}\n\nText.\n\n## B {#a}\n\nText.'],
])('what guards safety and the build cannot be silenced: %s', (rule, body) => {
  const rules = toldOf(`<!-- ignore ${rule}: please -->\n${body}\n`).map((line) => line.replace(/^.* /, ''))
  expect(rules.sort()).toEqual(['ignore', rule].sort())
})

test('broken links and raw HTML, which site.yml may adjust, can be', () => {
  expect(
    toldOf(
      [
        'See [it](/gone/) and <b>. <!-- ignore link: it comes next week --> <!-- ignore raw-html: on purpose -->',
        '',
        '## One?',
        '',
        'Text.',
        '',
        '<!-- ignore repeated-heading: linked to by number -->',
        '## One?',
        '',
        'See [it](#nowhere). <!-- ignore anchor: comes next week -->',
        '',
      ].join('\n'),
    ),
  ).toEqual([])
})

test('in front matter and settings files it is a # comment, and no # inside a value is one', () => {
  const read = readFiles({
    'site.yml':
      'name: "T # ignore unknown-key: no comment"\nold: 1 # ignore unknown-key: read by the old theme\n# ignore unknown-key: the same\nolder: 2\n',
    'glossary.yml': `- term: CAS\n  colour: red # ignore unknown-key: for the printed edition\n  meaning: |\n    # ignore unknown-key: text`,
    'p.md':
      '---\ntitle: A page\ncategory: Topic\nsidebar: left # ignore unknown-key: for the old theme\n# ignore unknown-key: the same\ntags: x\n# ignore unknown-kye: slip\ntoc: true # ignore unknown-key\n---\n\nText.\n',
  })
  expect(told(read)).toEqual(['p.md:7:1 ignore', 'p.md:8:1 unknown-key', 'p.md:8:11 ignore'])
})

test('on a draft that is left out, what the checks would have said is not missed', () => {
  const draft = 'title: A page\ndraft: true'
  const body = `See [it](/gone/). <!-- ignore link: comes next week -->\n\n## Q?\n\nThe <b>. <!-- ignore raw-html: on purpose -->\n`
  const files = { ...settings, 'p.md': page(body, draft), 'q.md': page('Text.\n') }
  expect(told(readFiles(files))).toEqual([])
  expect(told(readFiles(files, { drafts: true }))).toEqual([])
})

test('a check that site.yml switches off leaves no comment unused; site.yml decides how serious an unused one is', () => {
  const rules = (text: string): Record<string, string> => ({ 'site.yml': `name: T\nrules:\n${text}` })
  const body = { 'p.md': page('Text. <!-- ignore raw-html: x -->\n') }
  expect(told(readFiles({ ...rules('  raw-html: "off"\n'), ...body }))).toEqual([])
  expect(told(readFiles({ ...rules('  unused-ignore: "off"\n'), ...body }))).toEqual([])
  expect(readFiles({ ...rules('  unused-ignore: error\n'), ...body }).problems[0]?.severity).toBe('error')
})

test('thousands of such comments, and blank lines below them, keep nothing busy', () => {
  /** Processor time for each letter, which does not depend on what else the machine has to do. */
  const cost = (body: string): number => {
    const before = process.cpuUsage()
    readFiles({ ...settings, 'p.md': page(body) })
    const { user, system } = process.cpuUsage(before)
    return (user + system) / body.length
  }
  const plain =
    `${'Some words of plain text, as anyone might write them on a page of answers. '.repeat(10)}\n\n`.repeat(600)
  const most = 60 * Math.max(cost(plain), cost(plain), cost(plain))
  expect(cost(`<!-- ${why} -->\n`.repeat(20_000) + '\n'.repeat(900_000))).toBeLessThan(most)
  expect(cost(`${`<!-- ${why} --> `.repeat(400)}\n\n`.repeat(90))).toBeLessThan(most)
})
