import { stringify } from 'yaml'
import type { FrontMatter } from './schema.ts'

/** Front matter as an author would write it: plain values where YAML takes them as they stand, quotes where it would not. */
export function writeFrontMatter(front: Partial<FrontMatter>): string {
  // Without a width, long values would be folded over several lines.
  return `---\n${stringify(front, { version: '1.2', schema: 'core', lineWidth: 0 })}---\n`
}
