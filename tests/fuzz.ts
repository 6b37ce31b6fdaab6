import fc from 'fast-check'

/** A file of a content folder, by its path there, as someone or something has broken it. */
export interface BrokenFile {
  readonly path: string
  /** What was done to it, for the report of a failure. */
  readonly done: readonly string[]
  readonly bytes: Buffer
}

/** Settings and the ledger are broken in turn with the pages, each one time in twenty. */
const settingsFiles = ['site.yml', 'glossary.yml', 'permalinks.txt', 'search-tests.yml'] as const

/** Any of the files, broken in one to three ways. A failure shrinks to fewer ways, nearer to the start of the file. */
export function brokenFile(files: ReadonlyMap<string, string>): fc.Arbitrary<BrokenFile> {
  const pages = [...files.keys()].filter((path) => path.endsWith('.md'))
  const path = fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(...pages) },
    { weight: 4, arbitrary: fc.constantFrom(...settingsFiles) },
  )
  const way = fc.oneof(...ways(fc.constantFrom(...pages).map((other) => files.get(other) ?? '')))
  const times = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(way) },
    { weight: 1, arbitrary: fc.tuple(way, way) },
    { weight: 1, arbitrary: fc.tuple(way, way, way) },
  )
  return fc.tuple(path, times).map(([path, changes]) => {
    const bytes = changes.reduce<Buffer>((before, { change }) => change(before), Buffer.from(files.get(path) ?? ''))
    const done = changes.map(({ name }) => name)
    return { path, done, bytes, [fc.toStringMethod]: () => `${path}: ${done.join(', ')}\n${excerpt(bytes)}` }
  })
}

/** As much of a broken file as fits on a screen. */
const excerpt = (bytes: Buffer): string => JSON.stringify(bytes.toString().slice(0, 3000))

type Change = (bytes: Buffer) => Buffer

interface Way {
  readonly name: string
  readonly change: Change
}

const way = <Choice>(name: string, choice: fc.Arbitrary<Choice>, change: (bytes: Buffer, choice: Choice) => Buffer) =>
  choice.map((chosen): Way => ({ name, change: (bytes) => change(bytes, chosen) }))

const always = (name: string, change: Change) => way(name, fc.constant(undefined), change)

/** A place in something whose length is not known yet, from 0 up to but not 1. */
const share = fc.nat(999_999).map((millionths) => millionths / 1_000_000)

/** The place among so many. */
const at = (part: number, count: number): number => Math.floor(part * count)

/** Where a stretch begins, and how long it is. */
const stretch = (longest = 400) => fc.tuple(share, fc.nat(longest - 1))

const ends = ([part, length]: readonly [number, number], whole: number): [from: number, to: number] => {
  const from = at(part, whole + 1)
  return [from, Math.min(whole, from + length)]
}

const joined = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))

const bytesOf = (shortest: number, longest: number) =>
  fc.uint8Array({ minLength: shortest, maxLength: longest }).map((bytes) => Buffer.from(bytes))

/** Changes the text line by line; what is no text becomes one first. */
const onLines = <Choice>(
  name: string,
  choice: fc.Arbitrary<Choice>,
  change: (lines: string[], choice: Choice) => string[],
) => way(name, choice, (bytes, chosen) => Buffer.from(change(bytes.toString().split('\n'), chosen).join('\n')))

/** Puts something in, between two lines, half of the time between any two letters. */
const insert = (name: string, pieces: readonly string[]) =>
  way(name, fc.tuple(fc.constantFrom(...pieces), share, fc.boolean()), (bytes, [piece, part, anywhere]) => {
    const text = bytes.toString()
    const place = at(part, text.length + 1)
    if (anywhere) return Buffer.from(text.slice(0, place) + piece + text.slice(place))
    const line = text.indexOf('\n', place) + 1
    return Buffer.from(`${text.slice(0, line)}${piece}\n${text.slice(line)}`)
  })

