import { posix } from 'node:path'
import { isActiveDrawing } from '../content/svg.ts'
import { shown } from './data.ts'
import { type FindPage, withoutBase } from './find-page.ts'
import { folderOf } from './generators/paths.ts'
import { type Line, proseAlone } from './lines.ts'
import type { Note, OldFile, OldFiles, OldPage, Setup } from './old-site.ts'

/** A page of the new site, as links see it. */
export interface LinkedPage {
  readonly path: string
  readonly anchors: ReadonlySet<string>
  /** Old anchors, and those that they are now; the title's own is empty. */
  readonly moved: ReadonlyMap<string, string>
  readonly draft: boolean
}

export interface LinkContext {
  readonly setup: Setup
  readonly files: OldFiles
  readonly find: FindPage
  readonly pages: ReadonlyMap<OldPage, LinkedPage>
  /** Told of every file beside the pages that is used; gives its path in the new site. */
  readonly use: (file: OldFile) => string
  readonly note: Note
}

/** What the gate publishes from beside the pages; a file of another kind may not be linked to. */
const published =
  /\.(png|jpe?g|gif|webp|avif|svg|pdf|csv|tsv|txt|json|zip|docx|xlsx|pptx|odt|ods|odp|ics|mp3|mp4|webm|vtt)$/i

/** Rewrites every link and image of a body to where its target is now. A link to nothing goes; its words stay. */
export function rewriteLinks(lines: readonly Line[], page: OldPage, context: LinkContext): readonly Line[] {
  const text = lines.map((line) => line.text).join('\n')
  const prose = proseAlone(lines)
  const edits: Edit[] = []
  const dropped = new Set<string>()
  const starts = lineStarts(text)
  const lineAt = (offset: number): number => lines[starts.findLastIndex((start) => start <= offset)]?.at ?? 1
  for (const link of linksIn(prose)) {
    const written = text.slice(link.from, link.to)
    const to = newTarget(written, link.image, page, context)
    if (to.kind === 'same') continue
    if (to.kind === 'to') {
      edits.push({ from: link.from, to: link.to, text: inBrackets(to.target, link.angled) })
      if (to.lost) context.note(lineAt(link.from), 'anchor', written, to.lost)
      continue
    }
    context.note(lineAt(link.from), link.image ? 'image' : 'link', shown(written), `${to.why}; its words are kept`)
    if (link.label !== undefined) dropped.add(link.label)
    edits.push(
      { from: link.opening, to: link.opening + (link.image ? 2 : 1), text: '' },
      { from: link.closing, to: link.end, text: '' },
    )
  }
  let changed = text
  for (const { from, to, text: by } of edits.sort((a, b) => b.from - a.from))
    changed = changed.slice(0, from) + by + changed.slice(to)
  // A link by reference whose definition is gone keeps its words alone.
  for (const label of dropped)
    changed = changed
      .replace(new RegExp(`\\[([^\\[\\]]+)\\]\\[${escaped(label)}\\]`, 'gi'), '$1')
      .replace(new RegExp(`\\[(${escaped(label)})\\](?:\\[\\])?(?![(:])`, 'gi'), '$1')
  return changed.split('\n').map((one, index) => ({ ...(lines[index] as Line), text: one }))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

const inBrackets = (target: string, angled: boolean): string =>
  angled ? target : /[\s()<>]/.test(target) ? `<${target}>` : target

const lineStarts = (text: string): readonly number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

interface FoundLink {
  readonly image: boolean
  /** The target, without angle brackets. */
  readonly from: number
  readonly to: number
  readonly angled: boolean
  /** Where its words open and close, and where all of it ends: what goes if the link does. */
  readonly opening: number
  readonly closing: number
  readonly end: number
  /** Of a definition, what it is called. */
  readonly label?: string
}

/** Links and images as `[words](target)`, and definitions as `[label]: target`. */
function linksIn(prose: string): readonly FoundLink[] {
  const found: FoundLink[] = []
  const target =
    /\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*))(?:\s+(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\([^()]*\)))?\s*\)/y
  for (let at = prose.indexOf(']('); at !== -1; at = prose.indexOf('](', at + 2)) {
    target.lastIndex = at + 2
    const match = target.exec(prose)
    const opening = match ? openingOf(prose, at) : -1
    if (!match || opening === -1) continue
    const [whole, angled, bare = ''] = match
    const from = at + 2 + whole.indexOf(angled ?? bare, angled === undefined ? /^\s*/.exec(whole)?.[0].length : 1)
    const image = prose[opening - 1] === '!'
    found.push({
      image,
      from,
      to: from + (angled ?? bare).length,
      angled: angled !== undefined,
      opening: image ? opening - 1 : opening,
      closing: at,
      end: at + 2 + whole.length,
    })
  }
  for (const match of prose.matchAll(
    /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*(?:<([^<>\n]*)>|(\S+))(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$/gm,
  )) {
    const [whole, label = '', angled, bare = ''] = match
    const from = match.index + whole.indexOf(angled ?? bare, whole.indexOf(']:'))
    const end = match.index + whole.length
    found.push({
      image: false,
      from,
      to: from + (angled ?? bare).length,
      angled: angled !== undefined,
      opening: match.index,
      closing: match.index + 1,
      end,
      label,
    })
  }
  return found
}

