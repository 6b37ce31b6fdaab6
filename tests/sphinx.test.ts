import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { outputFiles } from '../src/outputs/index.ts'
import { assets, type Files, page, readFiles, strings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const content: Files = {
  'site.yml': 'name: Cited answers\nurl: https://answers.example.org/help/\n',
  'what-is-itk.md': page('## What is ITK\naccreditation?\n\nA test.\n\n## Where?\n\nThere.\n', 'title: What is ITK?'),
  'où.md': page('Text.\n', 'title: Elsewhere'),
  'permalinks.txt': [
    'itk-accreditation 2026-01-01 0123456789abcdef /what-is-itk/#what-is-itk What is ITK?',
    'where 2026-01-01 0123456789abcdef /what-is-itk/#where Where?',
    'nothing 2026-01-01 0123456789abcdef /what-is-itk/#nothing Nothing?',
    'nothing retired',
    '',
  ].join('\n'),
}

const inventory = (): Buffer => {
  const found = [...outputFiles(readFiles(content).site, assets, strings)].find(({ path }) => path === '/objects.inv')
  if (!(found?.content instanceof Uint8Array)) throw new Error('There is no inventory.')
  return Buffer.from(found.content)
}

test('the inventory has the ids of answers that are there, and pages by their slugs', () => {
  const [first, project, version, last, ...rest] = inventory().toString('latin1').split('\n')
  expect([first, project, version, last]).toEqual([
    '# Sphinx inventory version 2',
    '# Project: Cited answers',
    '# Version: ',
    '# The remainder of this file is compressed using zlib.',
  ])
  const lines = inflateSync(Buffer.from(rest.join('\n'), 'latin1'))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  expect(lines).toEqual([
    'itk-accreditation std:label -1 a/itk-accreditation/ What is ITK',
    'where std:label -1 a/where/ Where?',
    'topic std:doc -1 topic/ Topic',
    'où std:doc -1 o%C3%B9/ Elsewhere',
    'what-is-itk std:doc -1 what-is-itk/ What is ITK?',
  ])
})

const sphinx = ['/usr/bin/sphinx-build', '/opt/homebrew/bin/sphinx-build', '/usr/local/bin/sphinx-build'].find(
  existsSync,
)

test.skipIf(!sphinx)('Sphinx itself, without a network, resolves a reference to an answer', () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'objects.inv': inventory(),
    'conf.py': `project = 'Other document'
extensions = ['sphinx.ext.intersphinx']
intersphinx_mapping = {'answers': ('https://answers.example.org/help/', ${JSON.stringify(join(folder, 'objects.inv'))})}
nitpicky = True
`,
    'index.rst': [
      'Other document',
      '==============',
      '',
      'See :external+answers:ref:`itk-accreditation`, :ref:`so <answers:where>`, and :external+answers:doc:`what-is-itk`.',
      '',
    ].join('\n'),
  })
  execFileSync(sphinx ?? '', ['-W', '-q', '-b', 'html', folder, join(folder, 'out')], { stdio: 'pipe' })
  const html = readFileSync(join(folder, 'out', 'index.html'), 'utf8')
  const links = [...html.matchAll(/<a class="reference external" href="([^"]*)"[^>]*>(.*?)<\/a>/g)]
  expect(links.map(([, href, text]) => [href, text?.replace(/<[^>]*>/g, '')])).toEqual([
    ['https://answers.example.org/help/a/itk-accreditation/', 'What is ITK'],
    ['https://answers.example.org/help/a/where/', 'so'],
    ['https://answers.example.org/help/what-is-itk/', 'What is ITK?'],
  ])
})
