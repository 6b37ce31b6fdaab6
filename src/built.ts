import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Parser } from 'htmlparser2'
import { withBase } from './address.ts'
import { permalink } from './links/follow.ts'
import { answeredByRulesAlone } from './links/host-rules.ts'
import { type Address, type Link, linksOf, type Page, type Place, type Site } from './model.ts'
import type { Problem } from './problem.ts'

/** What one finished HTML file has that can be linked to, and what it links to. */
export interface BuiltFile {
  readonly ids: ReadonlySet<string>
  /** Each told once. */
  readonly references: readonly string[]
  /** It only sends readers elsewhere. */
  readonly sendsOn: boolean
}

/**
 * The same in little room, for the many files of a large site, and as plain data, which can be kept: lists as one text, without the
 * references that lead to a place of the file itself which is there.
 */
export interface FiledFile {
  readonly ids: string
  readonly references: string
  readonly sendsOn: boolean
}

/** A finished site, on disk or not. */
export interface FinishedFiles {
  /** Of every file, sorted. */
  readonly paths: readonly Address[]
  /** Looks at a file of HTML. */
  readonly look: (path: Address) => FiledFile | Promise<FiledFile>
}

export const isHtml = (path: Address): boolean => /\.html?$/i.test(path)

/** Of every file in a folder, its address as if the folder were published, sorted. */
export const filesIn = (folder: string): Address[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): Address => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .sort()

/**
 * Looks at a finished site: each address in it that leads into the site, in links, pictures, scripts, styles and redirects
 * alike, leads to a file that is there and, if it has an anchor, to an element with that `id`. The checks of the model cannot
 * see what layouts write.
 */
export async function checkBuilt({ paths, look }: FinishedFiles, site: Site): Promise<Problem[]> {
  const files = new Set<string>(paths)
  const built = new Map<Address, FiledFile>()
  for (const path of paths) {
    if (!isHtml(path)) continue
    const looked = look(path)
    built.set(path, looked instanceof Promise ? await looked : looked)
  }
  const leads = leader(site, files, built)
  const pageAt = new Map([...site.pages, ...site.links.signposts].map((page) => [fileOf(page.address), page]))
  return [...built].flatMap(([path, { references }]) =>
    listOf(references)
      .filter((reference) => !leads(path, reference) && !isToldElsewhere(reference, pageAt.get(path), site))
      .map((reference) => broken(path, reference, pageAt.get(path), site)),
  )
}

/** The page with everything on it repeats what authors wrote; that is told at the page that they wrote it on. */
const isToldElsewhere = (reference: string, page: Page | undefined, site: Site): boolean =>
  page?.kind === 'all' && site.pages.some((one) => linksOf(one).some((link) => hrefOf(link, site) === reference))

/** The file that answers for an address. */
export const fileOf = (address: Address): Address => (address.endsWith('/') ? `${address}index.html` : address)

/** The attributes that hold an address, by element. `canonical` and its like are links too. */
const holders: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  area: ['href'],
  audio: ['src'],
  form: ['action'],
  iframe: ['src'],
  img: ['src'],
  input: ['src'],
  link: ['href'],
  script: ['src'],
  source: ['src'],
  track: ['src'],
  video: ['src', 'poster'],
}

/** What a parser hands over are windows on the whole file, which would be held for as long as one of them is (25 KB a file, measured). */
export function fileHtml(html: string): FiledFile {
  const { ids, references, sendsOn } = readHtml(html)
  const isOwn = (reference: string): boolean => reference.startsWith('#') && ids.has(decoded(reference.slice(1)))
  return { ids: filed(ids), references: filed(references.filter((reference) => !isOwn(reference))), sendsOn }
}

/** Stands in no id and no address: files that hold it are refused (src/content/text.ts). */
const separator = '\0'

/** One text, flat: joined ones hang together from their parts until somebody looks into them. */
const filed = (texts: Iterable<string>): string =>
  Buffer.from(separator + [...texts].join(separator) + separator).toString()

const listOf = (texts: string): string[] => (texts === separator + separator ? [] : texts.split(separator).slice(1, -1))

const isIn = (texts: string, text: string): boolean => texts.includes(separator + text + separator)

