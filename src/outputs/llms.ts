import { absolute, withBase } from '../address.ts'
import { LongText } from '../long-text.ts'
import type { Address, Page, Site } from '../model.ts'
import { pageMarkdown } from './markdown-pages.ts'
import type { Output } from './output.ts'

/**
 * `/llms.txt` (llmstxt.org): what the site holds, for programs that read Markdown rather than HTML; and `/llms-full.txt`, all of it in
 * one file, each page with its address.
 */
export const llms: Output = (site, _assets, strings) => {
  const { name, description, notice } = site.settings
  const head = [
    `# ${oneLine(name)}`,
    ...(description ? [`> ${oneLine(description)}`] : []),
    ...(notice ? [oneLine(notice)] : []),
  ]
  // The parser that the format's own authors publish wants a paragraph here, and else loses the description or fails.
  const everything = `[${strings.allTitle}](${where(site, '/llms-full.txt')})`
  const sections = site.categories.map(({ title, page, subCategories }) =>
    [
      `## ${oneLine(title)}`,
      '',
      ...[page, ...subCategories.flatMap(({ pages }) => pages)].filter(isWritten).map(item),
    ].join('\n'),
  )
  const glossary = site.pages.filter(({ kind }) => kind === 'glossary')
  const more = glossary.length > 0 ? [['## Optional', '', ...glossary.map(item)].join('\n')] : []

  function item(page: Page): string {
    const about = page.description ? `: ${oneLine(page.description)}` : ''
    const address: Address = site.settings.outputs.markdown ? `${page.address}index.md` : page.address
    return `- [${linkText(page.title)}](${where(site, address)})${about}`
  }
  return [
    { path: '/llms.txt', content: `${[...head, everything, ...sections, ...more].join('\n\n')}\n` },
    { path: '/llms-full.txt', content: new LongText(() => whole(head, site)) },
  ]
}

function* whole(head: readonly string[], site: Site): Iterable<string> {
  yield head.join('\n\n')
  for (const page of site.pages) if (isWritten(page)) yield `\n\n${full(page, site)}`
  yield '\n'
}

/** An index page that nobody wrote has no text of its own. */
const isWritten = ({ kind, markdown }: Page): boolean =>
  kind === 'content' || kind === 'glossary' || (kind === 'index' && markdown.trim() !== '')

/** The address stands under the title, so that a program that quotes the text can name its place. */
function full(page: Page, site: Site): string {
  const [title = '', ...rest] = pageMarkdown(page).trimEnd().split('\n')
  return [title, '', `<${where(site, page.address)}>`, ...rest].join('\n')
}

const where = (site: Site, address: Address): string => absolute(site, address) ?? withBase(site.base, address)

/** Brackets as entities: for the parser of the format's authors a text ends at the first closing one, whatever stands before it. */
const linkText = (title: string): string =>
  oneLine(title)
    .replaceAll('\\', '\\\\')
    .replace(/[[\]]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
