import type { Files } from './files.ts'

/**
 * Content as an enemy would write it. What can be told apart is refused, under the rule named; the rest is shown as the
 * plain text that it is. Whatever would run says so by setting `window.tricked`.
 */
export interface HostileCase {
  readonly name: string
  /** Files beside a harmless page; those that are shown have a slug of their own each. */
  readonly files: Files
  /** The rule that refuses it, or `shown`. */
  readonly outcome: string
}

const run = 'window.tricked=1'
const page = (slug: string, body: string, more = ''): Files => ({
  [`${slug}.md`]: `---\ntitle: Page ${slug}\ncategory: Topic\n${more}---\n\n## What is ${slug}?\n\n${body}\n`,
})
const front = (lines: string): Files => ({ 'bad.md': `---\n${lines}\n---\n\n## Why?\n\nText.\n` })
const titled = (slug: string, title: string): Files => ({
  [`${slug}.md`]: `---\ntitle: ${JSON.stringify(title)}\ncategory: Topic\n---\n\n## Why ${slug}?\n\nText.\n`,
})
const big = (text: string, times: number): string => text.repeat(times)

const signature = '0123456789abcdef'
/** An entry of the ledger for an answer that is gone, so that all that it says is shown. */
const gone = (id: string, question: string, address = `/gone/#${id}`): string =>
  `${id} 2026-01-01 ${signature} ${address} ${question}\n${id} retired\n`
