import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { outputFiles } from '../../src/outputs/index.ts'
import { printReviews, reviewData } from '../../src/report/reviews.ts'
import { assets, type Files, page, readFiles, strings } from '../files.ts'

const files: Files = {
  'site.yml': 'name: Help\nurl: https://example.org/help/\nreview_in: 12 months\nowner:\n  name: The library\n',
  'bills.md': page(
    '## Late?\n\nText.\n\n## Early?\n\nText.\n\n## Same day?\n\nText.\n\n## Another’s?\n\nText.\n',
    [
      'title: Bills',
      'last_reviewed: 2026-03-31',
      'review_in: 6 months',
      'owner: Accounts',
      'answers:',
      '  late:',
      '    last_reviewed: 2025-01-31',
      '  same-day:',
      '    last_reviewed: 2026-03-31',
      '    owner: Accounts',
      '  anothers:',
      '    owner: Archive',
    ].join('\n'),
  ),
  'cards.md': page('Text.\n', 'title: Cards\nlast_reviewed: 2026-01-31'),
  'never.md': page('Text.\n', 'title: Never'),
  'permalinks.txt': [
    'late 2026-01-01 0123456789abcdef /bills/#late Late?',
    'cards-id 2026-01-01 0123456789abcdef /cards/ Cards',
    '',
  ].join('\n'),
}

const made = (content: Files): Map<string, string> =>
  new Map(
    [...outputFiles(readFiles(content).site, assets, strings)].map(({ path, content }) => [path, String(content)]),
  )

test('printed by owner, each with what is due first; an answer has its own line where its review is its own', () => {
  expect(`\n${printReviews(readFiles(files).site, '2026-09-30')}\n`).toMatchInlineSnapshot(`
    "
    Accounts: 2 reviews, 1 overdue
      2025-07-31 overdue  Late?
                          content/bills.md:17  /a/late/
      2026-09-30          Bills
                          content/bills.md  /bills/

    Archive: 1 review, 0 overdue
      2026-09-30          Another’s?
                          content/bills.md:29  /bills/#anothers

    The library: 1 review, 0 overdue
      2027-01-31          Cards
                          content/cards.md  /a/cards-id/

    4 reviews, 1 overdue on 2026-09-30. 1 page has no day of review: "last_reviewed" or "review_in" is missing.
    "
  `)
})

test.each([
  ['2026-09-29', false],
  ['2026-09-30', false],
  ['2026-10-01', true],
])('a review is overdue from the day after it was due: on %s, %s', (today, overdue) => {
  const { reviews } = reviewData(readFiles(files).site, today) as { reviews: { title: string }[] }
  expect(reviews.find(({ title }) => title === 'Bills')).toEqual({
    kind: 'page',
    title: 'Bills',
    address: '/bills/',
    owner: 'Accounts',
    last_reviewed: '2026-03-31',
    review_due: '2026-09-30',
    overdue,
    file: 'content/bills.md',
    line: 1,
  })
})

test('without any review, that is said, and there is no calendar, as an empty one is not allowed', () => {
  const none: Files = { 'site.yml': 'name: T\n', 'never.md': page('Text.\n', 'title: Never') }
  expect(printReviews(readFiles(none).site, '2026-09-30')).toBe(
    '0 reviews, 0 overdue on 2026-09-30. 1 page has no day of review: "last_reviewed" or "review_in" is missing.',
  )
  expect(made(none).get('/reviews.json')).toBe('{"version":1,"name":"T","base":"/","reviews":[]}\n')
  expect(made(none).has('/reviews.ics')).toBe(false)
})

test('published as data, sorted, without a word about today', () => {
  expect(JSON.parse(made(files).get('/reviews.json') ?? '')).toMatchInlineSnapshot(`
    {
      "base": "/help/",
      "name": "Help",
      "reviews": [
        {
          "address": "/help/bills/#late",
          "kind": "answer",
          "last_reviewed": "2025-01-31",
          "owner": "Accounts",
          "permalink": "/help/a/late/",
          "review_due": "2025-07-31",
          "title": "Late?",
        },
        {
          "address": "/help/bills/",
          "kind": "page",
          "last_reviewed": "2026-03-31",
          "owner": "Accounts",
          "review_due": "2026-09-30",
          "title": "Bills",
        },
        {
          "address": "/help/bills/#anothers",
          "kind": "answer",
          "last_reviewed": "2026-03-31",
          "owner": "Archive",
          "review_due": "2026-09-30",
          "title": "Another’s?",
        },
        {
          "address": "/help/cards/",
          "kind": "page",
          "last_reviewed": "2026-01-31",
          "owner": "The library",
          "permalink": "/help/a/cards-id/",
          "review_due": "2027-01-31",
          "title": "Cards",
        },
      ],
      "url": "https://example.org/help/",
      "version": 1,
    }
  `)
})

