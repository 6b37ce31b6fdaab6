/** Goes up when a program that reads `/answers.json` would have to change. New keys do not count. */
export const schemaVersion = 1

const text = { type: 'string' } as const
const address = {
  type: 'string',
  pattern: '^/',
  description:
    'On the host that the site is on, base path included: resolve it against "url", or where the file came from.',
} as const
const day = { type: 'string', format: 'date' } as const
const list = (items: object, description?: string) => ({
  type: 'array',
  items,
  ...(description ? { description } : {}),
})

/** The JSON Schema of `/answers.json`. */
export const answersSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Every answer of a site',
  type: 'object',
  required: ['version', 'name', 'language', 'base', 'answers', 'pages', 'retired', 'files'],
  properties: {
    $schema: text,
    version: { const: schemaVersion },
    name: text,
    description: text,
    language: text,
    base: { type: 'string', pattern: '^/(.*/)?$', description: 'The path under which the site is published.' },
    url: { type: 'string', format: 'uri', description: 'Where the site is published, when that is known.' },
    licence: { type: 'object', required: ['name'], properties: { name: text, url: text } },
    answers: list({
      type: 'object',
      required: ['kind', 'address', 'question', 'page', 'language', 'text', 'markdown', 'hash', 'anchors', 'former'],
      properties: {
        id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', description: 'It never changes.' },
        permalink: { ...address, description: 'The address to link to: it stays when the answer moves.' },
        kind: { enum: ['answer', 'lead', 'term'], description: 'A lead is what a page says before its first answer.' },
        address,
        question: text,
        page: { ...text, description: 'The title of its page.' },
        category: text,
        sub_category: text,
        language: text,
        text: { ...text, description: 'Without marks; paragraphs end with a line break.' },
        markdown: text,
        hash: {
          type: 'string',
          pattern: '^[0-9a-f]{8}$',
          description: 'Changes with what the answer says. A link may pin it: permalink?v=hash',
        },
        also_asked: list(text, 'Other wordings of the question.'),
        last_reviewed: day,
        review_due: day,
        owner: text,
        sources: list({ type: 'object', required: ['title'], properties: { title: text, url: text } }),
        anchors: list(text, 'Of the headings inside it.'),
        former: list(address, 'Where it was before, and other permalinks of it. They all lead to it.'),
      },
    }),
    pages: list({
      type: 'object',
      required: ['address', 'title', 'former'],
      properties: { address, title: text, category: text, former: list(address) },
    }),
    retired: list(
      {
        type: 'object',
        required: ['id', 'permalink', 'question', 'former'],
        properties: { id: text, permalink: address, question: text, former: list(address), instead: address },
      },
      'What is gone for good. The addresses stay, and say so.',
    ),
    files: list(address, 'Pictures, documents and other files.'),
  },
} as const
