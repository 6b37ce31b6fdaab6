/**
 * The scripts of living languages whose letters Unicode writes from right to left (ISO 15924 has their codes). `Intl.Locale` tells
 * directions too, but in Node 20 it takes Divehi, and Hausa in Arabic letters, for left to right.
 */
const rightToLeft = new Set([
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Mend',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
  'Yezi',
])

/** The direction in which a language is written, as HTML's `dir` has it. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const known = directions.get(language)
  if (known) return known
  const direction = rightToLeft.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr'
  directions.set(language, direction)
  return direction
}

/** Every page asks several times, mostly for the same language. */
const directions = new Map<string, 'ltr' | 'rtl'>()
