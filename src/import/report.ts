import type { Finding } from './old-site.ts'

/** What an import made of an old site. */
export interface Summary {
  readonly generator: string
  readonly from: string
  readonly pages: readonly {
    readonly from: string
    readonly to: string
    readonly address: string
    readonly redirects: readonly string[]
  }[]
  readonly copied: readonly { readonly from: string; readonly to: string }[]
  readonly findings: readonly Finding[]
  /** Files of the old site that are no pages and that no page uses, by folder. */
  readonly unused: readonly { readonly folder: string; readonly files: number }[]
}

/** The report as text to read: what went where, and, line by line, what was not carried as it was. */
export function printReport({ generator, from, pages, copied, findings, unused }: Summary): string {
  const many = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`
  const sections = [
    [
      `Import of ${from} (${generator}): ${many(pages.length, 'page', 'pages')}, ${many(copied.length, 'file', 'files')}.`,
    ],
    [
      'Pages, with their new address and the old ones that lead to it:',
      ...pages.map(
        (page) =>
          `  ${page.from} -> ${page.to} (${page.address}${page.redirects.length > 0 ? `, from ${page.redirects.join(', ')}` : ''})`,
      ),
    ],
    ...(copied.length > 0
      ? [['Pictures and documents:', ...copied.map((file) => `  ${file.from} -> ${file.to}`)]]
      : []),
    findings.length === 0
      ? ['Everything was carried.']
      : [
          `Not carried as it was (${findings.length}), by file and line of the old site:`,
          ...findings.map(
            ({ file, line, kind, was, done }) => `  ${file}:${line} ${kind}: ${was}\n      ${done.replace(/\.$/, '')}.`,
          ),
        ],
    ...(unused.length > 0
      ? [
          [
            'Left where they are, as they are no pages and no page uses them:',
            ...unused.map(({ folder, files }) =>
              folder.endsWith('/') ? `  ${folder} (${many(files, 'file', 'files')})` : `  ${folder}`,
            ),
          ],
        ]
      : []),
  ]
  return `${sections.map((lines) => lines.map(printable).join('\n')).join('\n\n')}\n`
}

/** An old site may hold signs that move a terminal's cursor or recolour it; here they are shown, not obeyed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const printable = (text: string): string =>
  text.replace(controls, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
