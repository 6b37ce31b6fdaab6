/**
 * What was made of each source file at the last reading, to be used again where everything that it was made from is as it was.
 * It saves work and changes nothing: with a memory or without, what comes out is the same.
 */
export interface Memory {
  /**
   * Begins a reading. What it does not ask for is forgotten when the next one begins, so that a memory never holds more than
   * two readings need.
   */
  readonly begin: () => Recall
}

/**
 * What is known under `name`, or else what `make` gives. `madeFrom` is all that it depends on: text and bytes are compared by
 * what they hold, anything else by identity. `holds` may look at what depends on more than that.
 */
export type Recall = <Value>(
  name: string,
  madeFrom: readonly Ingredient[],
  make: () => Value,
  holds?: (value: Value) => boolean,
) => Value

type Ingredient = string | number | boolean | object | undefined

export function createMemory(): Memory {
  let last = new Map<string, Entry>()
  return {
    begin() {
      const before = last
      const now = new Map<string, Entry>()
      last = now
      return (name, madeFrom, make, holds = () => true) => {
        type Value = ReturnType<typeof make>
        const known = before.get(name)
        const good = known && isSame(known.madeFrom, madeFrom) && holds(known.value as Value)
        const entry = good ? known : { madeFrom, value: make() }
        now.set(name, entry)
        return entry.value as Value
      }
    },
  }
}

interface Entry {
  readonly madeFrom: readonly Ingredient[]
  readonly value: unknown
}

const isSame = (a: readonly Ingredient[], b: readonly Ingredient[]): boolean =>
  a.length === b.length && a.every((one, index) => isAlike(one, b[index]))

const isAlike = (a: Ingredient, b: Ingredient): boolean =>
  a === b || (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b))
