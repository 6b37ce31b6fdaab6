import { createHash } from 'node:crypto'
import { endsLot } from '../lots.ts'
import type { Page, Settings } from '../model.ts'
import { sumOfText } from '../sum.ts'
import { recordsOf, type SearchRecord } from './records.ts'

/** The records of one page, which are only made when somebody wants them. */
export interface PageRecords {
  readonly address: string
  /** How many there are, and how many of them are answers. */
  readonly count: number
  readonly answers: number
  /** A checksum of them. */
  readonly sum: string
  /** They themselves, as a list in JSON. */
  readonly text: () => string
  /** Takes the telling words of its answers; absent where nobody wants them. */
  readonly tell?: (packed: Uint32Array) => void
}

/** Checksums of what was told of pages before: a page is not gone through again. */
export type KnownSums = Pick<WeakMap<Page, string>, 'get' | 'set'>

/** The records of a page, to be made when they are wanted. */
export function pageRecords(
  page: Page,
  settings: Pick<Settings, 'language'>,
  sums: KnownSums = new WeakMap(),
): PageRecords {
  let made: string | undefined
  const text = (): string => made ?? JSON.stringify(recordsOf(page, settings))
  const make = (): string => {
    made = text()
    const sum = sumOfText(made)
    sums.set(page, sum)
    return sum
  }
  const { address, lead, answers } = page
  return {
    address,
    count: (lead ? 1 : 0) + answers.length,
    answers: answers.length,
    sum: sums.get(page) ?? make(),
    text,
  }
}

/** The records that Pagefind is given together: those of some pages. */
export interface RecordLot {
  readonly key: string
  readonly pages: readonly PageRecords[]
}

/** More records than that are given to Pagefind in several lots, as `mergeIndexes` tells: one takes about a second. */
export const recordsAtOnce = 2000

/** Cuts pages that come one after the other into lots of about so many records. */
export function cutLots(
  most: number,
  take: (lot: RecordLot) => void,
): { readonly add: (page: PageRecords) => void; readonly end: () => void } {
  let pages: PageRecords[] = []
  let records = 0
  const close = (): void => {
    const hash = createHash('sha256')
    for (const { sum } of pages) hash.update(sum)
    take({ key: hash.digest('base64'), pages })
    pages = []
    records = 0
  }
  return {
    add(page) {
      if (page.count === 0) return
      pages.push(page)
      records += page.count
      if (endsLot(records, page.address, most, page.count)) close()
    },
    end() {
      if (pages.length > 0) close()
    },
  }
}

/** Of all pages of a lot, as one list in JSON. */
export const textOfLot = ({ pages }: RecordLot): string => `[${pages.map(({ text }) => text().slice(1, -1)).join(',')}]`

export const readRecords = (text: string): readonly SearchRecord[] => JSON.parse(text) as SearchRecord[]
