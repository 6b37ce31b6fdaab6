import { withBase } from '../../address.ts'
import type { Address, Site } from '../../model.ts'

export const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/** A file, or everything in a folder, as a map of nginx or of Caddy has it. */
export const pathExpression = (site: Site, path: Address): string => {
  const plain = withBase(site.base, path)
  return path.endsWith('/') ? `"~^${escapeExpression(plain)}"` : `"${plain}"`
}

export const escapeExpression = (path: string): string => path.replace(/[.()+]/g, '\\$&')

/** The types of files that servers do not know by themselves. */
export const types = [
  { ending: 'md', type: 'text/markdown' },
  { ending: 'ics', type: 'text/calendar' },
] as const
