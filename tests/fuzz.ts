import { random } from './links/edits.ts'

/** A file of a content folder, by its path there, as someone or something has broken it. */
export interface BrokenFile {
  readonly seed: number
  readonly path: string
  /** What was done to it, for the report of a failure. */
  readonly done: readonly string[]
  readonly bytes: Buffer
}

/** Settings and the ledger are broken in turn with the pages: one file in this many is of each kind. */
const settingsFiles = ['site.yml', 'glossary.yml', 'permalinks.txt', 'search-tests.yml'] as const
const oneIn = 20

/** Breaks one of the files, in one to three ways. The same seed and the same files give the same bytes. */
export function breakFile(files: ReadonlyMap<string, string>, seed: number): BrokenFile {
  const chance = new Chance(seed)
  const pages = [...files.keys()].filter((path) => path.endsWith('.md'))
  const path = settingsFiles[seed % oneIn] ?? chance.of(pages)
  const other = files.get(chance.of(pages)) ?? ''
  let bytes: Buffer = Buffer.from(files.get(path) ?? '')
  const done: string[] = []
  for (let times = chance.of([1, 1, 1, 2, 3]); times > 0; times--) {
    const [name, change] = chance.of(ways)
    bytes = change(bytes, chance, other)
    done.push(name)
  }
  return { seed, path, done, bytes }
}

type Change = (bytes: Buffer, chance: Chance, otherPage: string) => Buffer

class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = random(seed)
  }

  /** A whole number from 0, below the limit. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit)
  }

  of<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item
  }

  /** A stretch of a text of the length given. */
  stretch(length: number, longest = 400): [from: number, to: number] {
    const from = this.below(length + 1)
    return [from, Math.min(length, from + this.below(longest))]
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.below(256)))
  }
}

const joined = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))

/** Changes the text line by line; what is no text becomes one first. */
const onLines =
  (change: (lines: string[], chance: Chance) => string[]): Change =>
  (bytes, chance) =>
    Buffer.from(change(bytes.toString().split('\n'), chance).join('\n'))

/** Puts something in, between two lines, half of the time between any two letters. */
const insert =
  (pieces: readonly string[]): Change =>
  (bytes, chance) => {
    const text = bytes.toString()
    const piece = chance.of(pieces)
    const at = chance.below(text.length + 1)
    if (chance.below(2) === 0) return Buffer.from(text.slice(0, at) + piece + text.slice(at))
    const line = text.indexOf('\n', at) + 1
    return Buffer.from(`${text.slice(0, line)}${piece}\n${text.slice(line)}`)
  }

