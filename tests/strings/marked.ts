/** The same with a mark round every text in it, and the name of the word, also in what a function makes. It runs in browsers too. */
export function marked<Value>(value: Value, name: string): Value {
  return markedOf(value, name) as Value
}

function markedOf(value: unknown, name: string): unknown {
  if (typeof value === 'string') return `⟦${name}|${value}⟧`
  if (typeof value === 'function') return (...said: readonly unknown[]) => markedOf(value(...said), name)
  if (Array.isArray(value)) return value.map((piece) => (typeof piece === 'string' ? markedOf(piece, name) : piece))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([own, inner]) => [own, markedOf(inner, `${name}.${own}`)]))
}
