import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkLinks, NoInventory, readInventory } from '../../src/check-links/index.ts'
import { linksIn } from '../../src/check-links/scan.ts'
import { outputFiles } from '../../src/outputs/index.ts'
import { assets, type Files, page, readFiles, strings } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

const content: Files = {
  'site.yml': 'name: Cited\nurl: https://answers.example.org/help/\n',
  'present.md': page(
    '## First?\n\nOne.\n\n### Detail\n\nMore.\n\n## Second?\n\nTwo.\n',
    'title: Present\nredirect_from: [/old.html, /été/]\nanswers:\n  second:\n    redirect_from: ["/present/#zweite", "/a-page/#moved-away"]',
  ),
  'a-page.md': page('## Here?\n\nYes.\n', 'title: A page'),
  'permalinks.txt': [
    'first 2026-01-01 0123456789abcdef /present/#first First?',
    'second 2026-01-01 0123456789abcdef /present/#second Second?',
    'merged 2026-01-01 0123456789abcdef /present/#second Second?',
    'gone 2026-01-01 0123456789abcdef /gone/ Gone?',
    'gone retired /present/#first',
    'lost 2026-01-01 0123456789abcdef /present/#lost Lost?',
    'lost retired',
    '',
  ].join('\n'),
}
const site = 'https://answers.example.org/help'
const { site: read, problems } = readFiles(content)
const built = Object.fromEntries(
  [...outputFiles(read, assets, strings)]
    .filter(({ path }) => path === '/answers.json')
    .map(({ path, content }) => [path.slice(1), String(content)]),
)
const hashOf = (id: string): string =>
  (JSON.parse(built['answers.json'] ?? '{}') as { answers: { id?: string; hash: string }[] }).answers.find(
    (answer) => answer.id === id,
  )?.hash ?? ''

/** Four formats, each with links that hold and links that do not. What does not hold is marked by a number in brackets. */
const documents: Files = {
  'guide.md': [
    `# Guide\r`,
    `[fine](${site}/present/), [moved (1)](${site}/old.html), <${site}/present/#zweite> (2), [ref][r].`,
    `**${site}/a/first/** and (${site}/a/merged/). \`${site}/nowhere/\` (3)`,
    '',
    `[r]: ${site}/gone/ "retired (4)"`,
    `| a | ${site}/present/?x=1#first | ${site}/present/#lost |`,
    'Not ours: https://answers.example.org/helpful/ https://answers.example.org.uk/help/old.html /help/old.html',
  ].join('\n'),
  'page.html': [
    `<p><a href="${site}/%C3%A9t%C3%A9/?a=1&amp;b=2">été</a> <a href='${site}/a/first/?v=00000000'>changed</a>`,
    `<a href=${site}/present/#nothing>dead</a> <a href="//answers.example.org/help/old.html#first">no scheme</a>`,
    `<img src="${site}/favicon.svg" alt="${site}/a-page/&quot;">`,
    '',
  ].join('\n'),
  'text.rst': [
    `\`Retired <${site}/a/lost/>\`_ and \`fine <${site}/present/#detail>\`__`,
    '',
    `.. _moved: ${site}/a-page/#moved-away`,
    '',
  ].join('\n'),
  'notes.txt': Buffer.concat([
    Buffer.from(`Latin one: caf\u00e9. See ${site}/old.html.\n`, 'latin1'),
    Buffer.from(
      `Pinned: ${site}/a/second/?v=${hashOf('second')}, http://answers.example.org/help/old.html!\n`,
      'latin1',
    ),
  ]),
  'folder/deep.markdown': `${site}\n${site}/present\n${site}/objects.inv\n`,
  'node_modules/other.md': `${site}/nowhere/\n`,
  '.hidden/other.md': `${site}/nowhere/\n`,
  'picture.png': Buffer.from([137, 80, 78, 71, 0, 1]),
}

const expected = [
  `guide.md:2 moved ${site}/old.html -> ${site}/present/`,
  `guide.md:2 moved ${site}/present/#zweite -> ${site}/present/#second`,
  `guide.md:3 dead ${site}/nowhere/`,
  `guide.md:5 retired ${site}/gone/ -> ${site}/present/#first`,
  `guide.md:6 retired ${site}/present/#lost`,
  `notes.txt:1 moved ${site}/old.html -> ${site}/present/`,
  'notes.txt:2 moved http://answers.example.org/help/old.html -> http://answers.example.org/help/present/',
  `page.html:1 moved ${site}/%C3%A9t%C3%A9/?a=1&amp;b=2 -> ${site}/present/?a=1&amp;b=2`,
  `page.html:1 changed ${site}/a/first/?v=00000000`,
  `page.html:2 dead ${site}/present/#nothing`,
  'page.html:2 moved //answers.example.org/help/old.html#first -> //answers.example.org/help/present/#first',
  `text.rst:1 retired ${site}/a/lost/`,
  `text.rst:3 moved ${site}/a-page/#moved-away -> ${site}/present/#second`,
]

function prepare(): { folder: string; docs: string } {
  const folder = temporaryFolder()
  const docs = join(folder, 'docs')
  writeFiles(join(folder, 'site'), built)
  writeFiles(docs, documents)
  return { folder, docs }
}

