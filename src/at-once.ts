/** More would not be faster: Node itself has four hands for files (libuv.org, "thread pool"). Fewer would leave them idle. */
const hands = 64

/** Does the work for each item, many at a time, and ends when all is done. The first fault stops what has not begun. */
export async function eachAtOnce<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]()
  let stopped = false
  const oneAfterAnother = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !stopped; next = left.next()) await work(next.value)
  }
  const ends = await Promise.allSettled(
    Array.from({ length: hands }, () =>
      oneAfterAnother().catch((fault: unknown) => {
        stopped = true
        throw fault
      }),
    ),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
