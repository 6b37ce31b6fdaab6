import type { Address } from '../../model.ts'
import { type Header, headersForParts } from '../headers.ts'

/** Headers that depend on the part of the site: what they say as a rule, if anything, and where they say something else. */
export function headersByPart(all: readonly Header[]): {
  readonly name: string
  readonly usual: string
  readonly parts: readonly { readonly path: Address; readonly value: string }[]
}[] {
  const names = new Set(headersForParts.flatMap(({ headers }) => headers.map(({ name }) => name)))
  return [...names].map((name) => ({
    name,
    usual: all.find((header) => header.name === name)?.value ?? '',
    parts: headersForParts.flatMap(({ path, headers }) =>
      headers.filter((header) => header.name === name).map(({ value }) => ({ path, value })),
    ),
  }))
}
