import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'
import { adjustableRules } from '../../src/checks/index.ts'
import { type Files, readFiles, settings } from '../files.ts'

/**
 * Each folder of `examples/` is a rule, with a site that it tells of (`bad/`) and one that it leaves alone (`good/`). A line with a
 * problem says so: `<!-- problem: the-rule -->`, or `# problem: the-rule` in front matter; where no comment can stand,
 * another line says `problem on line 1: the-rule`. Any problem that is not marked fails, and so does a mark without a problem. The day
 * is the 1st of June 2026.
 */
const folder = join(import.meta.dirname, 'examples')
const names = readdirSync(folder).sort()

test.each(names)('%s tells of its bad example, and of nothing else', (rule) => {
  const files = read(join(folder, rule, 'bad'))
  const marked = marks(files)
  expect(marked.length).toBeGreaterThan(0)
  expect(new Set(marked.map((line) => line.replace(/^.* /, '')))).toEqual(new Set([rule]))
  expect(told(files)).toEqual(marked)
})

test.each(names)('%s leaves its good example alone, and so does every other rule', (rule) => {
  expect(told(read(join(folder, rule, 'good')))).toEqual([])
})

/** What cannot be shown by a few files alone: one asks other sites, one is about 2,000 redirects, one needs the dictionary. */
const shownElsewhere = ['external-link', 'host-limit', 'spelling']

test('every rule that authors can change has its examples', () => {
  expect(adjustableRules.filter((rule) => !names.includes(rule))).toEqual(shownElsewhere)
})

function read(path: string): Files {
  const paths = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return {
    ...settings,
    ...Object.fromEntries(paths.map((file) => [file.slice(path.length + 1).replaceAll(sep, '/'), readFileSync(file)])),
  }
}

const marks = (files: Files): string[] =>
  Object.entries(files)
    .flatMap(([path, content]) =>
      String(content)
        .split('\n')
        .flatMap((line, index) =>
          [...line.matchAll(/problem(?: on line (\d+))?: ([a-z-]+)/g)].map(
            ([, at, rule]) => `${path}:${at ?? index + 1} ${rule}`,
          ),
        ),
    )
    .sort()

const told = (files: Files): string[] =>
  readFiles(files, {}, '2026-06-01')
    .problems.map(({ at, rule }) => `${at.file.replace(/^content\//, '')}:${at.line} ${rule}`)
    .sort()
