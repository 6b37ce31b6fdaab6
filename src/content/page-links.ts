import type { Token } from 'markdown-it'
import type { Link, LinkTarget, Place } from '../model.ts'
import { inlineWords } from './markdown/anchors.ts'
import type { Written } from './markdown/places.ts'
import type { Placer } from './places.ts'

export interface LinkReader {
  /** Reads a link's target; what it says goes into the model. */
  readonly readLink: (href: string) => LinkTarget
  /** What is written into HTML for a target; undefined takes the link away and leaves its text. */
  readonly hrefFor: (href: string, target: LinkTarget) => string | undefined
}

/** Reads every link once, notes where it stands, and writes the address that the built page shall have. */
export function resolveLinks(tokens: readonly Token[], places: Placer, reader: LinkReader): Map<Token, Link[]> {
  const links = new Map<Token, Link[]>()
  for (const inline of tokens) {
    if (inline.type !== 'inline') continue
    const found = (inline.children ?? []).flatMap((child, index, children): Link[] => {
      const attribute = child.type === 'link_open' ? 'href' : child.type === 'image' ? 'src' : undefined
      if (!attribute || child.attrGet('class') === 'header-anchor') return []
      const href = String(child.attrGet(attribute) ?? '')
      const target = reader.readLink(href)
      const at = placeOfLink(child, inline, places)
      const words = child.type === 'image' ? child.content.trim() : inlineWords(labelOf(children, index))
      const written = reader.hrefFor(href, target)
      if (written !== undefined) child.attrSet(attribute, written)
      else child.attrs = (child.attrs ?? []).filter(([name]) => name !== attribute)
      // Paper need not tell the address twice.
      if (child.info === 'auto' || children[index + 1]?.content === href) child.attrJoin('class', 'shown-address')
      if (target.kind === 'unsafe') neutralise(child, children, index)
      return [{ kind: attribute === 'href' ? 'link' : 'image', href, words, at, target }]
    })
    if (found.length > 0) links.set(inline, found)
  }
  return links
}

/** What stands between a link's start and its end. */
function labelOf(children: readonly Token[], index: number): Token[] {
  const end = children.findIndex(({ type }, at) => at > index && type === 'link_close')
  return children.slice(index + 1, end === -1 ? undefined : end)
}

/** The link's text stays, the link goes. */
function neutralise(open: Token, children: readonly Token[], index: number): void {
  if (open.type === 'image') {
    open.type = 'text'
    return
  }
  const close = children.find((token, at) => at > index && token.type === 'link_close' && token.level === open.level)
  for (const token of [open, close]) if (token) Object.assign(token, { type: 'text', content: '', attrs: null })
}

function placeOfLink(child: Token, inline: Token, places: Placer): Place {
  const written = child.meta?.written as Written | undefined
  const href = String(child.attrGet('href') ?? child.attrGet('src') ?? '')
  // By reference: markdown-it puts its own word in the place of ours, and what has to be mended is the line that gives the target.
  if (!written?.target) return places.ofDefinition(safeDecode(href)) ?? places.ofText(safeDecode(href))
  const base = inline.content.indexOf(written.content)
  if (base === -1) return places.ofText(written.target.text)
  return places.inInline(inline, written.target.text, base + written.target.offset)
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}
