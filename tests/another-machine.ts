/**
 * Loaded before a build, this makes the machine look like another one: files are listed in another order, and the clock is
 * a year on. What does not depend on the machine stays the same.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const yearOn = 365 * 24 * 3600 * 1000
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(RealDate.now() + yearOn)
    else super(...(parts as [number]))
  }
  static override now(): number {
    return RealDate.now() + yearOn
  }
} as DateConstructor

const shuffled = <Item>(list: Item[]): Item[] => [...list].sort((a, b) => order(a) - order(b))
const order = (item: unknown): number => {
  const name = String((item as fs.Dirent).name ?? item)
  return [...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7)
}
const { readdir } = fs.promises
fs.promises.readdir = (async (...args: Parameters<typeof readdir>) =>
  shuffled(await readdir(...args))) as typeof readdir
syncBuiltinESMExports()
