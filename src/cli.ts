import { parseArgs } from 'node:util'
import type { Arguments, Command } from './commands.ts'

const usage = `Answerbook: a static FAQ knowledge base.

  npm start                 builds the site, serves it at http://localhost:8080, and follows every change
  npm run build             builds the site into _site
  npm run check             tells what is wrong with the content, and writes nothing
  npm run links             enters new answers in content/permalinks.txt, and follows those that have moved
  npm run search -- "what is trud"
                            searches the built site as its readers do
  npx answerbook check-links --site ADDRESS-OR-FOLDER docs/
                            tells which links into a site, in documents elsewhere, do not hold

Options, after "--" as in: npm run build -- --output ../site
  --content FOLDER          the content to read (content)
  --output FOLDER           where the site goes (_site; for npm start .preview)
  --url ADDRESS             where it will be published, as https://example.org/help/
  --port NUMBER             for npm start: the first port to try (8080)
  --search                  for npm run check: runs the searches of search-tests.yml too
  --external                for npm run check: asks other sites whether what is linked to is still there
  --frozen                  for npm run build and check: an answer without a permalink is an error
  --today DATE              for npm run links: the day of the promise (today)
  --baseline FILE           with --search: compares with an earlier run's --format json
  --site ADDRESS-OR-FOLDER  for check-links: the published site, or a folder with the built one
  --fix                     for check-links: rewrites links to what has moved, and nothing else
  --format FORMAT           for search, check-links and --search: text or json (text)
  --help                    shows this
`

/** 0 fine, 1 problems in the content, 2 wrong use or a fault of ours. */
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Answerbook needs Node 20.19 or newer. This is Node ${process.versions.node}.`)
    return 2
  }
  const asked = readArguments(args)
  if ('mistake' in asked) {
    console.error(`${asked.mistake}\n\n${usage}`)
    return 2
  }
  if (asked.values.help) {
    console.log(usage)
    return 0
  }
  // Loaded only now: an older Node would stop at their syntax, without a word that helps.
  const { commands } = await import('./commands.ts')
  return commands[asked.command](asked.values)
}

function readArguments(args: string[]): { command: Command; values: Arguments } | { mistake: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        content: { type: 'string' },
        output: { type: 'string' },
        url: { type: 'string' },
        port: { type: 'string' },
        format: { type: 'string' },
        search: { type: 'boolean' },
        site: { type: 'string' },
        fix: { type: 'boolean' },
        baseline: { type: 'string' },
        external: { type: 'boolean' },
        frozen: { type: 'boolean' },
        today: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    const [command = 'build', ...rest] = positionals
    if (command === 'search' && rest.length === 0 && !values.help)
      return { mistake: 'Say what to search for: npm run search -- "what is trud"' }
    if (command === 'check-links' && !values.help && (values.site === undefined || rest.length === 0))
      return { mistake: 'Say which site, and where the documents are: check-links --site https://example.org/ docs/' }
    if (command !== 'search' && command !== 'check-links' && rest.length > 0)
      return {
        mistake: `"${rest[0]}" is one word too many. Options start with two dashes.`,
      }
    if (!isCommand(command)) return { mistake: `There is no command "${command}".` }
    if (values.url !== undefined && !isWebAddress(values.url)) {
      return {
        mistake: `--url takes a whole web address, as https://example.org/help/, not "${values.url}".`,
      }
    }
    if (values.today !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.today)) {
      return { mistake: `--today takes a day as year-month-day, not "${values.today}".` }
    }
    if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65536)) {
      return {
        mistake: `--port takes a number under 65536, not "${values.port}".`,
      }
    }
    if (values.format !== undefined && values.format !== 'text' && values.format !== 'json') {
      return { mistake: `--format is text or json, not "${values.format}".` }
    }
    const words = command === 'search' ? { query: rest.join(' ') } : command === 'check-links' ? { paths: rest } : {}
    return { command, values: { ...values, ...words } }
  } catch (error) {
    return { mistake: (error as Error).message }
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && !/[?#]/.test(text)
}

function isCommand(word: string): word is Command {
  const known: readonly Command[] = ['build', 'check', 'check-links', 'links', 'search', 'start']
  return known.some((command) => command === word)
}