const ledger = (text: string): Files => ({ 'permalinks.txt': text })
const drawing = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`
const shownDrawing = (name: string, text: string | Buffer): HostileCase => ({
  name,
  files: { ...page('bad', '![x](x.svg)'), 'x.svg': Buffer.from(text) },
  outcome: 'file-type',
})

export const hostileCases: readonly HostileCase[] = [
  // Front matter that is more than data
  {
    name: 'JavaScript front matter',
    files: { 'bad.md': `---js\n{ title: (globalThis.tricked = 1) }\n---\n` },
    outcome: 'front-matter',
  },
  {
    name: 'JavaScript by its long name',
    files: { 'bad.md': `---javascript\n{ title: (globalThis.tricked = 1) }\n---\n` },
    outcome: 'front-matter',
  },
  { name: 'CoffeeScript front matter', files: { 'bad.md': '---coffee\ntitle: x\n---\n' }, outcome: 'front-matter' },
  { name: 'JSON front matter', files: { 'bad.md': '---json\n{ "title": "x" }\n---\n' }, outcome: 'front-matter' },
  {
    name: 'a YAML tag that makes a function',
    files: front('title: !!js/function "function(){}"\ncategory: T'),
    outcome: 'front-matter',
  },
  {
    name: 'a YAML tag that makes a pattern',
    files: front('title: !!js/regexp /a/\ncategory: T'),
    outcome: 'front-matter',
  },
  {
    name: 'a YAML bomb of aliases',
    files: front(
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
        { length: 9 },
        (_, n) =>
          `b${n}: &b${n} [${Array(9)
            .fill(n ? `*b${n - 1}` : '*a')
            .join(',')}]`,
      ).join('\n')}`,
    ),
    outcome: 'front-matter',
  },
  { name: 'YAML brackets 90,000 deep', files: front(`title: ${big('[', 90_000)}`), outcome: 'front-matter' },
  { name: 'YAML lists 100,000 deep', files: front(`title:\n  ${big('- ', 40_000)}x`), outcome: 'front-matter' },
  {
    name: 'YAML keys nested 20,000 deep',
    files: front(Array.from({ length: 400 }, (_, n) => `${big('  ', n)}k:`).join('\n')),
    outcome: 'front-matter',
  },
  {
    name: 'a key that would change every object',
    files: front('title: A\ncategory: T\n__proto__:\n  layout: home'),
    outcome: 'shown',
  },
  {
    name: 'a layout that climbs',
    files: front('title: A\ncategory: T\nlayout: ../../etc/passwd'),
    outcome: 'front-matter',
  },
  {
    name: 'a layout from the prototype',
    files: front('title: A\ncategory: T\nlayout: constructor'),
    outcome: 'layout',
  },
  { name: 'a slug that climbs', files: front('title: A\ncategory: T\nslug: ../../x'), outcome: 'front-matter' },
  { name: 'a slug that is absolute', files: front('title: A\ncategory: T\nslug: /etc'), outcome: 'front-matter' },
  {
    name: 'a slug in the folder of the scripts',
    files: front('title: A\ncategory: T\nslug: assets'),
    outcome: 'address',
  },
  { name: 'a category in the place of the search', files: front('title: A\ncategory: Search'), outcome: 'address' },
  {
    name: 'a source whose address runs code',
    files: front('title: A\ncategory: T\nsources:\n  - title: S\n    url: "javascript:window.tricked=1"'),
    outcome: 'front-matter',
  },

  // Markdown that would be more than text
  { name: 'a script', files: page('h1', `<script>${run}</script>`), outcome: 'shown' },
  { name: 'an image that fails', files: page('h2', `<img src=x onerror=${run}>`), outcome: 'shown' },
  {
    name: 'a harmless tag with an attribute',
    files: page('h3', `<sup onmouseover=${run} autofocus onfocus=${run} tabindex=1>2</sup>`),
    outcome: 'shown',
  },
  {
    name: 'a drawing that runs',
    files: page('h4', `<svg onload=${run}><a xlink:href="javascript:${run}">x</a></svg>`),
    outcome: 'shown',
  },
  {
    name: 'a frame, an object, a base and a refresh',
    files: page(
      'h5',
      `<iframe srcdoc="<script>parent.${run}</script>"></iframe><object data=x></object><base href=//x/><meta http-equiv=refresh content=0>`,
    ),
    outcome: 'shown',
  },
  {
    name: 'a comment that closes early',
    files: page('h6', `<!--> <script>${run}</script> -->\n\n<!-- --!> <img src=x onerror=${run}> -->`),
    outcome: 'shown',
  },
  {
    name: 'template languages',
    files: page(
      'h7',
      '{{ constructor.constructor("window.tricked=1")() }} {% include "../../../etc/passwd" %} <%= 1 %> #{1} {{{ raw }}}',
    ),
    outcome: 'shown',
  },
  {
    name: 'a heading that is markup',
    files: {
      'h8.md': `---\ntitle: H8\ncategory: Topic\n---\n\n## <img src=x onerror=${run}> "quotes" & 'more' {#h8"onfocus="${run}}\n\nText.\n`,
    },
    outcome: 'shown',
  },
  {
    name: 'code that closes its block',
    files: page(
      'h9',
      `\`\`\`"><script>${run}</script>\n</code></pre><script>${run}</script>\n\`\`\`\n\n\`</code><script>${run}</script>\``,
    ),
    outcome: 'shown',
  },
  {
    name: 'a callout with a title of markup',
    files: page('h10', `> [!NOTE] <img src=x onerror=${run}>\n> x`),
    outcome: 'shown',
  },
  {
    name: 'a footnote named in markup',
    files: page('h11', `x[^"><script>]\n\n[^"><script>]: <script>${run}</script>`),
    outcome: 'shown',
  },
  {
    name: 'titles and texts of links that break out',
    files: page(
      'h12',
      `[x](https://example.org/ "\\"onmouseover=${run} x=\\"") ![\\"onerror=${run}](/favicon.svg "\\"onload=${run}")`,
    ),
    outcome: 'shown',
  },
  {
    name: 'a link whose address breaks out',
    files: page('h13', `[x](https://example.org/"onmouseover="${run}) <https://example.org/'%22><script>`),
    outcome: 'shown',
  },
  {
    name: 'a style on a cell',
    files: page('h14', '| a {style=x} |\n| :-: |\n| <b style="position:fixed"> |'),
    outcome: 'shown',
  },
  {
    name: 'right-to-left signs and other invisibles',
    files: page('h15', 'abc\u202ecba\u2066x\u2069 \u200b\u200d\ufeff z\u0300\u0301\u0302'),
    outcome: 'shown',
  },
  {
    name: 'an anchor of a browser object',
    files: {
      'h16.md':
        '---\ntitle: H16\ncategory: Topic\n---\n\n## A {#__proto__}\n\nx\n\n## B {#constructor}\n\n[y](#constructor)\n\n## toString\n\nz\n',
    },
    outcome: 'shown',
  },
  {
    name: 'what would end a script of data',
    files: page('h17', `</script><script>${run}</script> ]]> <![CDATA[ -->`),
    outcome: 'shown',
  },
  { name: 'a javascript link', files: page('bad', `[x](javascript:${run})`), outcome: 'unsafe-link' },
  {
    name: 'a javascript link in disguise',
    files: page('bad', `[x](<JaVa&#x73;cript&colon;${run}>)`),
    outcome: 'unsafe-link',
  },
  {
    name: 'a javascript link with a tab in it',
    files: page('bad', `[x](<java\tscript:${run}>)`),
    outcome: 'link',
  },
  {
    name: 'a javascript link by reference',
    files: page('bad', `[x]\n\n[x]: javascript:${run}`),
    outcome: 'unsafe-link',
  },
  { name: 'a data link', files: page('bad', `[x](data:text/html,<script>${run}</script>)`), outcome: 'unsafe-link' },
  { name: 'a data image', files: page('bad', '![x](data:image/svg+xml;base64,AAAA)'), outcome: 'unsafe-link' },
  {
    name: 'vbscript, file and blob links',
    files: page('bad', '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x)'),
    outcome: 'unsafe-link',
  },
  { name: 'an image path that climbs', files: page('bad', '![x](../../../etc/hostname.png)'), outcome: 'outside' },
  {
    name: 'an image path that climbs in code',
    files: page('bad', '![x](%2e%2e/%2e%2e/hostname.png)'),
    outcome: 'outside',
  },
  { name: 'an image path with backslashes', files: page('bad', '![x](..\\\\..\\\\hostname.png)'), outcome: 'link' },
  {
    name: 'a page of HTML as a download',
    files: { ...page('bad', '[x](page.html)'), 'page.html': Buffer.from(`<script>${run}</script>`) },
    outcome: 'file-type',
  },
  {
    name: 'a script as a download',
    files: { ...page('bad', '[x](x.js)'), 'x.js': Buffer.from(run) },
    outcome: 'file-type',
  },
  {
    name: 'a drawing with a script',
    files: {
      ...page('bad', '![x](x.svg)'),
      'x.svg': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>${run}</script></svg>`),
    },
    outcome: 'file-type',
  },
  {
    name: 'a drawing that acts when loaded',
    files: {
      ...page('bad', '![x](x.svg)'),
      'x.svg': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"/>`),
    },
    outcome: 'file-type',
  },

  // Titles and names, which land in attributes, in XML, in the search
  { name: 'a title of markup', files: titled('t1', `</title><script>${run}</script>`), outcome: 'shown' },
  {
    name: 'a title that ends an attribute',
    files: titled('t2', `" onload=${run} x="'><img src=x onerror=${run}>`),
    outcome: 'shown',
  },
  {
    name: 'a category of markup',
    files: {
      't3.md': `---\ntitle: T3\ncategory: "<img src=x onerror=${run}>"\nsub_category: "\\" onfocus=${run}"\n---\n\n## Why?\n\nx\n`,
    },
    outcome: 'shown',
  },
  {
    name: 'other wordings of markup',
    files: {
      't4.md': `---\ntitle: T4\ncategory: Topic\ndescription: "\\"><script>${run}</script>"\nanswers:\n  why-t4:\n    also_asked: ["<mark><img src=x onerror=${run}>"]\n---\n\n## Why t4?\n\nTrickster <mark>text</mark> &lt;mark&gt; <img src=x onerror=${run}>\n`,
    },
    outcome: 'shown',
  },
  {
    name: 'a file name of markup',
    files: { '"onload=x <b>\'.md': '---\ntitle: T5\ncategory: Topic\n---\n\n## Why t5?\n\nx\n' },
    outcome: 'shown',
  },
  {
    name: 'an owner and a source of markup',
    files: {
      't6.md': `---\ntitle: T6\ncategory: Topic\nowner: "<script>${run}</script>"\nsources: ["<img src=x onerror=${run}>"]\n---\n\n## Why t6?\n\nx\n`,
    },
    outcome: 'shown',
  },

  // Other programs' files, which must stay files
  {
    name: 'data and templates of Eleventy',
    files: {
      '_data/site.js': run,
      'x.11tydata.js': 'globalThis.tricked = 1',
      'x.njk': '{{ 1 }}',
      'x.11ty.js': 'globalThis.tricked = 1',
      'eleventy.config.js': 'globalThis.tricked = 1',
      'package.json': '{',
    },
    outcome: 'shown',
  },

  // Too much of anything
  {
    name: 'a line of 10 MB',
    files: { 'bad.md': `---\ntitle: A\ncategory: T\n---\n${big('x', 10_000_000)}` },
    outcome: 'text',
  },
  {
    name: 'a line of 1 MB',
    files: { 'bad.md': `---\ntitle: A\ncategory: T\n---\n${big('x', 1_000_000)}` },
    outcome: 'text',
  },
  {
    name: '100,000 headings',
    files: { 'bad.md': `---\ntitle: A\ncategory: T\n---\n${big('## Same?\n', 100_000)}` },
    outcome: 'text',
  },
  { name: 'quotes 40,000 deep', files: page('d1', `${big('>', 40_000)} x`), outcome: 'text' },
  { name: 'lists 30,000 deep', files: page('d2', `${big('- ', 30_000)}x`), outcome: 'text' },
  { name: 'brackets without end', files: page('d3', big(`${big('[', 19_000)}\n\n`, 20)), outcome: 'shown' },
  { name: 'links within links', files: page('d4', big('[a](', 4_700)), outcome: 'shown' },
  { name: 'emphasis without end', files: page('d5', big(`${big('*a **b ', 2_700)}\n\n`, 20)), outcome: 'shown' },
  { name: 'comments without end', files: page('d6', big('<!-- a\n\n', 60_000)), outcome: 'shown' },
  {
    name: 'backquotes of every length',
    files: page('d7', Array.from({ length: 190 }, (_, n) => big('`', n)).join(' a ')),
    outcome: 'shown',
  },
  { name: 'tags without end', files: page('d8', big(`${big('<a ', 6_000)}\n\n`, 20)), outcome: 'shown' },
  { name: 'a paragraph of half a megabyte', files: page('bad', big('word\n', 100_000)), outcome: 'text' },
  {
    name: 'code that keeps a colourer busy',
    files: page('d9', `\`\`\`markdown\n${big('*_`', 12_000)}\n\`\`\``),
    outcome: 'shown',
  },
  {
    name: 'two thousand footnotes',
    files: page('d10', Array.from({ length: 2_000 }, (_, n) => `t[^${n}]\n\n[^${n}]: n\n`).join('\n')),
    outcome: 'text',
  },

  {
    name: 'a table of thousands of links in a row',
    files: page(
      'd11',
      `${big('|a', 9_000)}|\n${big('|-', 9_000)}|\n${big(`${big('|[a](#what-is-d11)', 5_000)}|\n`, 3)}`,
    ),
    outcome: 'shown',
  },

  // The ledger
  {
    name: 'a ledger that leads out of the site',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /../../../tricked/\n`),
    outcome: 'permalink',
  },
  {
    name: 'a ledger that leads out of it in code',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /%2e%2e/%2e%2e/tricked/\n`),
    outcome: 'permalink',
  },
  {
    name: 'a ledger that leads into the folder of the scripts',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /assets/site.html\n`),
    outcome: 'permalink',
  },
  {
    name: 'a ledger that takes another answer’s permalink',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /a/why/\n`),
    outcome: 'permalink',
  },
  {
    name: 'an address that no disk can hold',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /${big('x', 300)}/\n`),
    outcome: 'permalink',
  },
  {
    name: 'an id that no disk can hold',
    files: ledger(`${big('x', 300)} 2026-01-01 ${signature} /harmless/ Harmless\n`),
    outcome: 'permalink',
  },
  {
    name: 'an address with a line of its own in it',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ Harmless\nx was /old/%0a/*%20https://example.org/%20301\n`),
    outcome: 'permalink',
  },
  {
    name: 'addresses that all lead to one another',
    files: ledger(
      Array.from(
        { length: 60 },
        (_, n) =>
          `p${n} 2026-01-01 ${signature} /p${n}/ P\n${Array.from({ length: 60 }, (_, m) => `p${n} was /p${m}/\n`).join('')}`,
      ).join(''),
    ),
    outcome: 'permalink',
  },
  {
    name: 'a chain of 5,000 moves',
    files: ledger(
      Array.from({ length: 5000 }, (_, n) => `i${n} 2026-01-01 ${signature} /p${n + 1}/ P\ni${n} was /p${n}/\n`).join(
        '',
      ),
    ),
    outcome: 'permalink',
  },
  { name: 'a ledger of noise', files: ledger(big('noise \u0007\u202e\n', 20_000)), outcome: 'permalink' },
  {
    name: 'an id that is given twice',
    files: ledger(`x 2026-01-01 ${signature} /harmless/ H\nx 2026-01-01 ${signature} /harmless/#why W\n`),
    outcome: 'permalink',
  },
  {
    name: 'questions of markup in the ledger',
    files: ledger(gone('markup', `</title><script>${run}</script><img src=x onerror=${run}>`)),
    outcome: 'shown',
  },
  {
    name: 'ids by the names of prototypes',
    files: ledger(gone('constructor', 'Constructor?') + gone('valueof', 'Value of?', '/gone/#__proto__')),
    outcome: 'shown',
  },

  // The glossary
  {
    name: 'a term of markup',
    files: {
      'glossary.yml': `- { term: "<b onmouseover=${run}>", expansion: "\\"><img src=x onerror=${run}>", meaning: "</script><script>${run}</script>" }\n`,
    },
    outcome: 'shown',
  },
  {
    name: 'a term that is a pattern',
    files: {
      'glossary.yml': '- { term: "(a+)+$", meaning: x }\n- { term: "[", meaning: y }\n',
      ...page('g1', big('a', 15_000)),
    },
    outcome: 'shown',
  },
  {
    name: 'terms by the names of prototypes',
    files: {
      'glossary.yml': '- { term: __proto__, meaning: x }\n- { term: hasOwnProperty, meaning: y }\n',
      ...page('g2', '__proto__ hasOwnProperty toString'),
    },
    outcome: 'shown',
  },
  {
    name: 'a term that was at another site',
    files: { 'glossary.yml': '- { term: A, meaning: x, redirect_from: ["https://example.org/"] }\n' },
    outcome: 'redirect',
  },
  {
    name: 'a term that is half a sign',
    files: { 'glossary.yml': '- { term: "\\ud83d", meaning: x }\n' },
    outcome: 'glossary',
  },

  // Other wordings, and keys by the names of prototypes
  {
    name: 'other wordings of an answer by the name of a prototype',
    files: front('title: A\ncategory: T\nanswers:\n  constructor:\n    also_asked: [x]'),
    outcome: 'front-matter',
  },
  {
    name: 'answers that would change every object',
    files: page('k1', 'x', 'answers:\n  __proto__:\n    owner: tricked\n    also_asked: [tricked]\n'),
    outcome: 'shown',
  },
  {
    name: 'other wordings that are links, templates and turned text',
    files: page(
      'k2',
      'x',
      `answers:\n  what-is-k2:\n    also_asked: ["[x](javascript:${run})", "{{ constructor }}", "abc \\u202e cba", "<mark>x"]\n`,
    ),
    outcome: 'shown',
  },
  {
    name: 'five hundred other wordings',
    files: page(
      'k3',
      'x',
      `answers:\n  what-is-k3:\n    also_asked: [${Array.from({ length: 500 }, (_, n) => `wording ${n} constructor`).join(', ')}]\n`,
    ),
    outcome: 'shown',
  },
  {
    name: 'a category and its parts by the names of prototypes',
    files: {
      'k4.md':
        '---\ntitle: hasOwnProperty\ncategory: __proto__\nsub_category: constructor\nowner: __proto__\n---\n\n## valueOf\n\nx\n',
      'k5.md': '---\ntitle: K5\ncategory: toString\nsub_category: __proto__\n---\n\n## __proto__\n\nx\n',
    },
    outcome: 'shown',
  },
  {
    name: 'search tests by the name of a prototype',
    files: { 'search-tests.yml': '__proto__:\n  - { query: x, finds: /nowhere/ }\n' },
    outcome: 'shown',
  },
  {
    name: 'anchors of what a script might ask for',
    files: {
      'k6.md': `---\ntitle: K6\ncategory: Topic\n---\n\n${'document body head cookie forms location currentScript documentElement dataset localStorage matchMedia fetch'
        .split(' ')
        .map((anchor) => `## About ${anchor} {#${anchor}}\n\nx\n`)
        .join('\n')}`,
    },
    outcome: 'shown',
  },
  {
    name: 'an anchor of the page’s own parts',
    files: page('bad', 'x\n\n## y {#Main}\n\nz'),
    outcome: 'repeated-anchor',
  },

  // Names of files
  {
    name: 'a file name with line breaks and signs that steer a terminal',
    files: { 'f1\n\u001b[31m\u202e.md': '---\ntitle: F1\ncategory: Topic\n---\n\n## Why f1?\n\nx\n' },
    outcome: 'shown',
  },
  {
    name: 'file names by the names of prototypes',
    files: {
      '__proto__.md': '---\ntitle: F2\ncategory: Topic\n---\n\n## Why f2?\n\n[x](constructor.md)\n',
      'constructor.md': '---\ntitle: F3\ncategory: Topic\n---\n\n## Why f3?\n\n[x](__proto__.md)\n',
    },
    outcome: 'shown',
  },
  {
    name: 'a file name in code',
    files: { '%2e%2e%2ff4.md': '---\ntitle: F4\ncategory: Topic\n---\n\n## Why f4?\n\nx\n' },
    outcome: 'shown',
  },
  {
    name: 'file names that differ by case alone',
    files: { ...titled('Twice', 'Twice'), ...titled('twice', 'Once more') },
    outcome: 'address',
  },
  { name: 'a file name of 240 letters', files: titled(big('n', 240), 'N'), outcome: 'address' },
  {
    name: 'a picture whose name is markup',
    files: {
      ...page('f5', `![x](<" onerror=${run} '.png>)`),
      [`" onerror=${run} '.png`]: Buffer.from('png'),
    },
    outcome: 'shown',
  },

  // Signs that mislead
  {
    name: 'titles and questions that are turned round',
    files: {
      'u1.md': '---\ntitle: "abc \\u202e gpj.exe"\ncategory: Topic\n---\n\n## Who \u2067asked\u202e?\n\n\u202etxet\n',
    },
    outcome: 'shown',
  },
  {
    name: 'a category that only looks like another',
    files: { 'u2.md': '---\ntitle: U2\ncategory: "T\\u043epic"\n---\n\n## Why u2?\n\nx\n' },
    outcome: 'shown',
  },
  {
    name: 'a link whose words are another address',
    files: page('u3', '[https://bank.example/](https://example.org/) https://exаmple.org/'),
    outcome: 'shown',
  },
  { name: 'five thousand marks on one letter', files: page('u4', `z${big('\u0301', 5000)}`), outcome: 'shown' },
  {
    name: 'tags, selectors and joiners that nobody sees',
    files: page('u5', `a\u{e0001}\u{e0041}\ufe0f\u200d\u2060\u00ad${big('👨\u200d', 200)}`),
    outcome: 'shown',
  },
  { name: 'half a sign in a title', files: front('title: "\\udc00"\ncategory: T'), outcome: 'front-matter' },

  // Drawings
  shownDrawing(
    'a drawing in an encoding that hides a script',
    `<?xml version="1.0" encoding="iso-2022-jp"?>${drawing(`<scr\x1b(Bipt>${run}</scr\x1b(Bipt>`)}`,
  ),
  shownDrawing('a drawing in another encoding', `<?xml version='1.0' encoding = 'x-user-defined'?>${drawing('')}`),
  shownDrawing('a drawing in UTF-16', Buffer.from(`\ufeff${drawing(`<script>${run}</script>`)}`, 'utf16le')),
  shownDrawing('a drawing of entities', `<!DOCTYPE svg [<!ENTITY x "<script>${run}</script>">]>${drawing('&x;')}`),
  shownDrawing('a drawing with a link in code', drawing(`<use href="&#106;avascript:${run}"/>`)),
  shownDrawing('a drawing that sets a link', drawing(`<set attributeName="href" to="javascript:${run}"/>`)),
  shownDrawing('a drawing with a page in it', drawing(`<foreignObject><body onload="${run}"/></foreignObject>`)),
  shownDrawing('a drawing with a style from elsewhere', drawing('<style>@import "https://example.org/x.css"</style>')),
  shownDrawing('a drawing with a handler over two lines', drawing('', `ONLOAD\n=\n"${run}"`)),
  shownDrawing(
    'a drawing with a script by another name',
    drawing(`<s:script>${run}</s:script>`, 'xmlns:s="http://www.w3.org/2000/svg"'),
  ),
  shownDrawing('a drawing with spaces without end', drawing(`<use href=${big(' ', 500_000)}x`)),

  // More of Markdown and YAML than anybody writes
  {
    name: 'thousands of links to one long address',
    files: page('bad', `[a]: https://example.org/${big('x', 90_000)}\n\n${big(`${big('[a] ', 4_000)}\n\n`, 20)}`),
    outcome: 'text',
  },
  {
    name: 'one long footnote on many answers',
    files: page('m1', `${big('## Who?\n\nx[^1]\n\n', 100)}[^1]: y\n\n${big(`    ${big('y ', 9_000)}\n\n`, 40)}`),
    outcome: 'shown',
  },
  {
    name: '20,000 definitions of links',
    files: page('m2', Array.from({ length: 20_000 }, (_, n) => `[r${n}]: /harmless/`).join('\n')),
    outcome: 'shown',
  },
  {
    name: 'rows without cells',
    files: page('m3', `${big('|a', 1_000)}|\n${big('|-', 1_000)}|\n${big('|\n', 20_000)}`),
    outcome: 'text',
  },
  {
    name: 'one run of stars',
    files: page('m4', big(`a${big('*', 9_999)}b${big('*', 9_999)}\n\n`, 4)),
    outcome: 'shown',
  },
  { name: 'stars and underscores in turn', files: page('m5', big(`${big('*_', 9_000)}a\n\n`, 4)), outcome: 'shown' },
  { name: 'bare addresses without end', files: page('m6', big(`${big('http://a', 2_400)}\n\n`, 10)), outcome: 'shown' },
  {
    name: 'brackets in an address',
    files: page('m7', big(`https://example.org/${big('(', 15_000)}\n\n`, 5)),
    outcome: 'shown',
  },
  { name: 'meanings without end', files: page('m8', `term\n${big(': a\n', 5_000)}`), outcome: 'shown' },
  { name: 'two thousand callouts', files: page('m9', big('> [!NOTE]\n> x\n\n', 2_000)), outcome: 'shown' },
  {
    name: 'signs in code without end',
    files: page('m10', big(`${big('&#x41;&bogus', 1_500)}\n\n`, 20)),
    outcome: 'shown',
  },
  {
    name: 'titles of links without end',
    files: page('m11', big(`${big('[a](b "', 2_500)}\n\n`, 10)),
    outcome: 'shown',
  },
  {
    name: 'dashes and spaces',
    files: page('m12', big(`${big('- ', 10)}${big(' ', 15_000)}x\n\n`, 4)),
    outcome: 'shown',
  },
  {
    name: '10,000 keys',
    files: front(`title: A\ncategory: T\n${Array.from({ length: 10_000 }, (_, n) => `titel${n}: 1`).join('\n')}`),
    outcome: 'front-matter',
  },
  {
    name: 'half a megabyte of front matter',
    files: front(`title: A\nx: ${big('x', 90_000)}\n${big(`# ${big('x', 90_000)}\n`, 5)}`),
    outcome: 'front-matter',
  },
  { name: 'a second document', files: front('title: A\ncategory: T\n...\n%YAML 1.1'), outcome: 'shown' },
  { name: 'a key that is merged', files: front('title: A\ncategory: T\n<<: { layout: home }'), outcome: 'shown' },

  // Not text at all
  { name: 'bytes that are no text', files: { 'bad.md': Buffer.from([0xff, 0xfe, 0x00, 0x9f]) }, outcome: 'text' },
  { name: 'a NUL in the middle', files: { 'bad.md': 'a\0b' }, outcome: 'text' },
  {
    name: 'signs that steer a terminal',
    files: {
      'bad.md': '---\ntitle: A\ncategory: T\n---\n\n\u001b[2J [x](<#\u001b[31mno>)\n',
    },
    outcome: 'anchor',
  },
]

/** A site's settings as an enemy would write them: every text is markup, every address harmless to follow. */
export const hostileSettings = `name: ${JSON.stringify(`</title><script>${run}</script>" onload="${run}`)}
description: ${JSON.stringify(`"><img src=x onerror=${run}>`)}
url: https://example.org/
notice: ${JSON.stringify(`<img src=x onerror=${run}>`)}
feedback: https://example.org/form/-/issues/new
owner:
  name: ${JSON.stringify(`<script>${run}</script>`)}
links:
  - name: ${JSON.stringify(`<svg onload=${run}>`)}
    url: ${JSON.stringify('/search/?q="><script>')}
`

/** Settings that are refused: each a line of site.yml. */
export const refusedSettings: readonly string[] = [
  'url: javascript:window.tricked=1',
  'owner: { name: x, url: "javascript:window.tricked=1" }',
  'licence: { name: x, url: "data:text/html,x" }',
  'links: [{ name: x, url: "JaVaScRiPt:window.tricked=1" }]',
  'links: [{ name: x, url: "//example.org" }]',
  'feedback: javascript:window.tricked=1',
  'feedback: "mailto:x@example.org?bcc=all@example.org"',
  'brand: "red;}*{background:url(//example.org)"',
  'logo: ../../secret.svg',
  'logo: no-such-file.svg',
  'language: "x\\"><script>"',
  'rules: { unsafe-link: fatal }',
  'rules: { unsafe-link: "off" }',
  'rules: { constructor: "off" }',
  'suggest: javascript:window.tricked=1',
  'security: { contact: "javascript:window.tricked=1", expires: 2027-01-01 }',
  'popular: ["javascript:window.tricked=1"]',
  'tasks: [{ title: x, answers: ["https://example.org/"] }]',
  'url: "https://example.org/?<script>"',
  'description: "\\ud800"',
  'description: "one\\ntwo"',
  'description: &x T',
  'description: !!js/function "function(){}"',
]
