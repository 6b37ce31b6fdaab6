import { expect, test } from 'vitest'
import { noProgress, progressOn } from '../src/progress.ts'

/** A terminal that remembers what was written, and a clock that is set by hand. */
function watched(isTTY: boolean) {
  const written: string[] = []
  const clock = { time: 0 }
  const stream = { isTTY, columns: 40, write: (text: string) => written.push(text) > 0 }
  return { written, clock, progress: progressOn(stream as never, () => clock.time) }
}

const clear = '\r\u001b[K'

test('what is over within a second is not told', () => {
  const { written, clock, progress } = watched(true)
  progress.begin('Reading')
  progress.begin('Making pages', 20)
  clock.time = 999
  progress.step()
  progress.end()
  expect(written).toEqual([])
})

test('what takes longer is told on one line: stage, count, and the time that is left', () => {
  const { written, clock, progress } = watched(true)
  progress.begin('Reading')
  clock.time = 2000
  progress.begin('Making pages', 12_000)
  expect(written).toEqual([`${clear}Making pages: 0 of 12,000`])
  clock.time = 2050
  progress.step()
  expect(written).toHaveLength(1)
  clock.time = 4000
  for (let page = 1; page < 2000; page++) progress.step()
  expect(written.slice(1)).toEqual([`${clear}Making pages: 2 of 12,000, 200 min left`])
  clock.time = 4200
  progress.step()
  expect(written.at(-1)).toBe(`${clear}Making pages: 2,001 of 12,000, 11 s left`.slice(0, clear.length + 39))
  progress.begin('Making the search')
  expect(written.at(-1)).toBe(`${clear}Making the search …`)
  progress.end()
  expect(written.at(-1)).toBe(clear)
})

test('nothing is told where it is no terminal that is written to', () => {
  expect(watched(false).progress).toBe(noProgress)
})
