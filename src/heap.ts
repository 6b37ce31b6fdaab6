import { setFlagsFromString } from 'node:v8'

/**
 * Has the memory of this process grow by two fifths at most before what is no longer wanted is let go of. By itself, V8 lets that of a
 * large build grow threefold: at 10,000 pages the most was 1,285 MB so, and 1,045 MB with this, in the same time.
 */
export const growGently = (): void => setFlagsFromString('--heap-growing-percent=40')
