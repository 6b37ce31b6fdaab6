import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Inventory } from './inventory.ts'
import { judgeOf, type Verdict } from './judge.ts'
import { linksIn } from './scan.ts'

export { type Inventory, NoInventory, readInventory } from './inventory.ts'

/** A link that is not as it should be. */
export interface LinkFinding extends Verdict {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  readonly link: string
  /** It has been rewritten. */
  readonly fixed: boolean
}

export interface CheckedLinks {
  readonly findings: readonly LinkFinding[]
  readonly files: number
  readonly links: number
}

export interface CheckLinksOptions {
  readonly inventory: Inventory
  /** Whole addresses at which the site is, or was, published. */
  readonly sites: readonly string[]
  /** Files and folders to look through. */
  readonly paths: readonly string[]
  /** Rewrites links to what has moved, and nothing else. */
  readonly fix: boolean
}

/** Looks through documents that are not part of a site for links into it, and tells which of them do not hold. */
export async function checkLinks({ inventory, sites, paths, fix }: CheckLinksOptions): Promise<CheckedLinks> {
  const judge = judgeOf(inventory, sites)
  const findings: LinkFinding[] = []
  const files = (await Promise.all(paths.map(documentsIn))).flat()
  let links = 0
  for (const file of files) {
    const text = decode(await readFile(file))
    if (text === undefined) continue
    const found = linksIn(text.text, sites)
    links += found.length
    let changed = text.text
    for (const { text: link, start } of [...found].reverse()) {
      const verdict = judge(link)
      if (!verdict) continue
      const isFixed = fix && verdict.kind === 'moved' && verdict.instead !== undefined
      if (isFixed) changed = changed.slice(0, start) + verdict.instead + changed.slice(start + link.length)
      const before = text.text.slice(0, start).split('\n')
      findings.push({
        ...verdict,
        file,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        link,
        fixed: isFixed,
      })
    }
    if (changed !== text.text) await replaceFile(file, Buffer.from(changed, text.encoding))
  }
  const order = new Map(files.map((file, index) => [file, index]))
  findings.sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column)
  return { findings, files: files.length, links }
}

const documents: ReadonlySet<string> = new Set(['.md', '.markdown', '.mdx', '.html', '.htm', '.rst', '.txt'])

/** A file as it is, whatever its name; of a folder all documents, but for hidden ones and those of other people's packages. */
async function documentsIn(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path]
  const entries = await readdir(path, { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const child = join(path, entry.name)
    if (entry.isDirectory()) found.push(...(await documentsIn(child)))
    else if (entry.isFile() && documents.has(extname(entry.name).toLowerCase())) found.push(child)
  }
  return found
}

/** Text that gives the same bytes again: UTF-8, or whatever else, taken byte by byte. Pictures and the like are no text. */
function decode(bytes: Buffer): { text: string; encoding: 'utf8' | 'latin1' } | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf8' }
  } catch {
    return { text: bytes.toString('latin1'), encoding: 'latin1' }
  }
}

/** A document is whole at every moment, and keeps its permissions. */
async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const { mode } = await stat(file)
  await writeFile(`${file}.new`, bytes, { mode })
  await rename(`${file}.new`, file)
}

/** The findings as text for a terminal. */
export function printLinks({ findings, files, links }: CheckedLinks): string {
  const lines = findings.map(({ file, line, column, kind, what, link, instead, fixed }) =>
    [
      `${file}:${line}:${column} ${fixed ? 'mended' : kind}`,
      `  Link: ${link}`,
      `  What: ${what}`,
      ...(instead === undefined ? [] : [`  ${fixed ? 'Now: ' : kind === 'moved' ? 'Mend:' : 'Try: '} ${instead}`]),
    ].join('\n'),
  )
  const count = (kind: LinkFinding['kind']): number =>
    findings.filter((finding) => finding.kind === kind && !finding.fixed).length
  const mended = findings.filter(({ fixed }) => fixed).length
  const sums = [
    ...(['dead', 'moved', 'retired', 'changed'] as const).map((kind) => `${count(kind)} ${kind}`),
    ...(mended > 0 ? [`${mended} mended`] : []),
  ]
  const many = `${links} ${links === 1 ? 'link' : 'links'} into the site in ${files} ${files === 1 ? 'file' : 'files'}`
  return [...lines, `${many}: ${sums.join(', ')}.`].join('\n\n')
}
