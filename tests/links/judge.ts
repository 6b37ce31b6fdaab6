import { DomUtils, parseDocument } from 'htmlparser2'

/**
 * Follows an address through a built site as a browser without scripts does on a host that only hands out files. It knows
 * nothing of how the site was made: files in, what a reader sees out.
 */
export type ReadFile = (path: string) => string | undefined

export interface Landing {
  /** `answer`: she is on it. `note`: she is on a note with a link, and `text` is what that leads to. `gone`: a note, or a page, says that it is gone. */
  readonly kind: 'answer' | 'note' | 'gone' | 'nothing'
  /** Where she has come to. */
  readonly address: string
  readonly text: string
}

type Document = ReturnType<typeof parseDocument>
type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>

/** `seen` guards against going round in circles. */
export function follow(read: ReadFile, address: string, seen: readonly string[] = []): Landing {
  const nothing: Landing = { kind: 'nothing', address, text: '' }
  if (seen.includes(address) || seen.length > 10) return nothing
  const { pathname, hash } = new URL(address, 'http://site')
  const path = decodeURIComponent(pathname)
  const html = read(path.endsWith('/') ? `${path}index.html` : path)
  if (html === undefined) return nothing
  const document = parsed(html)
  const on = (href: string): Landing =>
    follow(read, new URL(href, `http://site${pathname}`).href.slice(11), [...seen, address])

  const refresh = one(document, ({ name, attribs }) => name === 'meta' && attribs['http-equiv'] === 'refresh')
  // A refresh drops the anchor that the browser came with; one in its own address counts.
  const to = /url=(.*)$/.exec(refresh?.attribs.content ?? '')?.[1]
  if (to !== undefined) return on(to)

  const anchor = decodeURIComponent(hash.slice(1))
  const target = anchor === '' ? undefined : one(document, ({ attribs }) => attribs.id === anchor)
  const note = (element: Element): Landing => {
    const link = one(element, ({ name }) => name === 'a')
    const text = DomUtils.textContent(element)
    if (/no longer answered/i.test(text)) return { kind: 'gone', address, text }
    const there = link && on(link.attribs.href ?? '')
    return there ? { ...there, kind: there.kind === 'answer' ? 'note' : there.kind } : nothing
  }
  if (target) {
    const item = upTo(
      target,
      ({ name, parent }) => name === 'li' && hasClass(upTo(parent as Element, hasClass), 'moved-notes'),
    )
    if (item) return note(item)
    const section = upTo(target, ({ name, attribs }) => name === 'section' && attribs.class === 'answer')
    return { kind: 'answer', address, text: DomUtils.textContent(section ?? target) }
  }
  const main = one(document, ({ name }) => name === 'main')
  if (!main) return nothing
  const moved = one(main, ({ attribs }) => 'data-moved-page' in attribs)
  if (moved) return note(moved)
  const text = main.children
    .filter((child) => !hasClass(child as Element))
    .map((child) => DomUtils.textContent(child))
    .join('')
  if (/no longer answered/i.test(text) && !one(main, ({ attribs }) => attribs.class === 'answer'))
    return { kind: 'gone', address, text }
  // At the top of a page: right for a page, and for an answer only if it has no anchor of its own.
  return anchor === '' ? { kind: 'answer', address, text } : nothing
}

const one = (from: Document | Element, test: (element: Element) => boolean): Element | undefined =>
  DomUtils.findOne(test, from.children, true) ?? undefined

function upTo(from: Element | null, test: (element: Element) => boolean): Element | undefined {
  for (let at: unknown = from; at; at = (at as Element).parent)
    if ((at as Element).attribs && test(at as Element)) return at as Element
  return undefined
}
const hasClass = (element: Element | undefined, name = 'moved-notes'): boolean =>
  element?.attribs.class?.split(' ').includes(name) ?? false

const documents = new Map<string, Document>()

/** Each file is parsed once for as long as it stays the same. */
function parsed(html: string): Document {
  const known = documents.get(html)
  if (known) return known
  if (documents.size > 500) documents.clear()
  const document = parseDocument(html)
  documents.set(html, document)
  return document
}
