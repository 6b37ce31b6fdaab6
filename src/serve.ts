import EleventyDevServer from '@11ty/eleventy-dev-server'
import { watch } from 'chokidar'
import { type Built, build } from './build.ts'
import { folders } from './check.ts'
import { basePath } from './content/addresses.ts'
import { report } from './report.ts'

export interface ServeOptions {
  readonly content: string
  /** A folder of its own, so that a preview with drafts is never uploaded by mistake. */
  readonly output: string
  /** The first port to try. */
  readonly port: number
  readonly url?: string
}

/**
 * Builds the site, serves it on this machine alone, and builds it again with every change: each time a whole build, so
 * that nothing stale stays and search works. While there are errors, the last good site is shown. Ends when interrupted.
 */
export async function serve({ content, output, port, url }: ServeOptions): Promise<number> {
  const server = new LocalServer('answerbook', output, {
    port,
    domDiff: false,
    pathPrefix: basePath(url),
    messageOnStart: () => false,
  })
  server.serve(port)
  await server.ready()
  const address = server.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  const home = `http://localhost:${actual}${basePath(url)}`
  if (port !== 0 && actual !== port) console.log(`Port ${port} is taken; this is port ${actual}.`)

  const rebuild = async (): Promise<void> => {
    const start = performance.now()
    const built = await tryBuild({
      content,
      output,
      drafts: true,
      say: console.error,
      url: url ?? home,
    })
    if (!built) return
    if (built.problems.length > 0) console.log(`\n${report(built.problems, built.sources)}\n`)
    if (built.written) {
      console.log(`Built in ${Math.round(performance.now() - start)} ms: ${home}`)
      server.reload({})
    } else console.log('Not built: the site stays as it was until these are mended.')
  }
  const request = coalesced(rebuild)
  const watcher = watch([content, folders.layouts, folders.public, folders.styles, folders.browser], {
    ignoreInitial: true,
  })
  watcher.on('all', request)
  watcher.on('error', (error) => console.error(error))
  // A change that comes before the watcher has seen the folders would be lost: a small site is built sooner than that.
  await new Promise<void>((ready) => watcher.once('ready', ready))
  await request()

  return new Promise((resolve) => {
    const stop = async (): Promise<void> => {
      await Promise.all([watcher.close(), server.close()])
      resolve(0)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  }).then(() => process.exit(0))
}

/** Eleventy's dev server listens on every network of the machine; a preview is nobody else's business. */
class LocalServer extends EleventyDevServer {
  protected override _serverListen(port: number): void {
    this.server.listen({ port, host: '127.0.0.1' })
  }
}

/** A fault of ours, or of a layout being written, must not end the preview. */
async function tryBuild(options: Parameters<typeof build>[0]): Promise<Built | undefined> {
  try {
    return await build(options)
  } catch (error) {
    console.error('The site could not be built; it stays as it was.\n', error)
    return undefined
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
      again = false
      await new Promise((done) => setTimeout(done, together))
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
