/**
 * Loaded before a command, this makes a disk fail as disks do: FAIL_WITH is the code of the system's error, FAIL_AT a piece of the
 * paths that cannot be written to, and FAIL_AFTER how many times it works before.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { FAIL_WITH: code = 'ENOSPC', FAIL_AT: place = '', FAIL_AFTER = '0' } = process.env
let left = Number(FAIL_AFTER)

function failing<Call extends (...args: never[]) => unknown>(call: Call, which: number): Call {
  return ((...args: Parameters<Call>) => {
    const path = String(args[which])
    if (!path.includes(place) || left-- > 0) return call(...args)
    throw Object.assign(new Error(`${code}: the disk fails, '${path}'`), { code, path })
  }) as Call
}

const later = <Call extends (...args: never[]) => unknown>(call: Call): Call =>
  ((...args: Parameters<Call>) => new Promise((done) => done(call(...args)))) as Call

fs.writeFileSync = failing(fs.writeFileSync, 0)
fs.copyFileSync = failing(fs.copyFileSync, 1)
fs.mkdirSync = failing(fs.mkdirSync, 0)
fs.promises.writeFile = later(failing(fs.promises.writeFile, 0))
fs.promises.copyFile = later(failing(fs.promises.copyFile, 1))
fs.promises.mkdir = later(failing(fs.promises.mkdir, 0))
fs.promises.rename = later(failing(fs.promises.rename, 1))
syncBuiltinESMExports()