/** The bracket that opens a link's words; not beyond its paragraph. */
function openingOf(prose: string, closing: number): number {
  let depth = 0
  for (let at = closing; at >= Math.max(0, closing - 2000); at--) {
    if (prose[at] === '\n' && prose[at - 1] === '\n') return -1
    if (prose[at - 1] === '\\') continue
    if (prose[at] === ']') depth++
    else if (prose[at] === '[' && --depth === 0) return at
  }
  return -1
}

type NewTarget =
  | { readonly kind: 'same' }
  | { readonly kind: 'to'; readonly target: string; readonly lost?: string }
  | { readonly kind: 'drop'; readonly why: string }

function newTarget(written: string, image: boolean, page: OldPage, context: LinkContext): NewTarget {
  const { setup } = context
  let target = written.replaceAll('&amp;', '&')
  if (setup.url && target.startsWith(setup.url.replace(/\/$/, '')))
    target = `/${target.slice(setup.url.length - 1).replace(/^\/+/, '')}`
  else if (/^source:\/\/\//.test(target)) return bySource(target.slice('source:///'.length), image, page, context)
  else if (/^@site\//.test(target)) return bySource(target.slice('@site/'.length), image, page, context)
  else if (/^pathname:\/\//.test(target)) target = target.slice('pathname://'.length)
  else if (target !== written && /^https?:/i.test(target)) return { kind: 'same' }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase()
  if (scheme)
    return /^(https?|mailto|tel)$/.test(scheme)
      ? { kind: 'same' }
      : { kind: 'drop', why: `left out, as ${scheme}: is no address for readers` }
  if (/^[\\/]{2}/.test(target)) return { kind: 'same' }
  const { path, query, anchor } = split(target)
  if (path === '') return toPage(page, { query, anchor }, page, context, image)
  const local = path.startsWith('/') ? withoutBase(path, setup) : path
  const found = local.startsWith('/') ? absolute(local, context) : relative(local, page, context)
  if (found && 'front' in found) return toPage(found, { query, anchor }, page, context, image)
  if (found) return toFile(found, page, context)
  if (local === '/') return { kind: 'to', target: '/' }
  return { kind: 'drop', why: 'left out, as nothing is there' }
}

interface Parts {
  readonly path: string
  readonly query: string
  readonly anchor: string
}

function split(target: string): Parts {
  const [before = '', ...fragment] = target.split('#')
  const [path = '', ...query] = before.split('?')
  return { path: decoded(path), query: query.join('?'), anchor: decoded(fragment.join('#')) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return text
  }
}

/** A path in the old folder, or, with Hugo, any name that a page goes by. */
function bySource(target: string, image: boolean, page: OldPage, context: LinkContext): NewTarget {
  const { path, query, anchor } = split(target)
  const { find, files } = context
  if (path === '') return toPage(page, { query, anchor }, page, context, image)
  const beside = posix.normalize(folderOf(page.path) + path)
  const found =
    find.byPath(path) ??
    find.byId(beside) ??
    find.byId(path) ??
    find.byId(posix.basename(path)) ??
    find.byAddress(`/${path}`)
  if (found) return toPage(found, { query, anchor }, page, context, image)
  const file = files.get(path)
  return file ? toFile(file, page, context) : { kind: 'drop', why: 'left out, as nothing is there' }
}

function relative(path: string, page: OldPage, { find, files, setup }: LinkContext): OldPage | OldFile | undefined {
  const beside = posix.normalize(folderOf(page.file.path) + path)
  if (!beside.startsWith('..')) {
    const found = find.byPath(beside) ?? files.get(beside)
    if (found) return found
  }
  for (const own of setup.addresses(page)) {
    const address = addressOn(own, path)
    if (address === undefined) continue
    const found = find.byAddress(address) ?? rootFile(address, { files, setup })
    if (found) return found
  }
  return undefined
}

/** A path as a browser would read it on an old page; nothing, where one of the two is no address. */
function addressOn(own: string, path: string): string | undefined {
  try {
    return decoded(new URL(path, new URL(encodeURI(own), 'https://old.example')).pathname)
  } catch {
    return undefined
  }
}

function absolute(path: string, { find, files, setup }: LinkContext): OldPage | OldFile | undefined {
  const bySourcePath = setup.roots.map((root) => find.byPath(root + path.slice(1))).find((page) => page !== undefined)
  return find.byAddress(path) ?? rootFile(path, { files, setup }) ?? bySourcePath
}

const rootFile = (path: string, { files, setup }: Pick<LinkContext, 'files' | 'setup'>): OldFile | undefined =>
  setup.roots.map((root) => files.get(root + path.replace(/^\//, ''))).find((file) => file !== undefined)

function toFile(file: OldFile, page: OldPage, { pages, use }: LinkContext): NewTarget {
  if (!published.test(file.path))
    return { kind: 'drop', why: `left out, as ${posix.basename(file.path)} is no picture and no document` }
  if (
    isActiveDrawing({
      path: file.path,
      shown: '',
      onDisk: '',
      ...(file.text === undefined ? {} : { bytes: Buffer.from(file.text) }),
    })
  )
    return { kind: 'drop', why: 'left out, as the drawing holds scripts, links or other parts that act' }
  return { kind: 'to', target: pathFrom(pages.get(page)?.path ?? '', use(file)) }
}

function toPage(
  to: OldPage,
  { query, anchor }: Omit<Parts, 'path'>,
  from: OldPage,
  { pages }: LinkContext,
  image: boolean,
): NewTarget {
  const target = pages.get(to)
  const own = pages.get(from)
  if (image) return { kind: 'drop', why: 'left out, as it is no picture' }
  if (!target || !own) return { kind: 'drop', why: 'left out, as that page is left out' }
  if (target.draft && to !== from) return { kind: 'drop', why: 'left out, as that page is a draft' }
  const there = [anchor, anchor.toLowerCase()]
    .map((one) => (target.anchors.has(one) ? one : target.moved.get(one)))
    .find((one) => one !== undefined)
  const lost = anchor !== '' && there === undefined && !/^(top|content)?$/i.test(anchor)
  const fragment = there ? `#${encodeURI(there)}` : ''
  const path = to === from ? '' : pathFrom(own.path, target.path) + (query ? `?${query}` : '')
  if (path === '' && fragment === '') {
    // A link from a page to itself as a whole.
    return lost
      ? { kind: 'drop', why: 'left out, as no heading of this page has that anchor' }
      : { kind: 'to', target: posix.basename(own.path) }
  }
  return {
    kind: 'to',
    target: path + fragment,
    ...(lost ? { lost: 'left out, as no heading there has it; the link leads to the page' } : {}),
  }
}

const pathFrom = (from: string, to: string): string => {
  const path = encodeURI(posix.relative(posix.dirname(from), to))
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23')
  return path === '' ? encodeURI(posix.basename(to)) : path
}
