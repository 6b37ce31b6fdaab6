import { parseArgs } from 'node:util'
import { closest } from './closest.ts'
import { type Command, type CommandName, commands } from './commands/index.ts'
import { type Arguments, type Option, type OptionName, options } from './options.ts'

/** Returns the exit code: 0 fine, 1 problems in the content, 2 wrong use or a fault of ours. */
async function main(args: string[]): Promise<number> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Answerbook needs Node 20.19 or newer. This is Node ${process.versions.node}.`)
    return 2
  }
  if (args.includes('--help')) {
    console.log(usage())
    return 0
  }
  const asked = readArguments(args)
  if ('mistake' in asked) {
    console.error(`${asked.mistake}\n\n${usage()}`)
    return 2
  }
  // Loaded only now: an older Node would stop at its syntax, without a word that helps.
  const { run } = await commands[asked.command].load()
  try {
    return await run(asked.args)
  } catch (error) {
    const { tellFault } = await import('./commands/guarded.ts')
    tellFault(error)
    return 2
  }
}

type Asked = { readonly command: CommandName; readonly args: Arguments } | { readonly mistake: string }

function readArguments(args: string[]): Asked {
  const [name = 'build', ...rest] = args[0]?.startsWith('-') ? ['build', ...args] : args
  if (!isCommand(name)) return { mistake: `There is no command "${name}".${didYouMean(name, Object.keys(commands))}` }
  const command: Command = commands[name]
  const split = splitWords(rest)
  if ('mistake' in split) return split
  const { values, words } = split
  for (const [option, value] of Object.entries(values) as [OptionName, string | boolean][]) {
    if (!command.takes.includes(option)) return { mistake: `--${option} is not for "${name}".` }
    const mistake = typeof value === 'string' ? (options[option] as Option).mistake?.(value) : undefined
    if (mistake !== undefined) return { mistake }
  }
  const { formats } = command
  if (formats && values.format !== undefined && !formats.includes(String(values.format))) {
    return {
      mistake: `--format is ${listed(formats)}, not "${values.format}".${didYouMean(String(values.format), formats)}`,
    }
  }
  if (command.wants === undefined && words.length > 0) {
    return {
      mistake: `"${words[0]}" is one word too many. Options start with two dashes, and npm hands on those behind "--" alone: npm run check -- --format json`,
    }
  }
  if (command.wants !== undefined && !command.asks && words.length === 0) return { mistake: command.wants }
  return { command: name, args: { ...values, words } }
}

type Split =
  | { readonly values: Readonly<Record<string, string | boolean>>; readonly words: readonly string[] }
  | { readonly mistake: string }

function splitWords(args: string[]): Split {
  const known = Object.entries<Option>(options).map(([name, { value }]): [string, { type: 'boolean' | 'string' }] => [
    name,
    { type: value === undefined ? 'boolean' : 'string' },
  ])
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: Object.fromEntries(known) })
    return { values: values as Record<string, string | boolean>, words: positionals }
  } catch (error) {
    return { mistake: unknownOption(error as Error) }
  }
}

/** Node's own words for a misspelt option go on about words that start with a dash. */
function unknownOption({ message }: Error): string {
  const name = /^Unknown option '--?([^']*)'/.exec(message)?.[1]
  return name === undefined ? message : `There is no option "--${name}".${didYouMean(name, Object.keys(options), '--')}`
}

const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word)

function didYouMean(word: string, known: readonly string[], before = ''): string {
  const near = closest(word, known)
  return near ? ` Did you mean "${before}${near}"?` : ''
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** Columns before what a command or an option does. */
const margin = 28

function usage(): string {
  const line = (left: string, right: string): string =>
    left.length > margin - 3 ? `  ${left}\n${' '.repeat(margin)}${right}` : `  ${left.padEnd(margin - 2)}${right}`
  const taken = (option: string): string => {
    const names = Object.entries<Command>(commands).flatMap(([name, { takes }]) =>
      takes.includes(option as OptionName) ? [name] : [],
    )
    return names.join(', ')
  }
  return [
    'Answerbook: a static FAQ knowledge base.',
    '',
    ...Object.values(commands).map(({ usage, does }) => line(usage, does)),
    '',
    'Options, after "--" as in: npm run build -- --output ../site',
    ...Object.entries<Option>(options).map(([name, { value, help }]) =>
      line(`--${name}${value ? ` ${value}` : ''}`, `${help}. For ${taken(name)}.`),
    ),
    line('--help', 'shows this.'),
  ].join('\n')
}

// Node leaves when nothing is left to wait for, even if the work is not done: so it is when Pagefind's program dies.
let isDone = false
process.on('exit', () => {
  if (isDone) return
  console.error('A program that was needed has ended before its work was done. What was published before is untouched.')
  process.exitCode = 2
})
void main(process.argv.slice(2)).then((code) => {
  isDone = true
  process.exitCode = code
})
