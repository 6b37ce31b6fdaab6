import { expect, test } from 'vitest'
import { page, readFiles, told } from '../files.ts'

test('what site.yml puts on the front page must be there, and is told where it stands', () => {
  const read = readFiles({
    'site.yml': `name: T
tasks:
  - title: I am buying
    answers: [/b/#why, /b/#wy]
popular:
  - /b/
  - /c/
`,
    'b.md': page('## Why?\n\nText.\n'),
  })
  expect(told(read)).toEqual(['site.yml:4:24 front-page', 'site.yml:7:5 front-page'])
  expect(read.problems[0]?.fix).toBe('Did you mean "/b/#why"?')
})
