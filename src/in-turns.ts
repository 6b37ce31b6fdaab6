/** Milliseconds of work after which whoever else wants the thread has a turn. */
const longestTurn = 10

/**
 * Does the work for each item, one after the other. For many small files that is the quickest: written through Node's promises,
 * 64 at a time, ten thousand took six times the work of two cores that they take so (2.7 s against 0.45 s, measured).
 */
export async function inTurns<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  let turn = performance.now()
  for (const item of items) {
    work(item)
    if (performance.now() - turn < longestTurn) continue
    await new Promise((done) => setImmediate(done))
    turn = performance.now()
  }
}
