import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Files, page, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')

/** A copy of the project that a test may change, with small content of its own. */
export function copyOfProject(content: Files = {}): string {
  const folder = temporaryFolder()
  for (const name of ['src', 'layouts', 'public', 'eleventy.config.ts', 'package.json', 'tsconfig.json']) {
    cpSync(join(project, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'dir')
  writeFiles(join(folder, 'content'), {
    ...settings,
    'first.md': page('## One?\n\nThe first text.\n', 'title: First'),
    ...content,
  })
  return folder
}

/** A layout of the copy that fails while it runs: its text, and the line that fails. */
export function failingLayout(folder: string): { file: string; whole: string; failing: string; line: number } {
  const file = join(folder, 'layouts', 'content_page.tsx')
  const whole = readFileSync(file, 'utf8')
  const title = '<h1>{page.title}</h1>'
  const failing = whole.replace(title, '<h1>{(undefined as unknown as string).length}</h1>')
  return { file, whole, failing, line: whole.slice(0, whole.indexOf(title)).split('\n').length }
}

export interface Preview {
  readonly address: string
  /** Does something, and waits until the preview has answered with a line that matches. */
  readonly after: (change: () => void, line: RegExp) => Promise<void>
  /** Waits until something holds: it is looked at now, and whenever the preview has said something. */
  readonly until: (holds: () => Promise<boolean>) => Promise<void>
  /** All that it has printed. */
  readonly said: () => string
  readonly get: (path: string) => Promise<{ status: number; text: string }>
}

export async function startPreview(folder: string, port = 0): Promise<Preview> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli.ts', 'start', '--port', String(port)],
    { cwd: folder },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  let look = (): void => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += String(text)
      look()
    })
  }
  const wait = (line: RegExp, from: number): Promise<string> =>
    new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error(`The preview ended:\n${said}`)))
      look = () => {
        const match = line.exec(said.slice(from))
        if (match) resolve(match[0])
      }
      look()
    })
  const first = await wait(/(Built in \d+ ms|Nothing to show yet .*): (\S+)/, 0)
  const address = first.split(' ').at(-1) ?? ''
  return {
    address,
    said: () => said,
    after: async (change, line) => {
      const from = said.length
      change()
      await wait(line, from)
    },
    until: async (holds) => {
      for (;;) {
        const spoken = new Promise<void>((resolve) => {
          look = resolve
        })
        if (await holds()) return
        await spoken
      }
    },
    get: async (path) => {
      const response = await fetch(new URL(path, address))
      return { status: response.status, text: await response.text() }
    },
  }
}