test('published as a calendar', () => {
  expect(made(files).get('/reviews.ics')?.replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
    "BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Answerbook//Reviews//EN
    NAME:Reviews: Help
    X-WR-CALNAME:Reviews: Help
    BEGIN:VEVENT
    UID:review:https://example.org/help/a/late/
    DTSTAMP:20250131T000000Z
    DTSTART;VALUE=DATE:20250731
    SUMMARY:Review: Late?
    DESCRIPTION:Owner: Accounts\\nLast reviewed: 2025-01-31\\nhttps://example.org
     /help/a/late/
    CATEGORIES:Accounts
    URL:https://example.org/help/a/late/
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:review:https://example.org/help/bills/
    DTSTAMP:20260331T000000Z
    DTSTART;VALUE=DATE:20260930
    SUMMARY:Review: Bills
    DESCRIPTION:Owner: Accounts\\nLast reviewed: 2026-03-31\\nhttps://example.org
     /help/bills/
    CATEGORIES:Accounts
    URL:https://example.org/help/bills/
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:review:https://example.org/help/bills/#anothers
    DTSTAMP:20260331T000000Z
    DTSTART;VALUE=DATE:20260930
    SUMMARY:Review: Another’s?
    DESCRIPTION:Owner: Archive\\nLast reviewed: 2026-03-31\\nhttps://example.org/
     help/bills/#anothers
    CATEGORIES:Archive
    URL:https://example.org/help/bills/#anothers
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:review:https://example.org/help/a/cards-id/
    DTSTAMP:20260131T000000Z
    DTSTART;VALUE=DATE:20270131
    SUMMARY:Review: Cards
    DESCRIPTION:Owner: The library\\nLast reviewed: 2026-01-31\\nhttps://example.
     org/help/a/cards-id/
    CATEGORIES:The library
    URL:https://example.org/help/a/cards-id/
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    "
  `)
})

/** The calendar as another program reads it. */
function eventsOf(content: Files): ICAL.Event[] {
  const root = new ICAL.Component(ICAL.parse(made(content).get('/reviews.ics') ?? '') as unknown[])
  return root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
}

test.each<[what: string, text: string]>([
  ['signs that part values', 'A, B; C: D'],
  ['backslashes', 'C:\\new\\, \\; \\n'],
  ['what looks like the end of the event', 'x END:VEVENT BEGIN:VALARM'],
  ['quotes and carets', `"it's" ^n ^^`],
  ['long in letters of one byte', 'word '.repeat(35).trim()],
  ['long in letters of two', 'é'.repeat(180)],
  ['long in letters of three', '東'.repeat(180)],
  ['long in letters of four', '🙂'.repeat(45)],
  ['letters of all lengths', 'aé東🙂'.repeat(30)],
])('an independent program reads the calendar, whatever titles and owners hold: %s', (_what, text) => {
  const site: Files = {
    ...files,
    'site.yml': `name: ${JSON.stringify(text)}\nurl: https://example.org/help/\n`,
    'bills.md': page(
      '## Late?\n\nText.\n',
      `title: ${JSON.stringify(text)}\nlast_reviewed: 2026-03-31\nreview_in: 6 months\nowner: ${JSON.stringify(text)}`,
    ),
  }
  const events = eventsOf(site)
  const [event] = events
  expect(events.length).toBe(1)
  expect(event?.summary).toBe(`Review: ${text}`)
  expect(event?.description).toBe(`Owner: ${text}\nLast reviewed: 2026-03-31\nhttps://example.org/help/bills/`)
  expect(event?.component.getFirstProperty('categories')?.getValues()).toEqual([text])
  const ics = made(site).get('/reviews.ics') ?? ''
  expect(ics.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n\ufffd]/)
  // The parser takes names that it does not know as they stand.
  const escaped = text.replace(/[\\;,]/g, '\\$&')
  expect(ics.replaceAll('\r\n ', '')).toContain(`\r\nNAME:Reviews: ${escaped}\r\nX-WR-CALNAME:Reviews: ${escaped}\r\n`)
})

test('an event is a whole day, and keeps its name when it moves or is reviewed again', () => {
  const before = eventsOf(files)[0]
  expect(before?.startDate.toString()).toBe('2025-07-31')
  expect(before?.startDate.isDate).toBe(true)
  expect(before?.endDate.toString()).toBe('2025-08-01')
  expect(before?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2025-01-31T00:00:00Z')
  const after = eventsOf({
    ...files,
    'bills.md': page('## One?\n\nText.\n', 'title: Bills'),
    'other.md': page(
      '## Too late? {#too-late}\n\nText.\n',
      'title: Other\nlast_reviewed: 2026-05-01\nanswers:\n  too-late:\n    last_reviewed: 2026-06-01\n    redirect_from: ["/bills/#late"]',
    ),
  }).find(({ summary }) => summary === 'Review: Too late?')
  expect(after?.startDate.toString()).toBe('2027-06-01')
  expect(after?.uid).toBe(before?.uid)
})

test('a site that does not know its address has no links in its calendar', () => {
  const [event] = eventsOf({ ...files, 'site.yml': 'name: T\nreview_in: 12 months\n' })
  expect(event?.component.getFirstPropertyValue('url')).toBeNull()
  expect(event?.uid).toBe('review:/a/late/')
})

test('the site’s owner answers for what names none', () => {
  const { reviews } = reviewData(readFiles(files).site, '2026-09-30') as { reviews: { title: string; owner: string }[] }
  expect(reviews.map(({ title, owner }) => [title, owner])).toContainEqual(['Cards', 'The library'])
})
