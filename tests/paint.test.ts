import { PassThrough } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { paintFor } from '../src/paint.ts'

afterEach(() => vi.unstubAllEnvs())

/** A stream that says of itself whether it is a terminal with colours. */
const stream = (isTTY: boolean): NodeJS.WriteStream =>
  Object.assign(new PassThrough(), { isTTY, getColorDepth }) as unknown as NodeJS.WriteStream

/** As Node's own terminals do. */
const getColorDepth = (): number => (process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb' ? 8 : 1)

test.each<
  [what: string, isTerminal: boolean, env: Record<string, string>, wanted: boolean | undefined, coloured: boolean]
>([
  ['a terminal', true, {}, undefined, true],
  ['a pipe', false, {}, undefined, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, undefined, false],
  ['a terminal that knows none', true, { TERM: 'dumb' }, undefined, false],
  ['FORCE_COLOR, a pipe', false, { FORCE_COLOR: '1' }, undefined, true],
  ['FORCE_COLOR that says no', true, { FORCE_COLOR: '0' }, undefined, false],
  ['--color, a pipe', false, {}, true, true],
  ['--color wins over NO_COLOR', false, { NO_COLOR: '1' }, true, true],
  ['--no-color, a terminal', true, {}, false, false],
  ['--no-color wins over FORCE_COLOR', true, { FORCE_COLOR: '1' }, false, false],
])('colours: %s', (_what, isTerminal, env, wanted, coloured) => {
  // Whoever runs the tests may have said what they want.
  for (const name of ['FORCE_COLOR', 'NO_COLOR', 'NODE_DISABLE_COLORS']) vi.stubEnv(name, undefined)
  vi.stubEnv('TERM', 'xterm-256color')
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const paint = paintFor(stream(isTerminal), wanted)
  for (const style of ['error', 'warning', 'strong', 'quiet'] as const) {
    expect(paint(style, 'x').includes('\u001b')).toBe(coloured)
  }
})
