import { leftAsComment, mapProse } from '../lines.ts'
import { parameters } from './admonitions.ts'
import type { Rewriter, Rewriting } from './rewriter.ts'

/** Hugo's shortcodes: links and figures become Markdown; the rest leaves a comment in its place, and its inner text. */
export const shortcodes: Rewriter = (lines, context) => {
  if (!context.dialects.has('shortcodes')) return lines
  return mapProse(lines, (text, { at }) =>
    text
      // Written out for readers: `{{</* name */>}}`.
      .replace(/\{\{([<%])\/\*\s*(.*?)\s*\*\/([>%])\}\}/g, '`{{$1 $2 $3}}`')
      .replace(
        /(?<!`)\{\{([<%])\s*(\/?)\s*([\w/.-]+)\s*([^{}]*?)\s*\/?[>%]\}\}(?!`)/g,
        (was, _sign, close, name: string, rest: string) => (close === '/' ? '' : turned(was, name, rest, at, context)),
      ),
  )
}

function turned(was: string, name: string, rest: string, at: number, { note }: Rewriting): string {
  const { named, plain } = parameters(name === 'ref' || name === 'relref' ? `"${rest.replaceAll('"', '')}"` : rest)
  if (name === 'ref' || name === 'relref')
    return `source:///${(plain[0] ?? '').replace(/^path=/, '').replace(/^\//, '')}`
  if (name === 'figure') {
    const alt = named.get('alt') ?? named.get('caption') ?? named.get('title') ?? ''
    const words = [named.get('title'), named.get('caption')].filter((one) => one && one !== alt)
    if (named.has('width') || named.has('class') || named.has('height'))
      note(at, 'shortcode', was, 'turned into a picture; its size and look are left out')
    return [`![${alt}](${named.get('src') ?? ''})`, ...words].join('<br>')
  }
  if (name === 'youtube' || name === 'vimeo') {
    const id = named.get('id') ?? plain[0] ?? ''
    note(at, 'shortcode', was, 'turned into a link')
    return `<${name === 'youtube' ? 'https://www.youtube.com/watch?v=' : 'https://vimeo.com/'}${id}>`
  }
  if (name === 'tab') {
    note(at, 'shortcode', was, 'its text kept, one tab below the other')
    return `**${named.get('name') ?? named.get('title') ?? plain[0] ?? ''}**`
  }
  note(at, 'shortcode', was, 'left out, with a comment in its place; text inside it is kept')
  return leftAsComment(was)
}
