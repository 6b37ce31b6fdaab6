import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How the files of the code end: `.ts` in a checkout, `.js` in the package, which holds them compiled (`src/package/`). */
export const ending = extname(fileURLToPath(import.meta.url))
