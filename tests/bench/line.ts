import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** A slow phone line, as Lighthouse has it for mobile: 1.6 Mbit/s, 150 ms there and back. */
export const slowLine = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Long enough for a visit, as simple hosts have it for every file. */
const keep = 'max-age=600'

export interface CompressedServer {
  readonly origin: string
  readonly close: () => void
}

/** What hosts compress, compressed; Pagefind's files are compressed already. On this machine alone. */
export async function serveCompressed(folder: string): Promise<CompressedServer> {
  const ready = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : decodeURIComponent(pathname))
    if (!existsSync(file)) return void response.writeHead(404).end()
    const type = types[extname(file)]
    const plain = type === undefined || extname(file) === '.woff2'
    const body = ready.get(file) ?? (plain ? await readFile(file) : brotliCompressSync(await readFile(file)))
    ready.set(file, body)
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      'cache-control': keep,
      ...(plain ? {} : { 'content-encoding': 'br' }),
      'content-length': body.length,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