/** Changes a line that looks like `key: value`, anywhere in the file. */
const onValue = (change: (key: string, value: string, chance: Chance) => string): Change =>
  onLines((lines, chance) => {
    const keys = lines.flatMap((line, index) => (/^\s*(- )?[\w"-]+:/.test(line) ? [index] : []))
    if (keys.length === 0) return lines
    const at = chance.of(keys)
    const [, key = '', value = ''] = /^(\s*(?:- )?[\w"-]+):(.*)$/.exec(lines[at] ?? '') ?? []
    return lines.with(at, change(key, value, chance))
  })

const wrongValues = [
  '42',
  '-0',
  '1e999',
  '.nan',
  'true',
  'null',
  '~',
  '',
  '""',
  '" "',
  '[]',
  '{}',
  '[1, [2, [3]]]',
  '{ a: { b: c } }',
  '[[[[[[[[]]]]]]]]',
  '2026-02-31',
  '2026-13-01T00:00:00Z',
  '0x1F',
  '|\n  a\n  b',
  '>-\n',
  '__proto__',
  '{ __proto__: { title: x } }',
  'constructor',
  '../../etc/passwd',
  '/',
  '//',
  '/#',
  '/%',
  '/%ff/',
  '/a/../../b/',
  '[/a, /a, /%zz, "/ /"]',
  'https://',
  'https://[',
  'javascript:alert(1)',
  'mailto:',
  '0 months',
  '9999 years',
  'x'.repeat(5000),
  '"\\ud800"',
  '"\\u0000"',
  '"\\x1b[31m"',
  'é\u0301\u202e\u200b',
  '🙂'.repeat(200),
] as const

const brokenYaml = [
  '\tkey: value',
  'key: value: value',
  'key:value',
  ': ',
  '? [a, b]\n: c',
  '- a\nb: c',
  '  - a\n - b',
  '"',
  "'",
  '[',
  '{',
  ']',
  '}',
  '{ a: [ }',
  '&a [*a]',
  '*nowhere',
  '!!js/function "x"',
  '!<tag:x> y',
  '<<: { title: x }',
  '%YAML 9.9',
  '%',
  '@',
  '`',
  '---',
  '--- more',
  '...',
  '---\n---',
  '# ignore unknown-key',
  '# ignore',
  '# ignore unknown-key: because',
  '# ignore front-matter: because',
  'title: again',
  '? ',
  '|',
  '>',
  '__proto__: { a: b }',
  'toString: x',
  '1: 2',
  'null: null',
  '? null\n: null',
  '"\\q"',
  `${'['.repeat(49)}${']'.repeat(49)}`,
  '['.repeat(60),
  Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
] as const

const brokenMarkdown = [
  '[',
  '](',
  '![',
  '[a](#',
  '[a](#nowhere)',
  '[a](%)',
  '[a](%2e%2e/%00)',
  '[a](<b c>)',
  '[a](no-such-page.md#x)',
  '[a](/a/no-such-permalink/)',
  '![](no-such-picture.png)',
  '[a]: /b',
  '[^1]',
  '[^1]: [^1]',
  '[^1]: [^2]\n\n[^2]: [^1]',
  '^[',
  '```',
  '````\n```',
  '~~~ js {x=y}',
  '`` ` ',
  '<!--',
  '-->',
  '<!-- ignore',
  '<!-- ignore raw-html -->',
  '<!-- ignore raw-html: why\nand\nwhy -->',
  '<script>',
  '</p><p>',
  '<details><summary>',
  '<![CDATA[',
  '<?php',
  '&#0;',
  '&#xd800;',
  '&nbsp',
  '## ',
  '##',
  '## {#}',
  '## {#a b}',
  '## Same {#same}\n\n## Same {#same}',
  '# Title',
  '####### seven',
  '###### six',
  '## ##',
  '## ![](x.png)',
  '## [a](#b)',
  '## `code` & <b>',
  '## 🙂',
  '## ...',
  'Heading\n=======',
  'Heading\n---',
  '> [!NOTE',
  '> [!NOTE]',
  '> [!WARNING] Title\n>',
  '> > > [!TIP]\n> > > x',
  '|',
  '| a |\n| - | - |',
  '| a | b |\n| :-: | --: |\n| \\| |',
  'Term\n: ',
  ': ',
  '~~~~',
  '**',
  '***a**b*',
  '\\',
  '{{ x }} {% y %}',
  '{: .class #id}',
  '- \n- \n  - ',
  '1. a\n2) b\n- c',
  '    code',
  'https://example.org/?q=%',
  'www.example.org/((((',
  '<https://example.org/ >',
  '\u202eright to left',
  '\u2028\u2029\u0085',
  '\ufeff',
  '\u001b[2J',
] as const

/** Each more than a page has any use for, some of them beyond what is read at all. */
const tooMuch: readonly ((chance: Chance) => string)[] = [
  () => 'x'.repeat(120_000),
  () => 'word '.repeat(5000),
  () => 'word\n'.repeat(6000),
  () => '## Same?\n\nText.\n\n'.repeat(300),
  () => '## Same?\n'.repeat(1200),
  (chance) => '>'.repeat(chance.of([50, 5000])),
  (chance) => '- '.repeat(chance.of([50, 5000])),
  (chance) => '['.repeat(chance.of([50, 15_000])),
  () => '[a]('.repeat(3000),
  () => '*a **b '.repeat(2000),
  () => '<!-- a\n\n'.repeat(5000),
  () => `|${' a |'.repeat(500)}\n|${' - |'.repeat(500)}\n${`|${' b |'.repeat(500)}\n`.repeat(20)}`,
  () => Array.from({ length: 500 }, (_, n) => `[^${n}]`).join(' '),
  () => Array.from({ length: 500 }, (_, n) => `[r${n}]: /nowhere-${n}/\n`).join(''),
  () => '![](no.png) '.repeat(1000),
  () => 'ABC XYZ QQQ '.repeat(1000),
  () => `${'k: '.repeat(40)}v`,
  () => Array.from({ length: 3000 }, (_, n) => `key${n}: ${n}`).join('\n'),
  () => 'x'.repeat(2_100_000),
]

/** Every way of breaking a file, by name. */
const ways: readonly (readonly [string, Change])[] = [
  ['cut short', (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1))],
  ['cut at its start', (bytes, chance) => bytes.subarray(chance.below(Math.min(bytes.length, 600) + 1))],
  [
    'a hole',
    (bytes, chance) => {
      const [from, to] = chance.stretch(bytes.length)
      return joined(bytes.subarray(0, from), bytes.subarray(to))
    },
  ],
  [
    'a stretch doubled',
    (bytes, chance) => {
      const [from, to] = chance.stretch(bytes.length)
      return joined(bytes.subarray(0, to), bytes.subarray(from))
    },
  ],
  ['doubled whole', (bytes) => joined(bytes, bytes)],
  [
    'bytes shuffled',
    (bytes, chance) => {
      const [from, to] = chance.stretch(bytes.length, 60)
      const order = [...bytes.subarray(from, to)]
      for (let at = order.length - 1; at > 0; at--) {
        const other = chance.below(at + 1)
        ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
      }
      return joined(bytes.subarray(0, from), Buffer.from(order), bytes.subarray(to))
    },
  ],
  [
    'bytes changed',
    (bytes, chance) => {
      const copy = Buffer.from(bytes)
      for (let times = 1 + chance.below(8); times > 0; times--) copy[chance.below(copy.length)] = chance.below(256)
      return copy
    },
  ],
  [
    'letters changed',
    (bytes, chance) => {
      const copy = Buffer.from(bytes)
      for (let times = 1 + chance.below(8); times > 0; times--) copy[chance.below(copy.length)] = 32 + chance.below(95)
      return copy
    },
  ],
  ['only bytes', (_bytes, chance) => chance.bytes(chance.of([1, 10, 1000]))],
  [
    'bytes put in',
    (bytes, chance) => {
      const at = chance.below(bytes.length + 1)
      return joined(bytes.subarray(0, at), chance.bytes(1 + chance.below(20)), bytes.subarray(at))
    },
  ],
  ['UTF-16', (bytes) => joined(Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), 'utf16le'))],
  ['Latin-1', (bytes) => Buffer.from(`${bytes.toString()}é`, 'latin1')],
  ['a byte-order mark', (bytes) => joined('\ufeff', bytes)],
  ['empty', () => Buffer.alloc(0)],
  ['only blank lines', (_bytes, chance) => Buffer.from(chance.of(['\n', '   ', '\n\n\n\t\n', '\r\r\n']))],
  ['other line ends', (bytes, chance) => Buffer.from(bytes.toString().replaceAll('\n', chance.of(['\r\n', '\r'])))],
  ['one line', (bytes) => Buffer.from(bytes.toString().replaceAll('\n', ' '))],
  ['a line taken out', onLines((lines, chance) => lines.toSpliced(chance.below(lines.length), 1))],
  [
    'a line doubled',
    onLines((lines, chance) => {
      const at = chance.below(lines.length)
      return lines.toSpliced(at, 0, lines[at] ?? '')
    }),
  ],
  [
    'two lines swapped',
    onLines((lines, chance) => {
      const [one, other] = [chance.below(lines.length), chance.below(lines.length)]
      return lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '')
    }),
  ],
  [
    'lines turned round',
    onLines((lines, chance) => {
      const [from, to] = chance.stretch(lines.length, 20)
      return [...lines.slice(0, from), ...lines.slice(from, to).reverse(), ...lines.slice(to)]
    }),
  ],
  [
    'a line indented',
    onLines((lines, chance) => {
      const at = chance.below(lines.length)
      return lines.with(at, chance.of([' ', '   ', '      ', '\t']) + lines[at])
    }),
  ],
  [
    'what is left of a merge',
    onLines((lines, chance) => {
      const [from, to] = chance.stretch(lines.length, 10)
      const own = lines.slice(from, to)
      return [...lines.slice(0, from), '<<<<<<< HEAD', ...own, '=======', ...own, '>>>>>>> other', ...lines.slice(to)]
    }),
  ],
  ['a wrong value', onValue((key, _value, chance) => `${key}: ${chance.of(wrongValues)}`)],
  ['a wrong value, too', onValue((key, _value, chance) => `${key}: ${chance.of(wrongValues)}`)],
  [
    'a value in another place',
    onValue((key, value, chance) => `${key}:${chance.of(['\n  -', '\n    x:', '- '])}${value}`),
  ],
  [
    'a misspelt key',
    onValue((key, value, chance) => {
      const at = chance.below(key.length)
      return `${key.slice(0, at)}${chance.of(['', 'x', '_'])}${key.slice(at + 1)}:${value}`
    }),
  ],
  ['a key without a value', onValue((key) => `${key}:`)],
  ['broken YAML', insert(brokenYaml)],
  [
    'broken YAML on top',
    (bytes, chance) => {
      const text = bytes.toString()
      const line = text.startsWith('---\n') ? 4 : 0
      return Buffer.from(`${text.slice(0, line)}${chance.of(brokenYaml)}\n${text.slice(line)}`)
    },
  ],
  ['broken Markdown', insert(brokenMarkdown)],
  ['broken Markdown, too', insert(brokenMarkdown)],
  [
    'a piece of another page',
    (bytes, chance, other) => {
      const at = chance.below(bytes.length + 1)
      const [from, to] = chance.stretch(other.length, 3000)
      return joined(bytes.subarray(0, at), other.slice(from, to), bytes.subarray(at))
    },
  ],
  ['another page behind it', (bytes, _chance, other) => joined(bytes, '\n', other)],
  [
    'too much',
    (bytes, chance) => {
      const at = bytes.indexOf('\n', chance.below(bytes.length + 1)) + 1
      return joined(bytes.subarray(0, at), chance.of(tooMuch)(chance), '\n', bytes.subarray(at))
    },
  ],
]
