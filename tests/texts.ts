import fc from 'fast-check'
import { brokenMarkdown, brokenYaml, wrongValues } from './fuzz.ts'

/** What a person, a program or an enemy may type: any sign of Unicode, and those that have harmed others. */
const anySign = fc.string({ unit: 'binary', maxLength: 40 })
const strangeSigns = fc
  .array(
    fc.constantFrom(
      ...['\u202e', '\u2066', '\u2069', '\u200b', '\u200d', '\ufeff', '\u00ad', '\u0301', '\u2028', '\u0085', '\ud800'],
      ...['а', 'Ꭺ', '\u{1d5ba}', 'ﬁ', 'İ', 'ß', 'ﷺ', '👨‍👩‍👧', '\u0000', '\u001b[2J', '\r', '\t'],
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '<script>', '"', "'", '&amp;', '%00', '%zz', '../'],
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((signs) => signs.join(''))

const words = fc
  .array(fc.constantFrom('how', 'do', 'I', 'renew', 'a', 'certificate', 'ITK', 'café', 'Ωmega', 'post-event'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) => list.join(' '))

/** A line of text of any kind. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: strangeSigns },
  { weight: 1, arbitrary: anySign },
)

/** The target of a link, good or bad. */
export const anyTarget = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...[
        'other.md',
        'other.md#two',
        './other.md?q=1#two',
        '/other/',
        '/other/#two',
        '/other',
        'pictures/plan.png',
        '#',
      ],
      ...['https://example.org/a_(b)?x=1&y=%20#z', 'mailto:a@example.org', 'tel:+44', 'other%2emd', '<other.md>'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        '//example.org',
        'javascript:x',
        'JaVa\tScript:x',
        'data:text/html,x',
        'plan.png',
        '../../etc/passwd',
        '%2e%2e/x',
      ],
      ...[
        '#one',
        '',
        '?',
        '/a/two/',
        '<a b>',
        'other.md#__proto__',
        '/constructor/',
        '\\\\example.org',
        'other.md#%zz',
      ],
      ...['a:b', '.', '..', '/'],
    ),
  },
  { weight: 1, arbitrary: anyText },
)

const inline = fc.oneof(
  anyText,
  fc.tuple(anyText, anyTarget).map(([text, target]) => `[${text}](${target})`),
  fc.tuple(anyText, anyTarget).map(([text, target]) => `![${text}](${target} "t")`),
  fc.tuple(anyText, anyTarget).map(([text, target]) => `[${text}](<${target}>)`),
  fc.constantFrom(
    '[two][]',
    '[two]',
    '[x][two]',
    '[^1]',
    '`code`',
    '`` ` ``',
    '**a**',
    '*b',
    '~~c~~',
    '<br>',
    '<sup>2</sup>',
  ),
)

const block = fc.oneof(
  { weight: 4, arbitrary: fc.array(inline, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ')) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), inline).map(([level, text]) => `${'#'.repeat(level)} ${text}`),
  },
  { weight: 1, arbitrary: fc.tuple(anyText, anyText).map(([text, anchor]) => `## ${text} {#${anchor}}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('two', '1', '^1', 'Two '), anyTarget).map(([label, to]) => `[${label}]: ${to}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('> ', '- ', '1. ', '    ', '> [!NOTE]\n> ', ': '), inline)
      .map((two) => two.join('')),
  },
  { weight: 1, arbitrary: fc.tuple(inline, inline).map(([a, b]) => `| ${a} | ${b} |\n| :- | -: |\n| ${b} | ${a} |`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('```', '~~~js', '````'), anyText)
      .map(([fence, text]) => `${fence}\n${text}\n${fence}`),
  },
  { weight: 2, arbitrary: fc.constantFrom(...brokenMarkdown) },
)

/** The body of a page: blocks of Markdown, whole and broken. */
export const anyMarkdown = fc
  .array(fc.tuple(block, fc.constantFrom('\n\n', '\n', '\n\n\n', '')), { maxLength: 8 })
  .map((blocks) => blocks.flat().join(''))

const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        'title',
        'layout',
        'category',
        'sub_category',
        'sub_categories',
        'description',
        'slug',
        'order',
        'draft',
        'lang',
      ],
      ...[
        'redirect_from',
        'permalink',
        'last_reviewed',
        'review_in',
        'owner',
        'sources',
        'answers',
        'glossary',
        'tags',
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'titel', '"a b"', '1', 'null', '? x'),
  },
)

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...wrongValues) },
  { weight: 3, arbitrary: anyText.map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: anyText },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'index_page',
        'content_page',
        'true',
        '3',
        '2026-01-31',
        '12 months',
        'en-GB',
        '[/old/, /old/#one]',
        '/x.html',
      ],
      ...['[{ title: A, url: "https://example.org/" }, B]', '{ one: { also_asked: [x y], owner: Z } }'],
      ...['{ __proto__: { also_asked: [x] }, constructor: { owner: Z } }', '[{ title: One }, Two]'],
    ),
  },
)

/** Front matter between its fences: mostly with what a page must have, at times not YAML at all. */
export const anyFrontMatter = fc
  .tuple(
    fc.constantFrom('title: A page\ncategory: Topic\n', 'title: A page\ncategory: Topic\n', 'title: A page\n', ''),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.tuple(key, value).map(([key, value]) => `${key}: ${value}`) },
        { weight: 1, arbitrary: fc.constantFrom(...brokenYaml) },
      ),
      { maxLength: 2 },
    ),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('---\n') },
      { weight: 1, arbitrary: fc.constantFrom('', '--- \n', '----\n') },
    ),
  )
  .map(([first, lines, end]) => `---\n${first}${lines.join('\n')}${lines.length > 0 ? '\n' : ''}${end}`)
