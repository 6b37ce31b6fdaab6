import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import EleventyDevServer from '@11ty/eleventy-dev-server'
import { fileOf } from '../built.ts'
import type { Address } from '../model.ts'
import { report } from '../report.ts'
import type { Held } from './finished.ts'
import { newsType, nothing, overlayFolder } from './news.ts'
import { nothingYet, overlayScript, withOverlay } from './page.ts'
import type { Preview, State } from './preview.ts'
import { newsOf } from './tell.ts'

export interface PreviewServer {
  /** The port that was free. */
  readonly port: number
  /** Serves a preview from now on; until then, whoever asks waits. */
  readonly open: (preview: Preview) => void
  readonly tell: (state: State) => void
  readonly close: () => Promise<void>
}

/**
 * Serves a preview on this machine alone: Eleventy's dev server listens, finds a free port and holds the web sockets; what it
 * sends comes from memory. (Its own script would load pages again too, but can neither be told of problems nor miss a word of
 * them in silence, so pages get one of ours.)
 */
export async function startServer(port: number, base: string): Promise<PreviewServer> {
  let open = (_: Preview): void => undefined
  const opened = new Promise<Preview>((resolve) => {
    open = resolve
  })
  // A preview that was started anew shows something else, whatever its pages were numbered before.
  const start = Date.now().toString(36)
  const name = ({ shown }: State): string => (shown === 0 ? nothing : `${start}.${shown}`)
  const script = overlayScript()
  let news: { readonly type: string } | undefined

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith(base)) {
      redirect(response, pathname === '/' ? 302 : 404, base)
      return
    }
    if (pathname === `${base}${overlayFolder}overlay.js`) {
      send(response, { name: 'overlay.js', content: await script })
      return
    }
    const preview = await opened
    const address = addressOf(pathname, base)
    // Only what a browser shows by itself: whoever fetches an address gets what would be built there.
    const asPage = /text\/html/.test(request.headers.accept ?? '')
    const found = await find(preview, address, asPage)
    if (found === 'folder') return redirect(response, 301, `${pathname}/`)
    const state = preview.state()
    if (found === undefined && state.shown === 0) {
      const html = nothingYet(report(state.problems, state.sources))
      return send(response, { name: 'nothing.html', status: 503, content: asPage ? overlaid(html, state) : html })
    }
    if (found === undefined) {
      const lost = await preview.find('/404.html', asPage)
      const html = lost && 'content' in lost ? lost.content.toString() : ''
      return send(response, { name: '404.html', status: 404, content: asPage ? overlaid(html, state) : html })
    }
    if ('onDisk' in found) return sendFile(request, response, found.onDisk)
    const { content } = found
    const isPage = asPage && /\.html?$/i.test(fileOf(address))
    send(response, { name: fileOf(address), content: isPage ? overlaid(content.toString(), state) : content })
  }
  const overlaid = (html: string, state: State): string =>
    withOverlay(html, `${base}${overlayFolder}overlay.js?shown=${name(state)}`)

  function send(response: ServerResponse, { name, content, status = 200 }: Sent): void {
    response.statusCode = status
    response.setHeader('content-type', server.getFileContentType(name, response) ?? 'application/octet-stream')
    // What has its hash in its name never changes; loading a page again asks for nothing but the page.
    response.setHeader(
      'cache-control',
      /^\/(assets|pagefind)\//.test(name) ? 'max-age=31536000, immutable' : 'no-cache',
    )
    response.end(Buffer.from(content))
  }

  /** Parts of it, too: some browsers play a film only so. */
  async function sendFile(request: IncomingMessage, response: ServerResponse, file: string): Promise<void> {
    const info = await stat(file).catch(() => undefined)
    if (!info?.isFile()) {
      response.statusCode = 404
      response.end()
      return
    }
    response.setHeader('content-type', server.getFileContentType(file, response) ?? 'application/octet-stream')
    response.setHeader('cache-control', 'no-cache')
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const start = Number(from ?? 0)
    const end = Math.min(to ? Number(to) : Number.POSITIVE_INFINITY, info.size - 1)
    if (from !== undefined && start <= end) {
      response.statusCode = 206
      response.setHeader('content-range', `bytes ${start}-${end}/${info.size}`)
    }
    if (info.size === 0) response.end()
    else
      createReadStream(file, from !== undefined && start <= end ? { start, end } : {})
        .on('error', () => response.destroy())
        .pipe(response)
  }

  const server = new LocalServer('answerbook', '.', {
    port,
    liveReload: false,
    domDiff: false,
    pathPrefix: base,
    messageOnStart: () => false,
    middleware: [
      (request, response) => {
        respond(request, response).catch((error: unknown) => {
          console.error(error)
          response.statusCode = 500
          response.end()
        })
      },
    ],
  })
  server.onConnection = (socket) => {
    if (news) socket.send(JSON.stringify(news))
  }
  server.serve(port)
  await server.ready()
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    open,
    tell(state) {
      const next = { type: newsType, news: newsOf(state, name(state)) }
      news = next
      server.sendUpdateNotification(next)
    },
    close: () => server.close(),
  }
}

interface Sent {
  /** Tells by its ending what it is. */
  readonly name: string
  readonly content: string | Uint8Array
  readonly status?: number
}

/** As most hosts do it: what is asked for without its slash is sent on, if it is there with one. */
async function find(preview: Preview, address: Address, asPage: boolean): Promise<Held | 'folder' | undefined> {
  const found = await preview.find(fileOf(address), asPage)
  if (found || address.endsWith('/')) return found
  return (await preview.find(fileOf(`${address}/`), false)) && 'folder'
}

/** Nothing is ever looked up on disk by it, so that it may hold any signs. */
function addressOf(pathname: string, base: string): Address {
  const path = pathname.slice(base.length)
  try {
    return `/${decodeURIComponent(path)}`
  } catch {
    return `/${path}`
  }
}

function redirect(response: ServerResponse, status: number, to: string): void {
  response.statusCode = status
  if (status < 400) response.setHeader('location', to)
  response.end()
}

/** Eleventy's dev server listens on every network of the machine; a preview is nobody else's business. */
class LocalServer extends EleventyDevServer {
  onConnection: (socket: { send(text: string): void }) => void = () => undefined

  protected override _serverListen(port: number): void {
    this.server.listen({ port, host: '127.0.0.1' })
  }

  override setupReloadNotifier(): void {
    super.setupReloadNotifier()
    this.updateServer.on('connection', (socket) => this.onConnection(socket))
  }
}
