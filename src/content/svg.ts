import type { SourceFile } from './files.ts'

/**
 * What lets a drawing act: scripts, handlers, foreign content, links out of it, and entities that could hide any of them.
 * In a page an image never runs, but opened by its own address it is a page of this site.
 */
const active =
  /<(?:[\w-]+:)?(?:script|foreignobject|iframe|embed|object|handler|set|animate\w*|a)\b|\son\w+\s*=|javascript\s*:|data\s*:\s*text|<!(?:entity|doctype)|<\?xml-stylesheet|@import|\bhref\s*=\s*["']?\s*(?!["'#\s])(?!data:image)/i

/** Whether a drawing could do more than be looked at. One that is not UTF-8 is taken for active. */
export function isActiveDrawing({ path, bytes }: SourceFile): boolean {
  if (!/\.svg$/i.test(path) || !bytes) return false
  try {
    return active.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return true
  }
}
