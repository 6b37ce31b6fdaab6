import type { SourceFile } from './files.ts'

/**
 * What lets a drawing act: scripts, handlers, foreign content, links out of it, and entities that could hide any of them.
 * In a page an image never runs, but opened by its own address it is a page of this site.
 */
const active =
  /<(?:[\w-]+:)?(?:script|foreignobject|iframe|embed|object|handler|set|animate\w*|a)\b|\son\w+\s*=|javascript\s*:|data\s*:\s*text|<!(?:entity|doctype)|<\?xml-stylesheet|@import|\bhref\s*=(?!\s*["']\s*#)(?!\s*["']\s*data:image)/i

/**
 * Signs that no drawing needs, and a declared encoding other than UTF-8: a browser would then read other letters than we do. (ISO-2022-JP
 * drops its escape signs, and `<scr\x1b(Bipt>` is a script.)
 */
const disguised =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|^\ufeff?\s*<\?xml[^>]{0,200}\sencoding\s{0,9}=\s{0,9}["'](?!utf-?8["'])/i

/** Larger drawings are pictures, and better saved as such. */
const largest = 5_000_000

/** Whether a drawing could do more than be looked at. One that is not UTF-8 is taken for active. */
export function isActiveDrawing({ path, bytes }: SourceFile): boolean {
  if (!/\.svg$/i.test(path) || !bytes) return false
  if (bytes.length > largest) return true
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return disguised.test(text) || active.test(text)
  } catch {
    return true
  }
}
