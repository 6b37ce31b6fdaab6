import { printable } from './printable.ts'

/** Data as JSON that is safe on a terminal too: JSON itself leaves some of the signs that steer one as they are. */
export const printJson = (data: object): string => printable(JSON.stringify(data, null, 2))
