import { expect, test } from 'vitest'
import { dayAfter } from '../../src/content/review.ts'

test.each([
  ['2026-01-31', '1 month', '2026-02-28'],
  ['2024-01-31', '1 month', '2024-02-29'],
  ['2026-11-23', '12 months', '2027-11-23'],
  ['2026-11-23', '2 months', '2027-01-23'],
  ['2024-02-29', '1 year', '2025-02-28'],
  ['2026-12-31', '1 day', '2027-01-01'],
  ['2026-03-28', '2 weeks', '2026-04-11'],
  ['2026-03-28', '9999 years', '9999-12-31'],
])('a review of %s that holds %s is due on %s', (day, period, due) => {
  expect(dayAfter(day, period)).toBe(due)
})
