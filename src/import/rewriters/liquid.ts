import { leftAsComment, mapProse } from '../lines.ts'
import type { Rewriter, Rewriting } from './rewriter.ts'

/** Liquid: links and plain values are filled in; nothing else of it is run, so the rest leaves a comment in its place. */
export const liquid: Rewriter = (lines, context) => {
  if (!context.dialects.has('liquid')) return lines
  return mapProse(lines, (text, { at }) =>
    text
      .replace(/\{%-?\s*(link|post_url)\s+([^%]+?)\s*-?%\}/g, (_, tag: string, path: string) =>
        tag === 'link' ? `source:///${path.replace(/^\//, '')}` : `source:///_posts/${path}.md`,
      )
      .replace(
        /\{\{-?\s*([^{}]*?)\s*-?\}\}/g,
        (was, expression: string) => knownValue(expression, context) ?? left(was, at, context),
      )
      .replace(/\{%-?\s*(\w+)[^%]*?-?%\}/g, (was, tag: string) => tagLeft(was, tag, at, context)),
  )
}

/** A value that is known without running anything, or a path that a filter makes an address of. */
function knownValue(expression: string, { values }: Rewriting): string | undefined {
  const [first = '', ...filters] = expression.split('|').map((part) => part.trim())
  if (first === 'site.url' || first === 'site.baseurl') return ''
  const quoted = /^(["'])(.*)\1$/.exec(first)?.[2]
  const plain = filters.every((filter) =>
    /^(relative_url|absolute_url|escape|xml_escape|strip|prepend:\s*site\.(baseurl|url))$/.test(filter),
  )
  return plain ? (quoted ?? values.get(first)) : undefined
}

function left(was: string, at: number, { note }: Rewriting): string {
  note(at, 'Liquid value', was, 'left out, with a comment in its place')
  return leftAsComment(was)
}

function tagLeft(was: string, tag: string, at: number, { note }: Rewriting): string {
  if (/^(if|unless|for|case|when|else|elsif|capture|assign|tablerow|cycle|increment|decrement|end\w+)$/.test(tag)) {
    if (!tag.startsWith('end')) note(at, 'Liquid tag', was, 'left out; the text around it is kept')
    return ''
  }
  const isInclude = tag.startsWith('include')
  note(
    at,
    isInclude ? 'include' : 'Liquid tag',
    was,
    isInclude
      ? 'left out, with a comment in its place: copy the text of that file here'
      : 'left out, with a comment in its place',
  )
  return leftAsComment(was)
}
