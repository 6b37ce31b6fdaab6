/** Loaded before a command, this makes the clock wrong: it stands in the year CLOCK. */
const RealDate = Date
const start = RealDate.now()
const now = (): number => RealDate.UTC(Number(process.env.CLOCK), 0, 1) + RealDate.now() - start
globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(now())
    else super(...(parts as [number]))
  }
  static override now(): number {
    return now()
  }
} as DateConstructor
