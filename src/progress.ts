/** Tells how far a long piece of work has come. */
export interface Progress {
  /** Another stage begins; `total` steps of it are known. */
  readonly begin: (stage: string, total?: number) => void
  readonly step: () => void
  /** Takes away what was told. */
  readonly end: () => void
}

/** For work that nobody watches. */
export const noProgress: Progress = { begin: () => undefined, step: () => undefined, end: () => undefined }

/** Milliseconds of work that nobody wants to hear about. */
const patience = 1000
/** Milliseconds between two looks at the line: a reader sees no more, and each costs a write. */
const pause = 100

/**
 * One line of a terminal, written over itself: stage, count, and the time that is left of the stage. Nothing where it is no terminal
 * that is written to, nor before a second is over.
 */
export function progressOn(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  now: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY) return noProgress
  const start = now()
  let stage: { name: string; total: number; done: number; start: number } | undefined
  let drawn = Number.NEGATIVE_INFINITY
  let shown = false
  const draw = (): void => {
    const time = now()
    if (!stage || time - start < patience || time - drawn < pause) return
    drawn = time
    shown = true
    stream.write(`\r\u001b[K${lineOf(stage, time).slice(0, Math.max(20, stream.columns || 80) - 1)}`)
  }
  return {
    begin(name, total = 0) {
      stage = { name, total, done: 0, start: now() }
      drawn = Number.NEGATIVE_INFINITY
      draw()
    },
    step() {
      if (stage) stage.done++
      draw()
    },
    end() {
      stage = undefined
      if (shown) stream.write('\r\u001b[K')
      shown = false
    },
  }
}

function lineOf(
  { name, total, done, start }: { name: string; total: number; done: number; start: number },
  time: number,
): string {
  if (total === 0) return `${name} …`
  const left = done === 0 ? 0 : Math.ceil((((time - start) / done) * (total - done)) / 1000)
  return `${name}: ${count(done)} of ${count(total)}${left > 0 ? `, ${timeOf(left)} left` : ''}`
}

const timeOf = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)

const count = (number: number): string => number.toLocaleString('en-GB')
