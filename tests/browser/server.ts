import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
}

export interface TestServer {
  readonly origin: string
  readonly close: () => Promise<void>
}

/**
 * Serves a folder as a plain static host does: index files, and 404.html for what is not there. Where it is asked for with each
 * request, another may take its place. Loopback only.
 */
export async function serveFolder(served: string | (() => string), base = '/'): Promise<TestServer> {
  const server = createServer((request, response) => {
    const folder = typeof served === 'string' ? served : served()
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = normalize(decodeURIComponent(pathname))
    const wanted = path.startsWith(base) ? join(folder, path.slice(base.length - 1)) : undefined
    const file = wanted?.endsWith('/') ? join(wanted, 'index.html') : wanted
    const found = file !== undefined && existsSync(file) && statSync(file).isFile()
    const sent = found ? file : join(folder, '404.html')
    response.writeHead(found ? 200 : 404, { 'content-type': types[extname(sent)] ?? 'application/octet-stream' })
    createReadStream(sent).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
