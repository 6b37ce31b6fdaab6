import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { directionOf } from '../../src/direction.ts'
import { loadLayouts } from '../../src/layouts.ts'
import { printDay } from '../../src/strings/day.ts'
import * as en from '../../src/strings/en.ts'
import { plural } from '../../src/strings/plural.ts'
import { languageOf, languages, type Strings } from '../../src/strings.ts'
import { assets, page, readFiles, related, strings } from '../files.ts'
import { folderForAll, writeFiles } from '../temporary.ts'
import { arabicSite } from './arabic-site.ts'
import { madeUp, names, namesIn, unmarked, usedByScripts } from './made-up.ts'

describe('which table a site gets', () => {
  const both = { ...languages, de: { strings: { ...en, home: 'Start' }, file: new URL('file:///de.ts') } }

  test.each([
    ['en-GB', 'Home'],
    ['en', 'Home'],
    ['de', 'Start'],
    ['de-AT', 'Start'],
    ['DE-Latn-CH', 'Start'],
    ['fr', 'Home'],
  ])('%s', (tag, home) => {
    expect(languageOf(tag, both).strings.home).toBe(home)
  })

  test('one that lacks a word, or has another kind of thing in its place, does not compile', () => {
    const { home: _, ...lacking } = en
    // @ts-expect-error: there is no word for "Home"
    const first: Strings = lacking
    // @ts-expect-error: a text where there should be a sentence round a day
    const second: Strings = { ...en, lastReviewed: 'Last reviewed' }
    // @ts-expect-error: a group that lacks one of its words
    const third: Strings = { ...en, callouts: { note: 'Note' } }
    expect([first, second, third]).toHaveLength(3)
  })
})

test.each([
  ['en-GB', 1, '1 answer'],
  ['en-GB', 1234, '1,234 answers'],
  ['pl', 1, '1 odpowiedź'],
  ['pl', 3, '3 odpowiedzi'],
  ['pl', 5, '5 odpowiedzi (wiele)'],
  ['ar-EG', 2, 'جوابان'],
  ['ar-EG', 11, '١١ جوابًا'],
])('in %s, %d is %s', (language, number, said) => {
  const forms: Readonly<Record<string, Parameters<typeof plural>[2]>> = {
    'en-GB': { one: '# answer', other: '# answers' },
    pl: { one: '# odpowiedź', few: '# odpowiedzi', many: '# odpowiedzi (wiele)', other: '# odpowiedzi' },
    'ar-EG': { two: 'جوابان', many: '# جوابًا', other: '# جواب' },
  }
  expect(plural(language, number, forms[language] ?? { other: '' })).toBe(said)
})

test.each([
  ['en-GB', 'en-GB', '31 January 2026'],
  ['en-GB', 'en-US', 'January 31, 2026'],
  ['en-GB', 'ar', '31 January 2026'],
  ['de', 'de-AT', '31. Jänner 2026'],
])('with words in %s on a site in %s, a day is %s', (words, site, printed) => {
  expect(printDay('2026-01-31', words, site)).toBe(printed)
})

test.each([
  ['en-GB', 'ltr'],
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['ur', 'rtl'],
  ['dv', 'rtl'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['ug-Cyrl', 'ltr'],
  ['ja', 'ltr'],
])('%s is written %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction)
})

