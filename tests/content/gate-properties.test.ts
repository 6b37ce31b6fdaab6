import { join } from 'node:path'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { beforeAll, expect, test } from 'vitest'
import { type Layouts, loadLayouts } from '../../src/layouts.ts'
import type { Site } from '../../src/model.ts'
import { outputFiles } from '../../src/outputs/index.ts'
import { assets, type Files, readFiles, related, settings, strings } from '../files.ts'
import { oddities } from '../oddities.ts'
import { tries } from '../properties.ts'
import { anyFrontMatter, anyMarkdown } from '../texts.ts'

let layouts: Layouts
beforeAll(async () => {
  layouts = await loadLayouts(join(import.meta.dirname, '..', '..', 'layouts'))
})

const others: Files = {
  ...settings,
  'other.md': '---\ntitle: Other\ncategory: Topic\n---\n\n## One?\n\nText.\n\n## Two?\n\nText.\n',
  'pictures/plan.png': Buffer.from('png'),
}

test('any front matter and any body give a site, or problems with their places', () => {
  let whole = 0
  const property = fc.property(anyFrontMatter, anyMarkdown, (front, body) => {
    const read = readFiles({ ...others, 'page.md': `${front}\n${body}\n` })
    expect(oddities(read)).toEqual([])
    const { site } = read
    const own = site.pages.filter(({ path }) => path === 'page.md')
    // Even a page that is refused holds nothing that could harm anyone.
    for (const { answers, lead } of own)
      expect([...answers, ...(lead ? [lead] : [])].flatMap(({ html }) => strangers(html))).toEqual([])
    if (read.problems.some(({ severity }) => severity === 'error')) return
    whole++
    expect(own.length + site.drafts.length).toBe(1)
    for (const page of own)
      expect(pitfalls(layouts.render(page.layout, { site, page, assets, strings, related }))).toEqual([])
    for (const { content } of outputFiles(site, assets, strings)) content.toString()
  })
  fc.assert(property, tries(200))
  expect(whole).toBeGreaterThan(20)
})

/** What Markdown may become, and the attributes that are ours to give. */
const tags = new Set(
  (
    'p a strong em s code pre blockquote ul ol li h2 h3 h4 h5 h6 hr br img sup sub kbd table thead tbody tr th td dl dt dd ' +
    'div span section aside'
  ).split(' '),
)
const attributes =
  /^(href|src|alt|title|id|class|lang|start|scope|role|tabindex|width|height|loading|decoding|style|dir|aria-.*|data-.*)$/

/** Tags, attributes and schemes that no author can bring into a page. */
function strangers(html: string): string[] {
  const found: string[] = []
  new Parser({
    onopentag(tag, given) {
      if (!tags.has(tag)) found.push(`<${tag}>`)
      for (const [name, value] of Object.entries(given)) {
        if (!attributes.test(name)) found.push(`${tag} ${name}`)
        if (name === 'style' && !/^text-align: ?(left|right|center)$/.test(value)) found.push(`style=${value}`)
        if (/^(href|src)$/.test(name) && !/^(https?|mailto|tel):$/.test(schemeOf(value))) found.push(value)
      }
    },
  }).end(html)
  return found
}

/** As a browser reads it, which drops tabs, line breaks and what stands before. */
function schemeOf(address: string): string {
  try {
    return new URL(address, 'https://example.org/page/').protocol
  } catch {
    // No address, and nothing to follow.
    return 'https:'
  }
}

/** Two elements with one id, and links to ids of the page that no element has. */
function pitfalls(html: string): string[] {
  const ids: string[] = []
  const links: string[] = []
  new Parser({
    onopentag(_tag, { id, href }) {
      if (id !== undefined) ids.push(id)
      if (href?.startsWith('#') && href !== '#') links.push(href.slice(1))
    },
  }).end(html)
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`),
    ...links.filter((id) => !ids.includes(id) && !ids.includes(decoded(id))).map((id) => `nowhere: ${id}`),
  ]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

test('a page’s Markdown has the links of its HTML, whole', () => {
  const property = fc.property(anyMarkdown, (body) => {
    const files = (text: string): Files => ({
      ...others,
      'site.yml': 'name: T\nurl: https://example.org/help/\n',
      'page.md': `---\ntitle: A page\ncategory: Topic\n---\n\n${text}\n`,
    })
    const read = readFiles(files(body))
    if (read.problems.some(({ severity }) => severity === 'error')) return
    const again = readFiles(files(markdownOf(read.site)))
    expect(targetsOf(again.site)).toEqual(targetsOf(read.site))
  })
  fc.assert(property, tries(200))
})

const markdownOf = ({ pages }: Site): string => pages.find(({ path }) => path === 'page.md')?.markdown ?? ''

/** Where the links lead that the author has written, as a browser would say it. */
function targetsOf({ pages }: Site): string[] {
  const page = pages.find(({ path }) => path === 'page.md')
  const targets: string[] = []
  const html = [
    page?.lead?.html ?? '',
    ...(page?.answers ?? []).flatMap(({ questionHtml, html }) => [questionHtml, html]),
  ]
  new Parser({
    onopentag(_tag, { href, src, class: kind }) {
      const target = kind === 'header-anchor' ? undefined : (href ?? src)
      if (target !== undefined) targets.push(new URL(target, 'https://example.org/help/page/').href)
    },
  }).end(html.join('\n'))
  return targets
}
