import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { brandColours, brandStyle, contrastOf } from '../src/theme.ts'

test.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
])('the contrast of %s and %s is %d', (a, b, ratio) => {
  expect(contrastOf(a, b)).toBeCloseTo(ratio, 1)
})

/** Colours in even steps through the whole cube: 9 × 9 × 9. */
const cube = Array.from({ length: 729 }, (_, index) => {
  const parts = [index % 9, Math.floor(index / 9) % 9, Math.floor(index / 81)]
  return `#${parts
    .map((part) =>
      Math.min(255, part * 32)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
})

const colours = readFileSync(join(import.meta.dirname, '..', 'src', 'styles', '_colours.scss'), 'utf8')
const table = (mixin: string): Record<string, string> =>
  Object.fromEntries(
    [...(colours.split(`@mixin ${mixin} {`)[1]?.split('}')[0] ?? '').matchAll(/--([\w-]+): (#\w+);/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  )
const whole = (hex: string): string =>
  hex.length === 4 ? `#${[...hex.slice(1)].map((sign) => sign + sign).join('')}` : hex

test.each(['light', 'dark'] as const)('whatever the brand colour, text can be read: %s', (theme) => {
  const grounds = ['ground', 'ground-2', 'target'].map((name) => table(theme)[name] ?? '')
  expect(grounds).toHaveLength(3)
  for (const brand of cube) {
    const { brand: band, brandText, link, linkHover } = brandColours(brand, theme)
    expect(contrastOf(band, brandText), `${brand}: text on it`).toBeGreaterThanOrEqual(4.5)
    for (const ground of grounds) {
      expect(contrastOf(link, ground), `${brand}: a link on ${ground}`).toBeGreaterThanOrEqual(7)
      expect(contrastOf(linkHover, ground), `${brand}: a link under the pointer`).toBeGreaterThanOrEqual(7)
    }
  }
})

test.each(['light', 'dark'])('every pair of the colour table can be read: %s', (theme) => {
  const colour = (name: string): string => whole(table(theme)[name] ?? '')
  const pairs: [text: string, ground: string, least: number][] = [
    ...['ground', 'ground-2', 'ground-3', 'target'].map((ground) => ['text', ground, 7] as [string, string, number]),
    ...['ground', 'ground-2', 'ground-3', 'target'].map(
      (ground) => ['text-2', ground, 4.5] as [string, string, number],
    ),
    ...['link', 'link-visited', 'link-hover', 'note', 'tip', 'important', 'warning', 'caution'].flatMap((text) =>
      ['ground', 'ground-2', 'target'].map((ground) => [text, ground, 4.5] as [string, string, number]),
    ),
    ...['code-word', 'code-text', 'code-name', 'code-number', 'code-quiet'].map(
      (text) => [text, 'ground-2', 4.5] as [string, string, number],
    ),
    ['brand-text', 'brand', 4.5],
    ['mark-text', 'mark', 4.5],
    ['focus-text', 'focus', 4.5],
    // Not text: the edges of what can be used (WCAG 2.2, 1.4.11).
    ['line-strong', 'ground', 3],
    ['line-strong', 'ground-2', 3],
  ]
  for (const [text, ground, least] of pairs) {
    expect(contrastOf(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(least)
  }
})

test('the style sheet of a brand sets it for each theme', () => {
  expect(brandStyle('#ffd400')).toContain('--brand:#ffd400;--brand-text:#000000;')
  expect(brandStyle('#ffd400')).toContain(':root[data-theme=dark]{--brand:#')
})
