import { slug } from 'github-slugger'
import { closedLines, heading, type Line, withText } from './lines.ts'
import type { AnchorRule, Note } from './old-site.ts'
import { headingAttributes, readAttributes } from './rewriters/attribute-lists.ts'

/**
 * Gives every heading the anchor that it had on the old site, by its generator's own rule, while its text is still what it was
 * there. A setext heading becomes one with signs, so that all are written alike from here on.
 */
export function withOldAnchors(lines: readonly Line[], rule: AnchorRule, note: Note): readonly Line[] {
  const unique = uniqueBy(rule)
  const closed = closedLines(lines)
  const result: Line[] = []
  for (const [index, line] of lines.entries()) {
    const before = result.at(-1)
    const underline = closed[index] ? undefined : /^ {0,3}(=+|-+)\s*$/.exec(line.text)?.[1]
    if (underline && before && isSetextText(before, lines[index - 2], closed[index - 1])) {
      result[result.length - 1] = marked({
        ...before,
        text: `${underline[0] === '=' ? '#' : '##'} ${before.text.trim()}`,
      })
    } else result.push(closed[index] || !heading.test(line.text) ? line : marked(line))
  }
  return result

  function marked(line: Line): Line {
    const [, signs = '', written = ''] = heading.exec(line.text) ?? []
    const { text, list } = headingAttributes(written.replace(/\s+#+$/, ''))
    const { id, more } = list ? readAttributes(list) : { more: false }
    if (list && more) note(line.at, 'attribute list', list, id ? 'left out, but for its anchor' : 'left out')
    const own = text.trim()
    if (id) unique(id, true)
    return {
      ...withText(line, `${signs} ${own}`.trimEnd()),
      ...(id ? { anchor: id, set: true } : { anchor: unique(slugs[rule](own), false) }),
    }
  }
}

/** One line of text with nothing above it: of a paragraph over lines, only the last would be seen. */
const isSetextText = (line: Line, above: Line | undefined, closed: boolean | undefined): boolean =>
  !closed &&
  line.text.trim() !== '' &&
  !/^\s*(?:[-*+>|#]|\d+[.)]\s|<)/.test(line.text) &&
  !/^ {4}/.test(line.text) &&
  (above === undefined || above.text.trim() === '' || heading.test(above.text))

/** The words of a heading without the signs of Markdown. */
export const wordsOf = (text: string): string =>
  text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')

const slugs: Readonly<Record<AnchorRule, (text: string) => string>> = {
  github: (text) => slug(wordsOf(text)),
  // kramdown's own rule; with its GitHub parser, Jekyll's default, it is the one above.
  kramdown: (text) =>
    wordsOf(text)
      .replace(/^[^a-zA-Z]+/, '')
      .replace(/[^a-zA-Z0-9 -]/g, '')
      .replaceAll(' ', '-')
      .toLowerCase() || 'section',
  // Python-Markdown's `slugify`: ASCII alone, and runs of spaces and hyphens are one hyphen.
  python: (text) =>
    wordsOf(text)
      .normalize('NFKD')
      .replace(/[^\p{ASCII}]/gu, '')
      .replace(/[^\w\s-]/g, '')
      .trim()
      .toLowerCase()
      .replace(/[-\s]+/g, '-'),
  // VitePress: every sign is a hyphen, and no anchor starts with a digit.
  vitepress: (text) =>
    wordsOf(text)
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(\d)/, '_$1')
      .toLowerCase(),
  hugo: (text) =>
    wordsOf(text)
      .trim()
      .replace(/[^\p{L}\p{Nd}_\s-]/gu, '')
      .replaceAll(/\s/g, '-')
      .toLowerCase() || 'heading',
}

/** How a second heading of the same words was told apart: `-1`, or with Python-Markdown `_1`. */
function uniqueBy(rule: AnchorRule): (wanted: string, set: boolean) => string {
  const used = new Set<string>()
  return (wanted, set) => {
    const sign = rule === 'python' ? '_' : '-'
    let anchor = wanted
    if (!set) for (let number = 1; used.has(anchor) || anchor === ''; number++) anchor = `${wanted}${sign}${number}`
    used.add(anchor)
    return anchor
  }
}
