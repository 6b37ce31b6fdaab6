import type { FrontMatter } from '../content/schema.ts'
import type { EditorSchema } from './schemas.ts'

/** A snippet as VS Code reads it. */
export interface Snippet {
  readonly scope: 'markdown'
  readonly prefix: string
  readonly description: string
  readonly body: readonly string[]
}

/** A part to fill in: Tab goes from one to the next. */
const blank = (place: number, text: string): string => `\${${place}:${text}}`

/** A part with a list to choose from. */
const choice = (...words: readonly string[]): string => `\${1|${words.join(',')}|}`

/** What each key of the front matter is completed to. The layouts are known only when all of it is made. */
const bodies: Readonly<Record<keyof FrontMatter, readonly string[]>> = {
  title: [`title: ${blank(1, 'What is it?')}`],
  layout: [],
  category: [`category: ${blank(1, 'Frequently Asked Questions')}`],
  sub_category: [`sub_category: ${blank(1, 'Getting started')}`],
  sub_categories: ['sub_categories:', `  - ${blank(1, 'Getting started')}`],
  description: [`description: ${blank(1, 'One sentence for search engines and lists.')}`],
  slug: [`slug: ${blank(1, 'what-is-it')}`],
  glossary: [`glossary: ${choice('false', 'true')}`],
  order: [`order: ${blank(1, '1')}`],
  draft: [`draft: ${choice('true', 'false')}`],
  lang: [`lang: ${blank(1, 'en-GB')}`],
  redirect_from: ['redirect_from:', `  - ${blank(1, '/old-page/')}`],
  permalink: [`permalink: ${blank(1, '/old-page/')}`],
  last_reviewed: ['last_reviewed: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE'],
  review_in: [`review_in: ${choice('12 months', '6 months', '2 years')}`],
  owner: [`owner: ${blank(1, 'Who answers for the page')}`],
  sources: ['sources:', `  - title: ${blank(1, 'What it is called')}`, `    url: ${blank(2, 'https://example.org/')}`],
  answers: [
    'answers:',
    `  ${blank(1, 'what-is-it')}:`,
    '    also_asked:',
    `      - ${blank(2, 'The question in other words')}`,
  ],
}

/**
 * Editors know no schema for the top of a Markdown file, so that its keys complete as snippets, with the schema's own
 * descriptions. A whole page is one more.
 */
export function snippets(frontMatter: EditorSchema): Record<string, Snippet> {
  const properties = frontMatter.properties as Record<string, { description?: string; enum?: string[] }>
  const layouts = properties.layout?.enum ?? []
  const keys = Object.entries(bodies).map(([key, body]): [string, Snippet] => [
    `Front matter: ${key}`,
    {
      scope: 'markdown',
      prefix: key,
      description: properties[key]?.description ?? '',
      body: key === 'layout' ? [`layout: ${choice(...layouts)}`] : body,
    },
  ])
  return Object.fromEntries([['Page of answers', page], ...keys])
}

const page: Snippet = {
  scope: 'markdown',
  prefix: 'page',
  description: 'A page with one answer. "npm run new" does the same, and shows questions that are like it.',
  body: [
    '---',
    `title: ${blank(1, 'What is it?')}`,
    `category: ${blank(2, 'Frequently Asked Questions')}`,
    'draft: true',
    '---',
    '',
    `## ${blank(1, 'What is it?')}`,
    '',
    '$0',
  ],
}
