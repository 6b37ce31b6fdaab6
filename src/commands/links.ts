import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { check } from '../check.ts'
import { enter } from '../links/enter.ts'
import { ledgerFile, printLedger } from '../links/ledger.ts'
import type { Arguments } from '../options.ts'
import { paintFor } from '../paint.ts'
import { report } from '../report.ts'
import { colourOf, guarded, urlOf } from './guarded.ts'

/** Brings the ledger up to date; refuses while something that was promised is lost. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, async (content) => {
    const { site, problems, sources } = await check({ content, drafts: false, ...urlOf(args) })
    const errors = problems.filter(({ severity }) => severity === 'error')
    const file = join(content, ledgerFile)
    if (errors.length > 0) {
      const text = report(errors, sources, paintFor(process.stderr, colourOf(args)))
      console.error(`${text}\n\n${file} is as it was: first mend the errors.`)
      return 1
    }
    const { ledger, added, moved } = enter(site, args.today ?? new Date().toISOString().slice(0, 10))
    const before = sources.get(file)?.lines ?? []
    const text = printLedger(ledger, before)
    for (const { id, from, to } of moved) console.log(`moved    ${id}: ${from} -> ${to}`)
    for (const { id, address } of added) console.log(`entered  ${id}: ${address}`)
    if (text === before.join('\n')) {
      console.log(`Nothing new: ${file} has all ${ledger.length} permalinks.`)
      return 0
    }
    // Never half a ledger: it is written beside, and takes the place of the former one in one call.
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
    console.log(`${file} has ${ledger.length} permalinks. Keep it with the pages.`)
    return 0
  })