/** Changes a line that looks like `key: value`, anywhere in the file. */
const onValue = <Choice>(
  name: string,
  choice: fc.Arbitrary<Choice>,
  change: (key: string, value: string, choice: Choice) => string,
) =>
  onLines(name, fc.tuple(share, choice), (lines, [part, chosen]) => {
    const keys = lines.flatMap((line, index) => (/^\s*(- )?[\w"-]+:/.test(line) ? [index] : []))
    const line = keys[at(part, keys.length)]
    if (line === undefined) return lines
    const [, key = '', value = ''] = /^(\s*(?:- )?[\w"-]+):(.*)$/.exec(lines[line] ?? '') ?? []
    return lines.with(line, change(key, value, chosen))
  })

export const wrongValues = [
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

export const brokenYaml = [
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

export const brokenMarkdown = [
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
const tooMuch: readonly (() => string)[] = [
  () => 'x'.repeat(120_000),
  () => 'word '.repeat(5000),
  () => 'word\n'.repeat(6000),
  () => '## Same?\n\nText.\n\n'.repeat(300),
  () => '## Same?\n'.repeat(1200),
  () => '>'.repeat(50),
  () => '>'.repeat(5000),
  () => '- '.repeat(50),
  () => '- '.repeat(5000),
  () => '['.repeat(50),
  () => '['.repeat(15_000),
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

/** Every way of breaking a file, by name; `other` is the text of another page. */
const ways = (other: fc.Arbitrary<string>): fc.Arbitrary<Way>[] => [
  way('cut short', share, (bytes, part) => bytes.subarray(0, at(part, bytes.length + 1))),
  way('cut at its start', share, (bytes, part) => bytes.subarray(at(part, Math.min(bytes.length, 600) + 1))),
  way('a hole', stretch(), (bytes, hole) => {
    const [from, to] = ends(hole, bytes.length)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  }),
  way('a stretch doubled', stretch(), (bytes, doubled) => {
    const [from, to] = ends(doubled, bytes.length)
    return joined(bytes.subarray(0, to), bytes.subarray(from))
  }),
  always('doubled whole', (bytes) => joined(bytes, bytes)),
  way('bytes shuffled', fc.tuple(stretch(60), fc.array(share, { maxLength: 60 })), (bytes, [shuffled, order]) => {
    const [from, to] = ends(shuffled, bytes.length)
    const copy = Buffer.from(bytes)
    for (const [index, part] of order.entries()) {
      const [one, two] = [from + index, from + at(part, to - from)]
      if (one < to) [copy[one], copy[two]] = [copy[two] ?? 0, copy[one] ?? 0]
    }
    return copy
  }),
  way('bytes changed', fc.array(fc.tuple(share, fc.nat(255)), { minLength: 1, maxLength: 8 }), changed),
  way(
    'letters changed',
    fc.array(fc.tuple(share, fc.integer({ min: 32, max: 126 })), { minLength: 1, maxLength: 8 }),
    changed,
  ),
  way('only bytes', bytesOf(1, 1000), (_bytes, only) => only),
  way('bytes put in', fc.tuple(share, bytesOf(1, 20)), (bytes, [part, more]) => {
    const place = at(part, bytes.length + 1)
    return joined(bytes.subarray(0, place), more, bytes.subarray(place))
  }),
  always('UTF-16', (bytes) => joined(Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), 'utf16le'))),
  always('Latin-1', (bytes) => Buffer.from(`${bytes.toString()}é`, 'latin1')),
  always('a byte-order mark', (bytes) => joined('\ufeff', bytes)),
  always('empty', () => Buffer.alloc(0)),
  way('only blank lines', fc.constantFrom('\n', '   ', '\n\n\n\t\n', '\r\r\n'), (_bytes, blank) => Buffer.from(blank)),
  way('other line ends', fc.constantFrom('\r\n', '\r'), (bytes, end) =>
    Buffer.from(bytes.toString().replaceAll('\n', end)),
  ),
  always('one line', (bytes) => Buffer.from(bytes.toString().replaceAll('\n', ' '))),
  onLines('a line taken out', share, (lines, part) => lines.toSpliced(at(part, lines.length), 1)),
  onLines('a line doubled', share, (lines, part) => {
    const line = at(part, lines.length)
    return lines.toSpliced(line, 0, lines[line] ?? '')
  }),
  onLines('two lines swapped', fc.tuple(share, share), (lines, parts) => {
    const [one, two] = [at(parts[0], lines.length), at(parts[1], lines.length)]
    return lines.with(one, lines[two] ?? '').with(two, lines[one] ?? '')
  }),
  onLines('lines turned round', stretch(20), (lines, turned) => {
    const [from, to] = ends(turned, lines.length)
    return [...lines.slice(0, from), ...lines.slice(from, to).reverse(), ...lines.slice(to)]
  }),
  onLines('a line indented', fc.tuple(share, fc.constantFrom(' ', '   ', '      ', '\t')), (lines, [part, indent]) => {
    const line = at(part, lines.length)
    return lines.with(line, indent + lines[line])
  }),
  onLines('what is left of a merge', stretch(10), (lines, merged) => {
    const [from, to] = ends(merged, lines.length)
    const own = lines.slice(from, to)
    return [...lines.slice(0, from), '<<<<<<< HEAD', ...own, '=======', ...own, '>>>>>>> other', ...lines.slice(to)]
  }),
  onValue('a wrong value', fc.constantFrom(...wrongValues), (key, _value, wrong) => `${key}: ${wrong}`),
  onValue('a wrong value, too', fc.constantFrom(...wrongValues), (key, _value, wrong) => `${key}: ${wrong}`),
  onValue(
    'a value in another place',
    fc.constantFrom('\n  -', '\n    x:', '- '),
    (key, value, place) => `${key}:${place}${value}`,
  ),
  onValue('a misspelt key', fc.tuple(share, fc.constantFrom('', 'x', '_')), (key, value, [part, sign]) => {
    const place = at(part, key.length)
    return `${key.slice(0, place)}${sign}${key.slice(place + 1)}:${value}`
  }),
  onValue('a key without a value', fc.constant(undefined), (key) => `${key}:`),
  insert('broken YAML', brokenYaml),
  way('broken YAML on top', fc.constantFrom(...brokenYaml), (bytes, broken) => {
    const text = bytes.toString()
    const line = text.startsWith('---\n') ? 4 : 0
    return Buffer.from(`${text.slice(0, line)}${broken}\n${text.slice(line)}`)
  }),
  insert('broken Markdown', brokenMarkdown),
  insert('broken Markdown, too', brokenMarkdown),
  way('a piece of another page', fc.tuple(other, share, stretch(3000)), (bytes, [text, part, piece]) => {
    const place = at(part, bytes.length + 1)
    const [from, to] = ends(piece, text.length)
    return joined(bytes.subarray(0, place), text.slice(from, to), bytes.subarray(place))
  }),
  way('another page behind it', other, (bytes, text) => joined(bytes, '\n', text)),
  way('too much', fc.tuple(share, fc.constantFrom(...tooMuch)), (bytes, [part, much]) => {
    const place = bytes.indexOf('\n', at(part, bytes.length + 1)) + 1
    return joined(bytes.subarray(0, place), much(), '\n', bytes.subarray(place))
  }),
]

function changed(bytes: Buffer, changes: readonly (readonly [part: number, byte: number])[]): Buffer {
  const copy = Buffer.from(bytes)
  for (const [part, byte] of changes) copy[at(part, copy.length)] = byte
  return copy
}
