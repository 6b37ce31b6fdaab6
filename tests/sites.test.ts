import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProblems } from '../src/checks/index.ts'
import { findFiles } from '../src/content/files.ts'
import { readSite } from '../src/content/read.ts'
import { layoutNames } from '../src/layouts.ts'
import type { Page, Site, Trust } from '../src/model.ts'
import { report } from '../src/report.ts'

/**
 * Whole small sites. Each folder of `sites/` has a `content/` and, beside it, what came of it: `problems.txt`, the report,
 * and `site.txt`, the site as it was read. To add a case, add a folder with `content/` and run `npx vitest run -u`.
 */
const folder = join(import.meta.dirname, 'sites')
/** The day it is on all of them: it decides what is overdue. */
const today = '2026-06-01'

test.each(readdirSync(folder))('%s', async (name) => {
  const content = join(folder, name, 'content')
  expect(existsSync(content)).toBe(true)
  const found = await findFiles(content, 'content')
  const { site, problems, sources } = readSite(found.files, {
    folder: 'content',
    drafts: false,
    layouts: await layoutNames(join(folder, '..', '..', 'layouts'), join(folder, name, 'layouts')),
    publicFiles: [],
  })
  const all = findProblems(site, [...found.problems, ...problems], { today })
  await expect(`${report(all, sources)}\n`).toMatchFileSnapshot(join(folder, name, 'problems.txt'))
  await expect(outline(site)).toMatchFileSnapshot(join(folder, name, 'site.txt'))
})

/** The site as text to read: where pages are filed, then each page with its answers as HTML. */
function outline(site: Site): string {
  const tree = site.categories.flatMap(({ title, address, subCategories }) => [
    `${title} (${address})`,
    ...subCategories.flatMap((part) => [
      `  ${part.title ?? '–'}`,
      ...part.pages.map((page) => `    ${page.title} (${page.address})`),
    ]),
  ])
  const pages = site.pages.filter(({ path }) => path).flatMap(pageText)
  return [...tree, '', ...pages, ''].join('\n')
}

const pageText = (page: Page): string[] => [
  `==== ${page.address} ${page.title}`,
  `description: ${page.description}`,
  ...(page.redirectFrom.length > 0 ? [`once at: ${page.redirectFrom.map(({ address }) => address).join(', ')}`] : []),
  ...trust(page),
  ...(page.lead ? ['---- lead', page.lead.html] : []),
  ...page.answers.flatMap((answer) => [
    `---- ${answer.address} ${answer.question}`,
    ...(answer.alsoAsked.length > 0 ? [`also asked: ${answer.alsoAsked.join(' | ')}`] : []),
    ...trust(answer),
    answer.html,
  ]),
  ...(page.footnotes ? ['---- footnotes', page.footnotes] : []),
]

const trust = ({ lastReviewed, reviewDue, owner, sources }: Trust): string[] => [
  ...(lastReviewed ? [`reviewed: ${lastReviewed}, due ${reviewDue ?? 'never'}`] : []),
  ...(owner ? [`owner: ${owner}`] : []),
  ...sources.map(({ title, url }) => `source: ${title}${url ? ` (${url})` : ''}`),
]
