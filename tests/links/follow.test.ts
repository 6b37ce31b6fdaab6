import { describe, expect, test } from 'vitest'
import { hostRules } from '../../src/links/host-rules.ts'
import { signatureOf } from '../../src/links/likeness.ts'
import { type Files, page, readFiles, settings } from '../files.ts'

const entry = (id: string, address: string, question: string): string =>
  `${id} 2026-01-31 0000000000000000 ${address} ${question}`

/** A site with these pages and ledger; what is not entered is of no matter here. */
function read(pages: Files, ...ledger: string[]) {
  const found = readFiles({ ...settings, ...pages, 'permalinks.txt': `${ledger.join('\n')}\n` })
  return {
    links: found.site.links,
    site: found.site,
    told: found.problems
      .filter(({ rule }) => rule !== 'not-entered')
      .map(
        ({ at, rule, what, fix }) =>
          `${at.file.replace('content/', '')}:${at.line} ${rule}: ${what} ${fix.split('\n')[0]}`,
      ),
  }
}

const answer = (question: string): string => `## ${question}\n\nSome text about ${question.toLowerCase()}\n`
const from = (title: string, ...addresses: string[]): string =>
  `title: ${title}\nredirect_from: [${addresses.map((one) => JSON.stringify(one)).join(', ')}]`

describe('what has become of former addresses', () => {
  test('chains are followed to their end', () => {
    const { links, told } = read(
      { 'c.md': page(answer('Where is it?'), from('C', '/b/')) },
      entry('b', '/b/', 'C'),
      'b was /a/',
      entry('it', '/a/#where-is-it', 'Where is it?'),
    )
    expect(told).toEqual([])
    expect(links.former.get('/a/')).toMatchObject({ kind: 'moved', address: '/c/' })
    expect(links.former.get('/a/#where-is-it')).toMatchObject({ kind: 'moved', address: '/c/#where-is-it' })
  })

  test('a page that went as a whole keeps its anchors, also where a host redirects', () => {
    const { links, site } = read(
      {
        'new.md': page(
          answer('Kept?') + answer('Reworded now?'),
          `${from('New', '/old/')}\nanswers:\n  reworded-now:\n    redirect_from: ["/old/#before"]`,
        ),
      },
      entry('new', '/old/', 'New'),
      entry('kept', '/old/#kept', 'Kept?'),
      entry('before', '/old/#before', 'Reworded?'),
    )
    expect(hostRules(site).moved).toEqual([{ from: '/old/', to: '/new/' }])
    expect(links.anchors.get('/new/#reworded-now')).toEqual(['before'])
  })

  test('a page whose answers went to two places stays, and says where each is', () => {
    const { links, site } = read(
      {
        'one.md': page(answer('First?'), from('One', '/both/')),
        'two.md': page(answer('Second?'), 'title: Two\nanswers:\n  second:\n    redirect_from: ["/both/#second"]'),
      },
      entry('both', '/both/', 'One'),
      entry('first', '/both/#first', 'First?'),
      entry('second', '/both/#second', 'Second?'),
    )
    expect(hostRules(site).moved).toEqual([])
    expect(links.signposts.map(({ address, title }) => [address, title])).toEqual([['/both/', 'One']])
    expect(links.notes.get('/both/')?.map(({ anchor, to }) => [anchor, to])).toEqual([
      ['first', { kind: 'moved', address: '/one/#first', title: 'First?' }],
      ['second', { kind: 'moved', address: '/two/#second', title: 'Second?' }],
    ])
  })

  test('with a page, its answers are retired, but for those that are elsewhere', () => {
    const { links, told } = read(
      {
        'here.md': page(
          answer('Still asked?'),
          'title: Here\nanswers:\n  still-asked:\n    redirect_from: ["/gone/#still-asked"]',
        ),
      },
      entry('gone', '/gone/', 'Gone'),
      'gone retired /here/',
      entry('no-more', '/gone/#no-more', 'No more?'),
      entry('still', '/gone/#still-asked', 'Still asked?'),
    )
    expect(told).toEqual([])
    expect(links.former.get('/gone/#no-more')).toEqual({
      kind: 'retired',
      question: 'No more?',
      instead: { address: '/here/', title: 'Here' },
    })
    expect(links.former.get('/gone/#still-asked')).toMatchObject({ kind: 'moved', address: '/here/#still-asked' })
    expect([...links.former.keys()]).toEqual(expect.arrayContaining(['/a/gone/', '/a/no-more/']))
    expect(links.signposts.map(({ address }) => address).sort()).toEqual(['/a/gone/', '/a/no-more/', '/gone/'])
    for (const { description } of links.signposts) expect(description).toContain('no longer answered')
  })

  test('addresses that differ in capitals alone, or lie below a file, are for hosts only', () => {
    const { links } = read({ 'a-page.md': page('Text.\n', from('A', '/A-Page/', '/x.html', '/x.html/y/', '/z.php')) })
    expect(links.redirects).toEqual(['/x.html'])
    expect([...links.hostOnly].sort()).toEqual(['/A-Page/', '/x.html/y/', '/z.php'])
  })
})

