import type { Arguments, OptionName } from '../options.ts'

export interface Command {
  /** How it is called, as the help shows it. */
  readonly usage: string
  readonly does: string
  readonly takes: readonly OptionName[]
  /** The values that `--format` may have; the first is used when it is left out. */
  readonly formats?: readonly string[]
  /** What has to stand beside the options, as a sentence that asks for it; without it, nothing may stand there. */
  readonly wants?: string
  /** It may be left out, as the command asks for it. */
  readonly asks?: boolean
  /** Loaded when it is called: no command waits for what another needs. */
  readonly load: () => Promise<{ readonly run: (args: Arguments) => Promise<number> }>
}

/**
 * Every command, in the order of the help. To add one, write a file beside this one, and an entry here. `run` returns the
 * exit code: 0 fine, 1 problems in the content, 2 wrong use or a fault of ours.
 */
export const commands = {
  start: {
    usage: 'npm start',
    does: 'builds the site, serves it at http://localhost:8080, and follows every change',
    takes: ['content', 'url', 'port'],
    load: () => import('./start.ts'),
  },
  build: {
    usage: 'npm run build',
    does: 'builds the site into _site',
    takes: ['content', 'output', 'url', 'host', 'keep-previous', 'frozen', 'format', 'color', 'no-color'],
    formats: ['text', 'json', 'github'],
    load: () => import('./build.ts'),
  },
  check: {
    usage: 'npm run check',
    does: 'tells what is wrong with the content, and writes nothing',
    takes: [
      'content',
      'url',
      'frozen',
      'external',
      'search',
      'baseline',
      'reviews',
      'today',
      'format',
      'color',
      'no-color',
    ],
    formats: ['text', 'json', 'github', 'schema'],
    load: () => import('./check.ts'),
  },
  links: {
    usage: 'npm run links',
    does: 'enters new answers in content/permalinks.txt, and follows those that have moved',
    takes: ['content', 'url', 'today', 'color', 'no-color'],
    load: () => import('./links.ts'),
  },
  new: {
    usage: 'npm run new -- "What is TRUD?"',
    does: 'makes the place for a new answer, and shows questions that are like it',
    takes: ['content', 'category', 'sub-category', 'title', 'slug', 'page', 'as-written'],
    wants: 'Say what the question is: npm run new -- "What is TRUD?"',
    asks: true,
    load: () => import('./new.ts'),
  },
  search: {
    usage: 'npm run search -- "what is trud"',
    does: 'searches the built site as its readers do',
    takes: ['output', 'format'],
    formats: ['text', 'json'],
    wants: 'Say what to search for: npm run search -- "what is trud"',
    load: () => import('./search.ts'),
  },
  'check-links': {
    usage: 'npx answerbook check-links --site ADDRESS-OR-FOLDER docs/',
    does: 'tells which links into a site, in documents elsewhere, do not hold',
    takes: ['site', 'url', 'fix', 'format'],
    formats: ['text', 'json'],
    wants: 'Say which site, and where the documents are: check-links --site https://example.org/ docs/',
    load: () => import('./check-links.ts'),
  },
  import: {
    usage: 'npm run import -- FOLDER',
    does: 'makes a content folder of a site that was made with Jekyll, MkDocs, Docusaurus, VitePress or Hugo',
    takes: ['from', 'output'],
    wants: 'Say which folder: npm run import -- ../old-site',
    load: () => import('./import.ts'),
  },
  'new-site': {
    usage: 'npx answerbook new-site FOLDER',
    does: 'makes a site to start from, in an empty folder (this one)',
    takes: [],
    wants: 'Say where: npx answerbook new-site FOLDER',
    asks: true,
    load: () => import('./new-site.ts'),
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof commands
