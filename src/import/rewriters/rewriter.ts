import type { Line } from '../lines.ts'
import type { Dialect, Note } from '../old-site.ts'

/** What a rewriter knows besides the lines. */
export interface Rewriting {
  readonly dialects: ReadonlySet<Dialect>
  readonly note: Note
  /** Values that the old site could print, by name. */
  readonly values: ReadonlyMap<string, string>
}

/** Turns one thing of the old site's Markdown into ours, and tells of what it cannot turn. */
export type Rewriter = (lines: readonly Line[], context: Rewriting) => readonly Line[]