describe('what is told', () => {
  test.each<[string, Files, string[], string[]]>([
    [
      'an address that is in use',
      { 'a-page.md': page(answer('One?'), from('A', '/b/', '/a-page/')), 'b.md': page('Text.\n', 'title: B') },
      [],
      [
        'a-page.md:3 redirect: /b/ cannot lead here: something is there now (content/b.md:1). Take it out of redirect_from, or give that page another address, with a line in its front matter: slug: another-name',
        'a-page.md:3 redirect: /a-page/ is the present address, not a former one. Take it out of redirect_from.',
      ],
    ],
    [
      'an address that two claim',
      { 'a-page.md': page('Text.\n', from('A', '/old/')), 'b.md': page('Text.\n', from('B', '/old/')) },
      [],
      [
        'b.md:3 redirect: /old/ is claimed here, and in content/a-page.md:3 for /a-page/. Take it out of one of the two.',
      ],
    ],
    [
      'what is no address',
      {
        'a-page.md': page(
          'Text.\n',
          from('A', 'https://e.org/x', '/a/it/', '/reviews.ics', '/x?y=1', '/{path}/', `/${'x'.repeat(201)}/`),
        ),
      },
      [],
      [
        'a-page.md:3 redirect: "https://e.org/x" cannot be a former address of this site. Leave out the name of the site: /old-page/',
        'a-page.md:3 redirect: "/a/it/" cannot be a former address of this site. The folder /a/ is the site’s own.',
        'a-page.md:3 redirect: "/reviews.ics" cannot be a former address of this site. The site makes the file /reviews.ics itself.',
        'a-page.md:3 redirect: "/x?y=1" cannot be a former address of this site. Leave out everything from "?" on.',
        'a-page.md:3 redirect: "/{path}/" cannot be a former address of this site. Use letters, digits and plain signs: /old-page/',
        `a-page.md:3 redirect: "/${'x'.repeat(201)}/" cannot be a former address of this site. It is too long to be an address.`,
      ],
    ],
    [
      'a promised address that something else takes',
      { 'a-page.md': page(answer('Was it moved?') + answer('Something new?').replace('?', '? {#old}'), 'title: A') },
      [entry('it', '/a-page/#was-it-moved', 'Was it moved?'), 'it was /a-page/#old'],
      [
        'a-page.md:9 permalink: /a-page/#old was promised to "Was it moved?", which has moved to /a-page/#was-it-moved. "Something new?" takes it. Give this heading another anchor: Something new? {#old-2}',
      ],
    ],
    [
      'another answer under a promised anchor',
      { 'a-page.md': page('## Quite different words {#old}\n\nAnd text.\n', 'title: A') },
      [entry('it', '/a-page/#old', 'What was asked before?')],
      [
        'a-page.md:6 permalink: /a-page/#old was promised to "What was asked before?", and "Quite different words" stands there now. If it is the same in other words, change line 1 of content/permalinks.txt to:',
      ],
    ],
    [
      'something that is both gone and there',
      { 'a-page.md': page(answer('Is it here?'), 'title: A') },
      [entry('it', '/a-page/#is-it-here', 'Is it here?'), 'it retired'],
      [
        'permalinks.txt:2 permalink: The ledger says that "Is it here?" is gone for good, and "Is it here?" is at /a-page/#is-it-here (content/a-page.md:6). If it is back, take out this line: it retired',
      ],
    ],
    [
      'what replaces one another in a circle',
      { 'a-page.md': page('Text.\n', 'title: A') },
      [entry('x', '/x/', 'X'), 'x retired /y/', entry('y', '/y/', 'Y'), 'y retired /x/'],
      [
        'permalinks.txt:2 permalink: Nothing is at /y/, which is to replace "X". Name a page or an answer that is there, or write only: x retired',
        'permalinks.txt:4 permalink: Nothing is at /x/, which is to replace "Y". Name a page or an answer that is there, or write only: y retired',
      ],
    ],
    [
      'links by former addresses, and to what is gone',
      {
        'a-page.md': page(
          `[x](/old/) [y](#before) [z](/gone/) [p](/a/it/) [q](/a/gone/) [r](/a/it2/)\n\n${answer('Now?')}`,
          from('A', '/old/', '/a-page/#before'),
        ),
      },
      [entry('it', '/a-page/#now', 'Now?'), entry('gone', '/gone/', 'Gone'), 'gone retired /a-page/#now'],
      [
        'a-page.md:7 moved-link: This address is a former one. Write "/a-page/".',
        'a-page.md:7 moved-link: This address is a former one. Write "/a-page/".',
        'a-page.md:7 moved-link: "Gone" is no longer answered. Write "/a-page/#now".',
        'a-page.md:7 moved-link: "Gone" is no longer answered. Write "/a-page/#now".',
        'a-page.md:7 link: This site has no page /a/it2/. Did you mean "/a/it/"?',
      ],
    ],
    [
      'a page that has become a draft',
      { 'a-page.md': page('Text.\n', 'title: A\ndraft: true'), 'b.md': page('Text.\n', 'title: B') },
      [entry('a', '/a-page/', 'A')],
      [
        'permalinks.txt:1 permalink: The page "A" was promised at /a-page/, and is a draft now. Take "draft: true" out of the page.',
      ],
    ],
  ])('%s', (_name, pages, ledger, expected) => {
    expect(read(pages, ...ledger).told).toEqual(expected)
  })

  test('a category that nobody wrote a page for is told where to write', () => {
    const { site } = readFiles({ ...settings, 'a-page.md': '---\ntitle: A\ncategory: The new name\n---\n\nText.\n' })
    expect(site.pages.some(({ address }) => address === '/the-new-name/')).toBe(true)
    const renamed = readFiles({
      ...settings,
      'a-page.md': '---\ntitle: A\ncategory: The new name\n---\n\nText.\n',
      'permalinks.txt': `${entry('c', '/the-old-name/', 'The old name')}\n`,
    })
    expect(renamed.problems.find(({ rule }) => rule === 'permalink')?.fix).toBe(
      [
        'If it is, write a file index.md for the category, with these lines:',
        '---',
        'title: The new name',
        'category: The new name',
        'layout: index_page',
        'redirect_from: [/the-old-name/]',
        '---',
        'If it is gone for good, add this line to content/permalinks.txt: c retired',
        'or, with what to read instead: c retired /page/#anchor',
      ].join('\n'),
    )
  })

  test('what has come to a page that says something of its answers already joins the lines that are there', () => {
    const { problems } = readFiles({
      ...settings,
      'a-page.md': page(answer('Stayed?'), 'title: A'),
      'b.md': page(
        `${answer('Went first?')}\n${answer('Went second?')}`,
        'title: B\nanswers:\n  went-first:\n    also_asked: [Where is it?]',
      ),
      'permalinks.txt': [
        entry('first', '/a-page/#went-first', 'Went first?'),
        entry('second', '/a-page/#went-second', 'Went second?'),
        '',
      ].join('\n'),
    })
    const lines = (anchor: string, id: string): string =>
      [
        'If it is, write in the front matter of content/b.md, without repeating a line that is there:',
        'answers:',
        `  ${anchor}:`,
        `    redirect_from: [/a-page/#${anchor}]`,
        `If it is gone for good, add this line to content/permalinks.txt: ${id} retired`,
        `or, with what to read instead: ${id} retired /page/#anchor`,
      ].join('\n')
    expect(problems.filter(({ rule }) => rule === 'permalink').map(({ fix }) => fix)).toEqual([
      lines('went-first', 'first'),
      lines('went-second', 'second'),
    ])
  })

  test('where something else stands now, both ways out are told whole', () => {
    const { problems } = readFiles({
      ...settings,
      'a-page.md': page(
        `## Quite different words {#old}\n\nAnd text.\n\n${answer('What was asked long before?')}`,
        'title: A',
      ),
      'permalinks.txt': `${entry('it', '/a-page/#old', 'What was asked before?')}\n`,
    })
    expect(problems.find(({ rule }) => rule === 'permalink')?.fix).toBe(
      [
        'If it is the same in other words, change line 1 of content/permalinks.txt to:',
        entry('it', '/a-page/#old', 'Quite different words'),
        'If it is another, give this heading another anchor: Quite different words {#quite-different-words}',
        'and, for the old one, write at the end of that heading: {#old}',
      ].join('\n'),
    )
  })

  test('headings with the same words that have changed their order, and with it their numbers', () => {
    const texts = {
      fish: 'For a fishing licence, write to the harbour master with two photographs and a letter from your club.',
      stall: 'For a market stall, ask at the town hall on a Tuesday morning, and bring the fee in coins.',
      taxi: 'For a taxi badge, pass the test of streets, then send the note of a doctor and wait for a month or two.',
    }
    const asked = (text: string, anchor = ''): string => `## How do I apply?${anchor}\n\n${text}\n\n`
    const line = (id: string, text: string): string =>
      `${id} 2026-01-31 ${signatureOf(text)} /a-page/#${id} How do I apply?`
    const told = (...parts: string[]) =>
      readFiles({
        ...settings,
        'a-page.md': page(parts.join(''), 'title: A'),
        'permalinks.txt': `${line('how-do-i-apply', texts.fish)}\n${line('how-do-i-apply-1', texts.stall)}\n`,
      })
        .problems.filter(({ severity }) => severity === 'error')
        .map(({ at, what, fix }) => [`${at.line} ${what}`, ...fix.split('\n')])
    const reworded = ['If nothing has changed places, and only the texts are new, change line']

    expect(told(asked(texts.fish), asked(texts.stall))).toEqual([])
    expect(told(asked(texts.fish), asked(texts.taxi))).toEqual([])
    expect(told(asked(texts.taxi), asked(texts.fish), asked(texts.stall))).toEqual([
      [
        '6 /a-page/#how-do-i-apply was promised to the "How do I apply?" that stands in content/a-page.md:10 now.',
        'Give this heading another anchor: How do I apply? {#how-do-i-apply-3}',
        'and write at the end of the one in line 10: {#how-do-i-apply}',
        `${reworded} 1 of content/permalinks.txt to:`,
        line('how-do-i-apply', texts.taxi),
      ],
      [
        '10 /a-page/#how-do-i-apply-1 was promised to the "How do I apply?" that stands in content/a-page.md:14 now.',
        'Write at the end of the one in line 14: {#how-do-i-apply-1}',
        `${reworded} 2 of content/permalinks.txt to:`,
        line('how-do-i-apply-1', texts.fish),
      ],
    ])
    const mended = [
      asked(texts.taxi, ' {#how-do-i-apply-3}'),
      asked(texts.fish, ' {#how-do-i-apply}'),
      asked(texts.stall, ' {#how-do-i-apply-1}'),
    ]
    expect(told(...mended)).toEqual([])
  })

  test('one word of front matter that has gone elsewhere is told where it belongs', () => {
    const { told } = read(
      {
        'a-page.md': page(answer('Left?'), 'title: A\nanswers:\n  went:\n    owner: Someone'),
        'b.md': page(answer('Went?'), 'title: B\nanswers:\n  went:\n    redirect_from: ["/a-page/#went"]'),
      },
      entry('went', '/a-page/#went', 'Went?'),
    )
    expect(told).toEqual([
      'a-page.md:4 front-matter: The answer "went" is at /b/#went now. Move these lines to where it is, under its anchor there.',
    ])
  })
})
