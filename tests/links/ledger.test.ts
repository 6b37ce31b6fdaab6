import { describe, expect, test } from 'vitest'
import { enter } from '../../src/links/enter.ts'
import { asciiId, newId } from '../../src/links/ids.ts'
import { printLedger, readLedger } from '../../src/links/ledger.ts'
import type { Site } from '../../src/model.ts'
import { type Files, page, readFiles, settings } from '../files.ts'

const read = (text: string) => readLedger('permalinks.txt', text.split('\n'))
const told = (text: string): string[] => read(text).problems.map(({ at, what }) => `${at.line} ${what}`)

const line = (id: string, address: string, question = 'Which?', day = '2026-01-31'): string =>
  `${id} ${day} 0123456789abcdef ${address} ${question}`

describe('the ledger as a file', () => {
  test('what is printed is read again, and printed the same', () => {
    const text = printLedger(
      read(
        [
          line('b', '/x/#b'),
          'b was /old page.html',
          'b was /x/#%20',
          line('a', '/ünïcode/#ö', 'A question  with "signs" # and more?'),
          'a retired /x/',
          '# A note.',
        ]
          .join('\n')
          .replace('/old page', '/old%20page'),
      ).permalinks,
      ['# A note.'],
    )
    expect(text.split('\n').slice(2)).toEqual([
      '# A note.',
      'a 2026-01-31 0123456789abcdef /ünïcode/#ö A question with "signs" # and more?',
      'a retired /x/',
      'b 2026-01-31 0123456789abcdef /x/#b Which?',
      'b was /old%20page.html',
      '',
    ])
    expect(printLedger(read(text).permalinks, text.split('\n'))).toBe(text)
  })

  test('git may put the lines of two branches together in any order', () => {
    const ours = [line('a', '/x/#a'), line('b', '/y/#b'), 'b was /x/#b']
    const theirs = [line('a', '/x/#a', 'Which?', '2026-01-01'), line('b', '/x/#b', 'Which now?'), line('c', '/x/#c')]
    const { permalinks, problems } = read([...theirs, ...ours].join('\n'))
    expect(problems).toEqual([])
    expect(permalinks.map(({ id, day, address, former }) => [id, day, address, ...former])).toEqual([
      ['a', '2026-01-01', '/x/#a'],
      ['b', '2026-01-31', '/y/#b', '/x/#b'],
      ['c', '2026-01-31', '/x/#c'],
    ])
    expect(read([...ours, ...theirs].join('\n')).permalinks[1]?.address).toBe('/y/#b')
  })

  test('what is no ledger at all is told in a few lines', () => {
    const all = told(Array(50).fill('no ledger').join('\n'))
    expect(all).toHaveLength(21)
    expect(all.at(-1)).toBe('21 From here on, 30 more lines cannot be read.')
  })

  test('what cannot be read is told, line by line, and the rest is kept', () => {
    expect(
      told(
        [
          line('a', '/x/#a'),
          '<<<<<<< HEAD',
          line('a', '/y/#a'),
          '=======',
          'no entry',
          'b was /x/',
          'c retired',
          line('d', '/x";}/'),
          'a was /{path}/',
        ].join('\n'),
      ),
    ).toEqual([
      '2 Git has left the mark of a merge here.',
      '3 The id "a" is given to /x/#a in line 1 already.',
      '4 Git has left the mark of a merge here.',
      '5 This line of the ledger cannot be read.',
      '8 This line of the ledger cannot be read.',
      '9 This line of the ledger cannot be read.',
      '6 The ledger has no permalink "b".',
      '7 The ledger has no permalink "c".',
    ])
  })
})

describe('ids', () => {
  test.each([
    ['what-is-itk', 'what-is-itk'],
    ['Où est-ce ?', 'ou-est-ce'],
    ['straße', 'strasse'],
    ['日本語', ''],
    ['a--b', 'a-b'],
    [`${'word-'.repeat(20)}end`, 'word-word-word-word-word-word-word-word-word-word-word-word'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('%s -> %s', (words, id) => {
    expect(asciiId(words)).toBe(id)
  })

  test('one that is taken gets its page in front, then a number', () => {
    expect(newId('/page/#who', 'answer', new Set())).toBe('who')
    expect(newId('/page/#who', 'answer', new Set(['who']))).toBe('page-who')
    expect(newId('/page/#who', 'answer', new Set(['who', 'page-who']))).toBe('page-who-2')
    expect(newId('/page/', 'page', new Set(['page']))).toBe('page-page')
    expect(newId('/glossary/#itk', 'term', new Set())).toBe('glossary-itk')
    expect(newId('/日本/#語', 'answer', new Set())).toBe('answer')
  })
})

describe('entering', () => {
  const files: Files = { ...settings, 'a-page.md': page('## One?\n\nFirst things come first.\n') }
  const entered = (site: Site): string => printLedger(enter(site, '2026-02-01').ledger)
  const again = (content: Files, ledger: string) => readFiles({ ...content, 'permalinks.txt': ledger })

  test('a day is written once, and nothing changes without a reason', () => {
    const ledger = entered(readFiles(files).site)
    const { site, problems } = again(files, ledger)
    expect(problems).toEqual([])
    expect(enter(site, '2027-01-01')).toMatchObject({ added: [], moved: [] })
    expect(printLedger(enter(site, '2027-01-01').ledger)).toBe(ledger)
  })

  test('what is not entered is one warning for all, and an error when that is asked for', () => {
    const ledger = entered(readFiles(files).site)
    const more = again({ ...files, 'b.md': page('## Two?\n\nText.\n', 'title: B') }, ledger)
    expect(more.problems.map(({ rule, severity, what }) => `${severity} ${rule} ${what}`)).toEqual([
      'warning not-entered 2 answers and pages are not in the ledger yet, such as "Two?".',
    ])
  })

  test('an id is never given again, not even when its answer is gone', () => {
    const ledger = `${entered(readFiles(files).site)}one retired\n`
    const { site } = again(
      { ...settings, 'a-page.md': page('## Two?\n\nText.\n'), 'b.md': page('## One?\n\nOther.\n', 'title: B') },
      ledger,
    )
    expect(enter(site, '2026-03-01').added.map(({ id, address }) => `${id} ${address}`)).toContain('b-one /b/#one')
  })

  test('merged answers keep both permalinks, and one is offered', () => {
    const both: Files = { ...settings, 'a-page.md': page('## One?\n\nFirst.\n\n## Two?\n\nSecond.\n') }
    const ledger = entered(readFiles(both).site)
    const merged: Files = {
      ...settings,
      'a-page.md': page(
        '## Two?\n\nSecond. First.\n',
        'title: A page\nanswers:\n  two:\n    redirect_from: ["/a-page/#one"]',
      ),
    }
    const { site, problems } = again(merged, ledger)
    expect(problems).toEqual([])
    expect(site.links.ids.get('/a-page/#two')).toBe('two')
    expect(site.links.anchors.get('/a-page/#two')).toEqual(['one'])
    const after = enter(site, '2026-03-01')
    expect(after.moved).toEqual([{ id: 'one', from: '/a-page/#one', to: '/a-page/#two' }])
    // From now on the ledger remembers, and the author may forget.
    const forgotten = again(
      { ...settings, 'a-page.md': page('## Two?\n\nSecond. First.\n') },
      printLedger(after.ledger),
    )
    expect(forgotten.problems).toEqual([])
    expect(forgotten.site.links.former.get('/a-page/#one')).toEqual({
      kind: 'moved',
      address: '/a-page/#two',
      title: 'Two?',
    })
  })
})
