import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Layouts, loadLayouts } from '../src/layouts.ts'
import { assets, type Files, page, readFiles, related, settings, strings } from './files.ts'

const files: Files = {
  ...settings,
  'glossary.yml': '- term: ITK\n  meaning: A toolkit.\n',
  'été.md': page('## What is "été"?\n\nSummer. Then autumn.\n', 'title: Été & more'),
}

describe('every page says what a card for a link to it is to show', () => {
  let layouts: Layouts
  beforeAll(async () => {
    layouts = await loadLayouts(join(import.meta.dirname, '..', 'layouts'))
  })

  /** What stands in the head of each page, by the kind of page. */
  function heads(url?: string): Record<string, string[]> {
    const { site } = readFiles(files, { publicFiles: ['/social.png'], ...(url ? { url } : {}) })
    return Object.fromEntries(
      site.pages.map((own) => {
        const html = layouts.render(own.layout, { site, page: own, assets, strings, related })
        const metas = html.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"/g)
        return [own.kind, [...metas].map(([, name, content]) => `${name} ${content}`)]
      }),
    )
  }

  test('with whole addresses, where the site knows its own', () => {
    const found = heads('https://example.org/help/')
    expect(found.content).toEqual([
      'og:type article',
      'og:title Été &amp; more',
      'og:description Summer.',
      'og:url https://example.org/help/%C3%A9t%C3%A9/',
      'og:site_name Test answers',
      'og:image https://example.org/help/social.png',
      'twitter:card summary_large_image',
    ])
    expect(found.home).toContain('og:title Test answers')
    for (const kind of ['home', 'index', 'glossary', 'search']) {
      expect(
        found[kind]?.filter((line) => /^og:(url|image|type website)/.test(line)),
        kind,
      ).toHaveLength(3)
    }
    // It is not for search engines to list, and so has no one address; a card it may have.
    expect(found.all?.filter((line) => /^og:(url|title)/.test(line))).toEqual([`og:title ${strings.allTitle}`])
    expect(found['not-found']).toEqual([])
  })

  test('without addresses and picture, where it does not', () => {
    expect(heads().content).toEqual([
      'og:type article',
      'og:title Été &amp; more',
      'og:description Summer.',
      'og:site_name Test answers',
    ])
  })
})