async function findings(folder: string, fix = false): Promise<string[]> {
  const docs = join(folder, 'docs')
  const inventory = await readInventory(join(folder, 'site'))
  const found = await checkLinks({ inventory, sites: [`${site}/`], paths: [docs], fix })
  return found.findings.map(({ file, line, column, kind, link, instead, fixed }) => {
    const name = file.slice(docs.length + 1)
    const source = Buffer.from(documents[name] ?? '').toString(name === 'notes.txt' ? 'latin1' : 'utf8')
    expect(source.split('\n')[line - 1]?.slice(column - 1, column - 1 + link.length)).toBe(link)
    return `${name}:${line} ${fixed ? 'mended' : kind} ${link}${instead ? ` -> ${instead}` : ''}`
  })
}

describe('links into a site from documents elsewhere', () => {
  test('the site of this test is sound', () => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('in Markdown, HTML, reStructuredText and plain text: all that do not hold are found, and nothing else', async () => {
    const { folder } = prepare()
    expect(await findings(folder)).toEqual(expected)
  })

  test('--fix rewrites links to what has moved, and not one byte more', async () => {
    const { folder, docs } = prepare()
    const found = await findings(folder, true)
    expect(found).toEqual(expected.map((line) => line.replace(' moved ', ' mended ')))
    const moves = expected.flatMap((line) => /^(\S+?):\d+ moved (\S+) -> (\S+)$/.exec(line)?.slice(1) ?? [])
    for (const [name, before] of Object.entries(documents)) {
      let wanted = Buffer.from(before).toString('latin1')
      for (let at = 0; at < moves.length; at += 3) {
        const [file, from = '', to = ''] = moves.slice(at, at + 3)
        // The end keeps the start of a longer address from being taken for this one.
        if (file === name) wanted = wanted.replace(new RegExp(`${from.replace(/[.?]/g, '\\$&')}(?![\\w/#?-])`), to)
      }
      expect(readFileSync(join(docs, name)).toString('latin1'), name).toBe(wanted)
    }
    const { inventory, sites, paths } = {
      inventory: await readInventory(join(folder, 'site')),
      sites: [`${site}/`],
      paths: [docs],
    }
    const after = await checkLinks({ inventory, sites, paths, fix: false })
    expect(after.findings.map(({ kind }) => kind).sort()).toEqual([
      'changed',
      'dead',
      'dead',
      'retired',
      'retired',
      'retired',
    ])
  })

  test('from the command line, with a folder: what it prints, and its exit codes', () => {
    const { folder, docs } = prepare()
    const run = (...args: string[]): { code: number; out: string } => {
      try {
        return {
          code: 0,
          out: execFileSync(process.execPath, ['src/answerbook.js', 'check-links', ...args], {
            encoding: 'utf8',
            stdio: 'pipe',
          }),
        }
      } catch (error) {
        const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
        return { code: status, out: stdout + stderr }
      }
    }
    const all = run('--site', join(folder, 'site'), docs)
    expect(all.code).toBe(1)
    expect(all.out).toContain('links into the site in 5 files: 2 dead, 7 moved, 3 retired, 1 changed.')
    expect(all.out).toContain(
      `${join(docs, 'text.rst')}:3:12 moved\n  Link: ${site}/a-page/#moved-away\n  What: "Second?" has moved.\n  Mend: ${site}/present/#second`,
    )
    expect(run('--site', join(folder, 'site'), join(docs, 'folder')).code).toBe(0)
    expect(run('--site', join(folder, 'site'), '--format', 'json', join(docs, 'folder')).out).toContain(
      '"findings": []',
    )
    expect(run('--site', docs, docs)).toMatchObject({ code: 2 })
    expect(run('--site', join(folder, 'site'), join(folder, 'nowhere'))).toMatchObject({ code: 2 })
    expect(run(docs)).toMatchObject({ code: 2 })
  })

  test('the inventory comes from a published site, too', async () => {
    const server = createServer((request, response) => {
      const known = request.url === '/help/answers.json'
      response.writeHead(known ? 200 : 404).end(known ? built['answers.json'] : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect((await readInventory(`${origin}/help`)).name).toBe('Cited')
    await expect(readInventory(`${origin}/elsewhere/`)).rejects.toThrow(NoInventory)
  })
})

test.each([
  ['See https://e.org/x/.', ['https://e.org/x/']],
  ['(https://e.org/x_(y)).', ['https://e.org/x_(y)']],
  ['**https://e.org/x/**, “https://e.org/y/”', ['https://e.org/x/', 'https://e.org/y/']],
  ['<https://e.org/x/#a-b>; `https://e.org/`', ['https://e.org/x/#a-b', 'https://e.org/']],
  ['HTTPS://E.ORG/x/ and //e.org/y', ['HTTPS://E.ORG/x/', '//e.org/y']],
  ['https://e.org. https://e.org, https://e.org:', ['https://e.org', 'https://e.org', 'https://e.org']],
  ['https://e.org.uk/ https://e.organic/ https://www.e.org/ https://e.org:8080/ xhttps://e.org/', []],
  ['https://web.example/https://e.org/x/', []],
])('links in %s', (text, links) => {
  expect(linksIn(text, ['https://e.org/']).map((link) => link.text)).toEqual(links)
})
