import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { afterAll, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import type { Address } from '../../src/model.ts'
import { openPreview, type Preview } from '../../src/preview/preview.ts'
import { page, settings } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

afterAll(() => closePagefind())

const url = 'https://example.org/help/'
const unchanged = { code: false, copied: false }

/** Everything that a cold build of the folder makes, by its path. */
async function coldBuild(content: string): Promise<Map<Address, Buffer>> {
  const output = join(temporaryFolder(), 'site')
  const { written } = await build({ content, output, url, drafts: true, say: () => undefined })
  expect(written).toBe(true)
  const names = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(output, name)).isFile(),
  )
  return new Map(
    names
      .filter((name) => name !== '.answerbook')
      .map((name): [Address, Buffer] => [`/${name}`, readFileSync(join(output, name))]),
  )
}

async function read(preview: Preview, path: Address): Promise<Buffer | undefined> {
  const held = await preview.find(path, false)
  if (!held) return undefined
  return 'onDisk' in held ? readFileSync(held.onDisk) : Buffer.from(held.content)
}

const ledger = (content: string): string => join(content, 'permalinks.txt')

/** What an author may do between two saves; each begins where the last one ended. */
const edits: readonly (readonly [string, (content: string) => void])[] = [
  ['nothing at all', () => undefined],
  [
    'another text',
    (content) => writeFileSync(join(content, 'first.md'), page('## One?\n\nNew ITK text.\n', 'title: A')),
  ],
  [
    'a new page, a picture and a page that links to both',
    (content) =>
      writeFiles(content, {
        'sub/third.md': page('Lead.\n\n## Three?\n\n![Sun](sun.png)\n', 'title: C'),
        'sub/sun.png': Buffer.from('png'),
        'second.md': page('## Two?\n\n[c](sub/third.md#three)\n', 'title: B\nlast_reviewed: 2026-01-31'),
      }),
  ],
  [
    'the glossary, the settings, a draft',
    (content) =>
      writeFiles(content, {
        'glossary.yml': '- term: ITK\n  expansion: Interoperability Toolkit\n  meaning: A kit.\n',
        'site.yml': 'name: Other answers\nbrand: "#702010"\nreview_in: 6 months\n',
        'draft.md': page('## Four?\n\nNot yet.\n', 'title: Draft\ndraft: true'),
      }),
  ],
  [
    'a page renamed and its folder too, its former address kept; a ledger',
    (content) => {
      renameSync(join(content, 'sub'), join(content, 'other'))
      rmSync(join(content, 'first.md'))
      writeFiles(content, {
        'fifth.md': page('## One?\n\nNew ITK text.\n', 'title: E\nredirect_from: [/first/]'),
        'second.md': page('## Two?\n\n[c](other/third.md#three)\n', 'title: B'),
      })
      writeFileSync(join(content, 'other', 'sun.png'), 'another png')
    },
  ],
  [
    'a page, a picture and the glossary taken away',
    (content) => {
      rmSync(join(content, 'other'), { recursive: true })
      rmSync(join(content, 'glossary.yml'))
      writeFileSync(join(content, 'second.md'), page('## Two?\n\nAlone.\n', 'title: B'))
    },
  ],
]

test('after any edits a preview has at every address the very bytes of a cold build, and nothing at any other', async () => {
  const content = join(temporaryFolder(), 'content')
  writeFiles(content, {
    ...settings,
    'first.md': page('## One?\n\nText.\n', 'title: A'),
    'second.md': page('## Two?\n\n[a](first.md)\n', 'title: B'),
  })
  const faults: unknown[] = []
  const preview = openPreview({ content, url, onChange: () => undefined, onFault: (fault) => faults.push(fault) })
  const ever = new Set<Address>()
  for (const [name, edit] of edits) {
    edit(content)
    await preview.update(unchanged)
    expect(preview.state().good, name).toBe(true)
    const built = await coldBuild(content)
    for (const [path, bytes] of built) {
      expect((await read(preview, path))?.equals(bytes), `${path} after ${name}`).toBe(true)
      ever.add(path)
    }
    for (const path of ever) {
      if (!built.has(path)) expect(await read(preview, path), `${path} after ${name}`).toBeUndefined()
    }
  }
  expect(faults).toEqual([])
})

test('what is wrong changes nothing that is shown, and what is mended is shown', async () => {
  const content = join(temporaryFolder(), 'content')
  writeFiles(content, { ...settings, 'first.md': page('## One?\n\nText.\n', 'title: A') })
  const preview = openPreview({
    content,
    url,
    onChange: () => undefined,
    onFault: (fault) => expect.fail(String(fault)),
  })
  await preview.update(unchanged)
  const { shown } = preview.state()
  const before = await read(preview, '/first/index.html')

  writeFileSync(ledger(content), 'half a ledger\n')
  await preview.update(unchanged)
  expect(preview.state()).toMatchObject({ shown, good: false })
  expect(await read(preview, '/first/index.html')).toEqual(before)

  rmSync(content, { recursive: true })
  await preview.update(unchanged)
  expect(preview.state().problems.map(({ what }) => what)).toContain(`There is no content folder "${content}".`)
  expect(await read(preview, '/first/index.html')).toEqual(before)

  writeFiles(content, { ...settings, 'first.md': page('## One?\n\nMended.\n', 'title: A') })
  await preview.update(unchanged)
  expect(preview.state().good).toBe(true)
  expect(preview.state().shown).not.toBe(shown)
  expect(String(await read(preview, '/first/index.html'))).toContain('Mended.')
})
