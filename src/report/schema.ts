/** Goes up when a program that reads a report would have to change. New keys do not count. */
export const reportVersion = 1

const text = { type: 'string' } as const
const counted = { type: 'integer', minimum: 0 } as const
const place = { type: 'integer', minimum: 1 } as const
const share = { type: 'number', minimum: 0, maximum: 1 } as const

/** The JSON Schema (json-schema.org) of what `check` and `build` print with `--format json`. */
export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What is wrong with the content of a site',
  type: 'object',
  required: ['version', 'problems', 'errors', 'warnings'],
  properties: {
    version: { const: reportVersion },
    problems: {
      description: 'By file, line and column.',
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'severity', 'file', 'line', 'column', 'endColumn', 'what', 'why', 'fix'],
        properties: {
          rule: { ...text, description: 'The name by which site.yml and comments know it.' },
          severity: { enum: ['error', 'warning'] },
          file: { ...text, description: 'From the folder in which the command ran.' },
          line: place,
          column: { ...place, description: 'The first character that is meant, counted in UTF-16 units.' },
          endColumn: { ...place, minimum: 2, description: 'The first character that is no longer meant.' },
          what: { ...text, description: 'What is wrong.' },
          why: { ...text, description: 'Why it matters.' },
          fix: { ...text, description: 'How to mend it. It may have several lines.' },
          source: {
            ...text,
            description: 'The line. Left out when the problem is that of a file as a whole, or of a folder.',
          },
        },
      },
    },
    errors: counted,
    warnings: counted,
    written: { type: 'boolean', description: 'Of a build: whether the site was built.' },
    output: { ...text, description: 'Of a build: the folder of the site.' },
    pages: { ...counted, description: 'Of a build.' },
    answers: { ...counted, description: 'Of a build.' },
    files: {
      description: 'Of a build: how many files there are of each kind.',
      type: 'object',
      additionalProperties: counted,
    },
    tests: { ...counted, description: 'With --search, if there are no errors: the number of searches.' },
    passed: { ...counted, description: 'Of them, those that found their answer.' },
    meanReciprocalRank: {
      ...share,
      description: 'Mean of 1 / place, nothing for an answer that is not in the first ten.',
    },
    first: { ...share, description: 'Share of the searches whose answer comes first.' },
    nothing: { ...share, description: 'Share of the searches that find nothing.' },
    outcomes: {
      description: 'One for each search.',
      type: 'array',
      items: {
        type: 'object',
        required: ['group', 'query', 'finds', 'top', 'passed', 'found'],
        properties: {
          group: text,
          query: text,
          finds: { type: 'array', items: text, description: 'Addresses, any one of which will do.' },
          top: { ...place, description: 'How far down it may stand.' },
          place: { ...place, description: 'Where it stands; left out when that is below the tenth place.' },
          passed: { type: 'boolean' },
          found: { type: 'array', items: text, description: 'The first three addresses.' },
        },
      },
    },
  },
} as const
