import { expect, test } from 'vitest'
import { readFiles, settings, told } from '../files.ts'

const text = '---\ntitle: A page\ncategory: Topic\n---\n\n## Why?\n\nText.\n'

test.each([
  ['as it is', Buffer.from(text)],
  ['with a byte-order mark', Buffer.from(`\ufeff${text}`)],
  ['with the line ends of Windows', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['with the line ends of old Macs', Buffer.from(text.replaceAll('\n', '\r'))],
  ['with blank lines before the front matter', Buffer.from(`\n\n${text}`)],
  ['without a last line end', Buffer.from(text.trimEnd())],
  ['with spaces after the fences', Buffer.from(text.replaceAll('---\n', '---  \n'))],
  ['with a named language', Buffer.from(text.replace('---\n', '--- yaml\n'))],
  ['without a blank line after the front matter', Buffer.from(text.replace('---\n\n', '---\n'))],
])('a page reads the same %s', (_name, bytes) => {
  const read = readFiles({ ...settings, 'a-page.md': bytes })
  expect(told(read)).toEqual([])
  expect(read.site.pages[1]).toMatchObject({
    title: 'A page',
    address: '/a-page/',
    answers: [{ question: 'Why?', text: 'Text.' }],
  })
})

test.each([
  ['blank lines before the front matter', '\n\n---\ntitle: A\ncategory: T\n---\n\n## Q?\n\n[x](#nowhere)\n', 10],
  ['the line ends of Windows', '---\r\ntitle: A\r\ncategory: T\r\n---\r\n\r\n## Q?\r\n\r\n[x](#nowhere)\r\n', 8],
])('lines are counted as an editor shows them: %s', (_name, source, line) => {
  expect(told(readFiles({ ...settings, 'b.md': source }))).toEqual([`b.md:${line}:5 anchor`])
})

test.each([
  ['JavaScript front matter', '---js\n{ title: process.exit(3) }\n---\n', 1, 'front-matter'],
  ['TOML front matter', '---toml\ntitle = "x"\n---\n', 1, 'front-matter'],
  ['front matter that never ends', '---\ntitle: A\n\nText.\n', 1, 'front-matter'],
  ['an end of front matter with more on its line', '---\ntitle: A\n--- text\n', 3, 'front-matter'],
  ['no front matter', '## Q?\n\nText.\n', 1, 'front-matter'],
  ['an empty file', '', 1, 'front-matter'],
  ['a line of dashes in place of front matter', '----\n\nText.\n', 1, 'front-matter'],
  ['UTF-16', Buffer.from('\ufefftitle', 'utf16le'), 1, 'text'],
  ['bytes that are no text', Buffer.from([0x2d, 0xc3, 0x28]), 1, 'text'],
  ['a NUL sign', 'text\n\0\n', 2, 'text'],
  ['a line of a million characters', `---\ntitle: A\n---\n${'x'.repeat(1e6)}`, 4, 'text'],
  ['a file of three megabytes', 'line\n'.repeat(600_000), 1, 'text'],
])('%s is refused with a problem', (_name, source, line, rule) => {
  expect(told(readFiles({ ...settings, 'b.md': source }))).toContain(`b.md:${line}:1 ${rule}`)
})
