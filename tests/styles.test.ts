import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', 'src', 'styles')

/** Left and right, spelt out or by place: they would stay where they are when a page is read from right to left. */
const sided = [
  /\b(left|right)\s*:|:\s*(left|right)\b/,
  /\b(margin|padding|border|scroll-(margin|padding))-(left|right)\b/,
  /\bborder-(top|bottom)-(left|right)-radius\b/,
  /\bborder-radius:\s*\S+ \S+ \S+/,
  /\btranslateX?\(/,
]

/** The four sides of a shorthand, of which the second and the fourth differ. */
const isLopsided = (line: string): boolean => {
  const sides =
    /^\s*(?:margin|padding|inset|border-width):\s*(.+);/.exec(line)?.[1]?.match(/(?:[^\s()]|\([^()]*\))+/g) ?? []
  return sides.length === 4 && sides[1] !== sides[3]
}

test.each(readdirSync(folder))('%s knows where lines begin and end, and neither left nor right', (name) => {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n')
  expect(lines.filter((line) => isLopsided(line) || sided.some((one) => one.test(line.replace(/\/\/.*/, ''))))).toEqual(
    [],
  )
})