export function readHtml(html: string): BuiltFile {
  const ids = new Set<string>()
  const references = new Set<string>()
  let sendsOn = false
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes.id) ids.add(attributes.id)
      for (const holder of holders[name] ?? []) {
        const address = attributes[holder]
        // What is written with its host may be another program's on the same one; `canonical` and its like are ours.
        if (address !== undefined && (name === 'link' || !/^[a-z][a-z0-9+.-]*:/i.test(address))) references.add(address)
      }
      if (name === 'meta' && attributes['http-equiv'] === 'refresh') {
        const to = /url=(.*)$/.exec(attributes.content ?? '')?.[1]
        if (to !== undefined) references.add(to)
        sendsOn = true
      }
    },
  })
  parser.end(html)
  return { ids, references: [...references], sendsOn }
}

/** Tells whether an address, as it stands in a file, leads to something; what is outside the site is not looked at. */
function leader(
  site: Site,
  files: ReadonlySet<string>,
  built: ReadonlyMap<string, FiledFile>,
): (path: Address, reference: string) => boolean {
  const { base, settings } = site
  const byRules = new Set<Address>(answeredByRulesAlone(site))
  const own = settings.url ?? 'http://site.invalid/'
  const root = new URL(own).origin
  const find = (path: Address, reference: string): boolean => {
    if (!URL.canParse(reference, root + base + path.slice(1))) return false
    const { origin, pathname, hash } = new URL(reference, root + base + path.slice(1))
    if (origin !== root) return true
    // Another part of the same host, if it is meant: an address that only forgot the base path is not.
    if (!pathname.startsWith(base)) return /^[a-z]+:/i.test(reference)
    const address: Address = `/${decoded(pathname.slice(base.length))}`
    const wanted = fileOf(address)
    if (!files.has(wanted)) return byRules.has(address)
    const anchor = decoded(hash.slice(1))
    // Chromium and Firefox jump to the words after `:~:text=` by themselves.
    if (anchor === '' || anchor.startsWith(':~:')) return true
    const there = built.get(wanted)
    return !there || there.sendsOn || isIn(there.ids, anchor)
  }
  // An address that begins with a slash means the same on every page, and most are on many.
  const known = new Map<string, boolean>()
  return (path, reference) => {
    if (!reference.startsWith('/')) return find(path, reference)
    const before = known.get(reference)
    if (before !== undefined) return before
    const leads = find(path, reference)
    known.set(reference, leads)
    return leads
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Told at the line of Markdown that wrote the address, if one did; else it is the layout's, or ours. */
function broken(path: Address, reference: string, page: Page | undefined, site: Site): Problem {
  const link = page && linksOf(page).find((one) => hrefOf(one, site) === reference)
  const isPublic = site.publicFiles.includes(path)
  return {
    rule: 'built-link',
    severity: 'error',
    at: link?.at ?? page?.at ?? placeOf(path, isPublic, site),
    what: `In the finished site, ${path} links to "${reference}", and nothing is there.`,
    why: 'Readers would come to a page that is not there, or miss a part of this one.',
    fix: link
      ? 'Mend the address, or take the link out.'
      : page
        ? `Its text has no such link: look at layouts/${page.layout}.tsx and the pieces that it is made of.`
        : isPublic
          ? 'Mend the address in that file.'
          : 'Make sure that the layout of the page it leads to gives each answer its id.',
  }
}

/** Of what no page of the model stands for: a file of the site's keeper, a permalink, or a redirect. */
function placeOf(path: Address, isPublic: boolean, { ledger, pages }: Site): Place {
  const start = { line: 1, column: 1 }
  const entry = ledger.find(({ id }) => path === `${permalink(id)}index.html`)
  return isPublic
    ? { file: `public${path}`, ...start }
    : (entry?.at ?? pages.find(({ kind }) => kind === 'home')?.at ?? { file: 'content', ...start })
}

const hrefOf = ({ target }: Link, { base }: Site): string | undefined =>
  target.kind === 'page'
    ? withBase(base, target.address) +
      (target.query ? `?${target.query}` : '') +
      (target.anchor ? `#${encodeURIComponent(target.anchor)}` : '')
    : target.kind === 'file'
      ? withBase(base, `/files/${target.path}`)
      : undefined