test('a page in a language of another direction than the site’s has its own', async () => {
  const layouts = await loadLayouts(join(import.meta.dirname, '..', '..', 'layouts'))
  const openings = (language: string): string[] => {
    const files = {
      'site.yml': `name: T\nlanguage: ${language}\n`,
      'ar.md': page('مرحبا', 'title: مرحبا\nlang: ar'),
      'en.md': page('Hello', 'title: Hello\nlang: en'),
    }
    const { site } = readFiles(files)
    return ['/ar/', '/en/'].map((address) => {
      const own = site.pages.find((one) => one.address === address) ?? site.pages[0]
      const html = own ? layouts.render(own.layout, { site, page: own, assets, strings, related }) : ''
      return [/<html lang="\w+"( dir="\w+")?/, /<main [^>]*>/].map((tag) => tag.exec(html)?.[0]).join(' … ')
    })
  }
  expect(openings('en')).toEqual([
    '<html lang="en" … <main id="Main" tabindex="-1" lang="ar" dir="rtl">',
    '<html lang="en" … <main id="Main" tabindex="-1">',
  ])
  expect(openings('ar')).toEqual([
    '<html lang="ar" dir="rtl" … <main id="Main" tabindex="-1">',
    '<html lang="ar" dir="rtl" … <main id="Main" tabindex="-1" lang="en" dir="ltr">',
  ])
})

describe('a site in a made-up language, whose every word is marked', () => {
  const folder = folderForAll()
  const pages = new Map<string, string>()

  beforeAll(async () => {
    const output = join(folder(), 'site')
    writeFiles(join(folder(), 'content'), arabicSite)
    const built = await build({
      content: join(folder(), 'content'),
      output,
      drafts: true,
      say: () => undefined,
      languages: madeUp(folder()),
    })
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const names = readdirSync(output, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((one) => /\.(html|ics)$/.test(one) && !one.startsWith('pagefind')))
      pages.set(name, readFileSync(join(output, name), 'utf8'))
  })

  test('has no other word of an interface on any page', () => {
    expect(pages.size).toBeGreaterThan(15)
    const others = [...pages].flatMap(([name, text]) =>
      spoken(name, text).flatMap((said) =>
        [...unmarked(said).matchAll(/[A-Za-z]+/g)].map(([word]) => `${name}: ${word} (${said})`),
      ),
    )
    expect(others).toEqual([])
  })

  test('shows every word of it somewhere, but for those of scripts', () => {
    const shown = new Set([...pages].flatMap(([name, text]) => spoken(name, text).flatMap(namesIn)))
    const ofScripts = usedByScripts()
    expect(names.filter((name) => !shown.has(name) && !ofScripts.has(name))).toEqual([])
  })

  test('has its days and its direction by the language', () => {
    const cards = pages.get(join('cards', 'index.html')) ?? ''
    expect(cards).toMatch(/<html lang="ar" dir="rtl"/)
    expect(cards).toMatch(/<time datetime="2020-01-31">[^<A-Za-z]*يناير/)
    expect(pages.get(join('a', 'how', 'index.html'))).toContain('<html lang="ar" dir="rtl">')
  })
})

/** Everything in a file that somebody may read or hear. */
function spoken(name: string, text: string): string[] {
  if (name.endsWith('.ics')) {
    const lines = text.replaceAll('\r\n ', '').split('\r\n')
    return lines
      .filter((line) => /^(NAME|X-WR-CALNAME|SUMMARY|DESCRIPTION|CATEGORIES):/.test(line))
      .map((line) => line.replace(/^[^:]*:/, '').replaceAll('\\n', ' '))
  }
  const said: string[] = []
  let inside = ''
  const parser = new Parser({
    onopentag(tag, attributes) {
      inside = tag
      for (const attribute of ['aria-label', 'title', 'alt', 'placeholder', 'data-question'])
        said.push(attributes[attribute] ?? '')
      if (
        tag === 'meta' &&
        /^(description|og:(title|description|site_name))$/.test(attributes.name ?? attributes.property ?? '')
      )
        said.push(attributes.content ?? '')
      if (tag === 'a' && attributes.href?.startsWith('mailto:'))
        said.push(...new URL(attributes.href).searchParams.values())
    },
    ontext(part) {
      if (inside === 'script' || inside === 'style')
        said.push(...[...part.matchAll(/"name":"([^"]*)"/g)].map(([, name = '']) => name))
      else said.push(part)
    },
    onclosetag() {
      inside = ''
    },
  })
  parser.end(text)
  return said
}
