import { absolute } from '../address.ts'
import { escapeMarkup } from '../escape.ts'
import type { Output } from './output.ts'

/** The longest names that the format allows. */
const longestShortName = 16
const longestDescription = 1024

/**
 * `/opensearch.xml` (OpenSearch 1.1): with it, a browser's address bar can search the site. It names the whole address, and is made
 * only when the site knows that.
 */
export const openSearch: Output = (site) => {
  const { name, description, language } = site.settings
  const search = absolute(site, '/search/')
  if (search === undefined) return []
  return [
    {
      path: '/opensearch.xml',
      content: [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        `  <ShortName>${escapeMarkup(cut(name, longestShortName))}</ShortName>`,
        `  <Description>${escapeMarkup(cut(description || name, longestDescription))}</Description>`,
        `  <Language>${escapeMarkup(language)}</Language>`,
        '  <InputEncoding>UTF-8</InputEncoding>',
        `  <Url type="text/html" method="get" template="${escapeMarkup(search)}?q={searchTerms}"/>`,
        '</OpenSearchDescription>',
        '',
      ].join('\n'),
    },
  ]
}

/** Cut at a word, if one ends soon enough; letters are never cut in two. */
function cut(text: string, longest: number): string {
  const signs = [...text]
  if (signs.length <= longest) return text
  const short = signs.slice(0, longest).join('')
  return /^(.+)\s/s.exec(short)?.[1] ?? short
}
