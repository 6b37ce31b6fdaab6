import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileSources } from '../src/assets.ts'
import { build } from '../src/build.ts'
import { languageOf } from '../src/strings.ts'
import type { Files } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const folderOfSources = join(import.meta.dirname, '..', 'src')
const folder = join(folderOfSources, 'styles')

/** Left and right, spelt out or by place: they would stay where they are when a page is read from right to left. */
const sided = [
  /\b(left|right)\s*:|:\s*(left|right)\b/,
  /\b(margin|padding|border|scroll-(margin|padding))-(left|right)\b/,
  /\bborder-(top|bottom)-(left|right)-radius\b/,
  /\bborder-radius:\s*\S+ \S+ \S+/,
  /\btranslateX?\(/,
]

/** The four sides of a shorthand, of which the second and the fourth differ. */
const isLopsided = (line: string): boolean => {
  const sides =
    /^\s*(?:margin|padding|inset|border-width):\s*(.+);/.exec(line)?.[1]?.match(/(?:[^\s()]|\([^()]*\))+/g) ?? []
  return sides.length === 4 && sides[1] !== sides[3]
}

test.each(readdirSync(folder))('%s knows where lines begin and end, and neither left nor right', (name) => {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n')
  expect(lines.filter((line) => isLopsided(line) || sided.some((one) => one.test(line.replace(/\/\/.*/, ''))))).toEqual(
    [],
  )
})

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`

/** A site that has something of everything that layouts and Markdown give a class to. */
const everything: Files = {
  'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
  'site.yml': `name: Everything
description: All that there is.
url: https://example.org/
feedback: mailto:a@example.org
logo: logo.svg
popular: [/one/#who-pays]
tasks:
  - title: I pay
    answers: [/one/#who-pays]
`,
  'glossary.yml': '- term: ITK\n  expansion: Interoperability Toolkit\n  meaning: Documents.\n',
  'one.md': `---
title: One
category: Topic
sub_category: Part
last_reviewed: 2026-01-31
review_in: 12 months
answers:
  who-pays:
    owner: Somebody
    redirect_from: [/one/#who-must-pay, /former/#who-paid]
---

The lead is about ITK.[^1]

[^1]: A note.

## Who pays?

${['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'].map((kind) => `> [!${kind}]\n> Text.\n`).join('\n')}
| Middle | End |
| :--: | --: |
| \`a\` | b |

See <https://example.org/>.

### What lies deeper?

Text.

## Who else pays?

${fenced('diff', '-a\n+b')}
${fenced('css', '#a .b p { color: red }')}
${fenced('markdown', '# a\n\n> b\n\n*c* **d**')}
${fenced('js', "// a\nconst f = () => /b/.test('c') && null\nconsole.log(1)")}
${fenced('c', 'int a;')}
${fenced('python', '@a\ndef b(): pass')}
${fenced('ruby', ':a')}
${fenced('bash', 'echo $A')}
${fenced('xml', '<a b="c">d</a>')}

## Is a snail slow?

It is.
`,
  'two.md':
    '---\ntitle: Two\ncategory: Topic\nsub_category: Part\ndraft: true\n---\n\n## Who pays for two?\n\nNobody.\n\n## Are slow snails late?\n\nNo.\n',
}

test('every class of the style is on some page, or is given by a script of the browser', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  writeFiles(join(folder, 'content'), everything)
  const { written, problems } = await build({
    content: join(folder, 'content'),
    output,
    drafts: true,
    say: () => undefined,
  })
  expect(written, JSON.stringify(problems)).toBe(true)
  const pages = textsOf(output, '.html').flatMap((text) => [...text.matchAll(/ class="([^"]*)"/g)])
  const scripts = textsOf(join(folderOfSources, 'browser'), '.ts').flatMap((text) => [...text.matchAll(/'([^']*)'/g)])
  const used = new Set([...pages, ...scripts].flatMap(([, names = '']) => names.split(/[^\w-]+/)))
  const { css } = await compileSources(languageOf('en'))
  // What stands between braces is no selector, and has no braces inside.
  const selectors = css.replace(/\/\*.*?\*\//gs, '').replace(/\{[^{}]*\}/g, '{}')
  const classes = new Set([...selectors.matchAll(/\.([a-z_][\w-]*)/gi)].map(([, name = '']) => name))
  expect(classes.size).toBeGreaterThan(100)
  expect([...classes].filter((name) => !used.has(name))).toEqual([])
})

const textsOf = (from: string, ending: string): string[] =>
  readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(from, name), 'utf8'))
