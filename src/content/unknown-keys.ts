import { z } from 'zod'
import { closest } from '../closest.ts'
import type { Place } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { KeyPath } from './yaml-problems.ts'

export interface UnknownKey {
  readonly path: KeyPath
  readonly near?: string
}

/** Keys that the schema does not know, at any depth. The schema itself drops them, so that one odd key stops nothing. */
export function unknownKeys(schema: unknown, value: unknown, path: KeyPath): UnknownKey[] {
  if (typeof value !== 'object' || value === null) return []
  if (schema instanceof z.ZodOptional) return unknownKeys(schema.unwrap(), value, path)
  if (schema instanceof z.ZodUnion) {
    const option = schema.options.find((one) => one instanceof z.ZodObject)
    return Array.isArray(value) ? [] : unknownKeys(option, value, path)
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => unknownKeys(schema.element, item, [...path, index]))
      : []
  }
  if (Array.isArray(value)) return []
  if (schema instanceof z.ZodRecord) {
    // Zod leaves out this one key, as it would change what all objects have.
    return Object.entries(value).flatMap(([key, item]) =>
      key === '__proto__' ? [{ path: [...path, key] }] : unknownKeys(schema.valueType, item, [...path, key]),
    )
  }
  if (!(schema instanceof z.ZodObject)) return []
  const known = Object.keys(schema.shape)
  return Object.entries(value).flatMap(([key, item]): UnknownKey[] => {
    if (Object.hasOwn(schema.shape, key)) return unknownKeys(schema.shape[key], item, [...path, key])
    const near = closest(key, known)
    return [{ path: [...path, key], ...(near ? { near } : {}) }]
  })
}

/** A key close to a known one is a slip that would lose what was meant; another may come from an older site. */
export const unknownKey = ({ path, near }: UnknownKey, at: Place, rule: string): Problem => ({
  rule: near ? rule : 'unknown-key',
  severity: near ? 'error' : 'warning',
  at,
  what: `"${path.at(-1)}" is not a key that is known here${near ? `. Did you mean "${near}"?` : '.'}`,
  why: 'It has no effect.',
  fix: near ? `Write "${near}:".` : 'Take it out, unless another program needs it.',
})
