/** What may stand on the command line behind two dashes, each option once, whichever commands take it. */
export interface Option {
  /** What stands for its value in the help; without one it is a switch. */
  readonly value?: string
  readonly help: string
  /** What is wrong with a value, as a sentence, if something is. */
  readonly mistake?: (value: string) => string | undefined
}

export const options = {
  content: { value: 'FOLDER', help: 'the content to read (content)' },
  output: { value: 'FOLDER', help: 'where the site goes (_site; for import imported)' },
  url: {
    value: 'ADDRESS',
    help: 'where it will be published, as https://example.org/help/',
    mistake: (text) =>
      /^https?:\/\//i.test(text) && URL.canParse(text) && !/[?#]/.test(text)
        ? undefined
        : `--url takes a whole web address, as https://example.org/help/, not "${text}".`,
  },
  host: {
    value: 'NAME',
    help: 'writes what that host needs, and only that: github-pages, netlify, cloudflare-pages, nginx, caddy or object-storage',
  },
  'keep-previous': {
    value: 'FOLDER',
    help: 'the site as it is published now: what pages open in browsers may still ask for is kept, for one release',
  },
  port: {
    value: 'NUMBER',
    help: 'the first port to try (8080)',
    mistake: (text) =>
      /^\d{1,5}$/.test(text) && Number(text) < 65536 ? undefined : `--port takes a number under 65536, not "${text}".`,
  },
  format: { value: 'FORMAT', help: 'how to print: text, json or, for check and build, github (text)' },
  color: { help: 'colours, also when it is no terminal that is written to' },
  'no-color': { help: 'no colours' },
  reviews: { help: 'tells which reviews are due, when and whose, instead of problems' },
  search: { help: 'runs the searches of search-tests.yml too' },
  baseline: { value: 'FILE', help: 'with --search: compares with an earlier run’s --format json' },
  external: { help: 'asks other sites whether what is linked to is still there' },
  frozen: { help: 'an answer without a permalink is an error' },
  today: {
    value: 'DAY',
    help: 'the day it is taken to be, as 2026-01-31 (today)',
    mistake: (text) =>
      isDay(text) ? undefined : `--today takes a day as year-month-day, as 2026-01-31, not "${text}".`,
  },
  category: { value: 'NAME', help: 'where the new page is filed' },
  'sub-category': { value: 'NAME', help: 'the part of the category that lists it' },
  title: { value: 'TEXT', help: 'the title of the new page (the question)' },
  slug: { value: 'WORDS', help: 'its file name and address, as what-is-trud (made from the title)' },
  page: { value: 'FILE', help: 'adds the answer to the end of that page instead' },
  'as-written': { help: 'makes a new category or sub-category, however like the name of another' },
  site: { value: 'ADDRESS-OR-FOLDER', help: 'the published site, or a folder with the built one' },
  fix: { help: 'rewrites links to what has moved, and nothing else' },
  from: {
    value: 'NAME',
    help: 'what the old site was made with: jekyll, mkdocs, docusaurus, vitepress, hugo or plain',
  },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options

/** What was asked for: the options with their form checked, and the words between them. */
export type Arguments = {
  readonly [Name in OptionName]?: (typeof options)[Name] extends { readonly value: string } ? string : boolean
} & { readonly words: readonly string[] }

/** A day that the calendar has, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
