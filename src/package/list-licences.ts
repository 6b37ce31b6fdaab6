import { join } from 'node:path'
import { installed, printLicences, refused } from './licences.ts'

/** Lists the licence of everything that comes with Answerbook, for `npm run licences`; exit 1 if one is not allowed. */
const all = installed(join(import.meta.dirname, '..', '..'))
console.log(printLicences(all))
process.exitCode = refused(all).length > 0 ? 1 : 0
