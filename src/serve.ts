import { relative, resolve } from 'node:path'
import { watch } from 'chokidar'
import { folders } from './check.ts'
import { basePath } from './content/addresses.ts'
import { type Changes, openPreview, type State } from './preview/preview.ts'
import { startServer } from './preview/server.ts'
import { report } from './report.ts'

export interface ServeOptions {
  readonly content: string
  /** The first port to try. */
  readonly port: number
  readonly url?: string
}

/**
 * Serves the site on this machine alone, as a build would make it and with its drafts, and follows every change. While there
 * are errors, the last good site is shown, and what is wrong. Ends when interrupted.
 */
export async function serve({ content, port, url }: ServeOptions): Promise<number> {
  const base = basePath(url)
  const server = await startServer(port, base)
  const home = `http://localhost:${server.port}${base}`
  if (port !== 0 && server.port !== port) console.log(`Port ${port} is taken; this is port ${server.port}.`)

  let start = performance.now()
  const print = printer(home, () => performance.now() - start)
  const preview = openPreview({
    content,
    url: url ?? home,
    onChange(state) {
      server.tell(state)
      print(state)
    },
    onFault: (error) => console.error('Something went wrong in Answerbook itself. The preview goes on.\n', error),
  })
  let changes: Changes = { code: false, copied: false }
  const request = coalesced(async () => {
    const now = changes
    changes = { code: false, copied: false }
    start = performance.now()
    try {
      await preview.update(now)
    } catch (error) {
      // A fault of ours must not end the preview; what was to be looked at has not been.
      changes = { code: true, copied: true }
      console.error('Something went wrong in Answerbook itself. The site stays as it was.\n', error)
    }
  })
  // Each event has everything looked at, and what editors do in steps is over when that begins: nothing need be waited for.
  const watcher = watch([content, ...folders.layouts, ...folders.public, folders.source], {
    ignoreInitial: true,
    atomic: false,
  })
  watcher.on('all', (_, path) => {
    const code = [...folders.layouts, folders.source].some((folder) => isIn(folder, path))
    changes = { code: changes.code || code, copied: changes.copied || (!code && !/\.(md|markdown|ya?ml)$/i.test(path)) }
    request()
  })
  // Of a link that leads nowhere it tells no more than that something has happened in its folder. To look costs little.
  watcher.on('raw', request)
  watcher.on('error', (error) => console.error(error))
  // A change that comes before the watcher has seen the folders would be lost: all is looked at once more when it has.
  const watching = new Promise<void>((ready) => watcher.once('ready', ready))
  await request()
  server.open(preview)
  await watching
  request()

  return new Promise((resolve) => {
    const stop = async (): Promise<void> => {
      await Promise.all([watcher.close(), server.close()])
      resolve(0)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  }).then(() => process.exit(0))
}

const isIn = (folder: string, path: string): boolean => {
  const way = relative(folder, resolve(path))
  return way !== '' && !way.startsWith('..')
}

/** Says on the terminal what has come of a change; a list that has not changed is counted only. */
function printer(home: string, elapsed: () => number): (state: State) => void {
  let last = ''
  let shown = 0
  return ({ problems, sources, good, shown: now }) => {
    const text = problems.length > 0 ? report(problems, sources) : ''
    const isNews = now !== shown || text !== last || !good
    if (text !== '' && (text !== last || !good)) console.log(`\n${text}\n`)
    last = text
    shown = now
    if (!good && now === 0) console.log(`Nothing to show yet until these are mended: ${home}`)
    else if (!good) console.log('Not built: the site stays as it was until these are mended.')
    else if (isNews) console.log(`Built in ${Math.round(elapsed())} ms: ${home}`)
  }
}

/** Milliseconds in which changes count as one: editors write a file in several steps. */
const together = 20

/** Runs `work` for each call, but never twice at a time: calls that come meanwhile are met by one run more. */
function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const run = async (): Promise<void> => {
    do {
      await new Promise((done) => setTimeout(done, together))
      again = false
      await work()
    } while (again)
    running = undefined
  }
  return () => {
    again = true
    running ??= run()
    return running
  }
}
