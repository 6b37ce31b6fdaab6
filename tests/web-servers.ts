import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

interface WebServer {
  readonly program: string | undefined
  readonly config: (folder: string, port: number, rules: string) => string
  readonly run: (config: string) => string[]
}

/** Of nginx, for files that are compressed with Brotli; tried where it is installed (Debian: libnginx-mod-http-brotli-static). */
export const brotliModule = [
  process.env.NGINX_BROTLI_MODULE ?? '',
  '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so',
].find((path) => path !== '' && existsSync(path))

/** Real web servers with the files that a build makes for them. They are tested where they are installed (Debian: nginx-light, caddy). */
export const webServers = {
  nginx: {
    program: ['/usr/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'].find(existsSync),
    config: (folder: string, port: number, rules: string) => `
      ${brotliModule ? `load_module ${brotliModule};` : ''}
      ${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1;
      events {}
      http {
        access_log off; types { text/html html; text/css css; text/javascript js; image/svg+xml svg; application/json json; application/xml xml; text/plain txt; image/png png; } default_type application/octet-stream;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
        include ${rules}/nginx-http.conf;
        server {
          listen 127.0.0.1:${port}; root ${folder}/root;
          include ${rules}/nginx-server.conf;
          ${brotliModule && existsSync(join(rules, 'nginx-brotli.conf')) ? `include ${rules}/nginx-brotli.conf;` : ''}
        }
      }`,
    run: (config: string) => ['-e', 'stderr', '-c', config],
  },
  caddy: {
    program: ['/usr/bin/caddy', '/opt/homebrew/bin/caddy', '/usr/local/bin/caddy'].find(existsSync),
    config: (folder: string, port: number, rules: string) => `{
      admin off
      auto_https off
    }
    http://127.0.0.1:${port} {
      root * ${folder}/root
      import ${rules}/caddy.conf
      file_server
    }`,
    run: (config: string) => ['run', '--adapter', 'caddyfile', '--config', config],
  },
} as const satisfies Record<string, WebServer>

export type WebServerName = keyof typeof webServers

/** Starts one of them: it serves `root/` of the folder, by the rules that a build put into the folder `rules`. */
export async function startWebServer(
  name: WebServerName,
  folder: string,
  rules: string,
): Promise<{ readonly origin: string; readonly close: () => void }> {
  const { program, config, run }: WebServer = webServers[name]
  if (program === undefined) throw new Error(`${name} is not installed.`)
  const port = await freePort()
  const file = join(folder, `${name}.conf`)
  writeFileSync(file, config(folder, port, rules))
  const origin = `http://127.0.0.1:${port}`
  const server: ChildProcess = spawn(program, run(file), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, HOME: folder },
  })
  await answers(origin)
  return { origin, close: () => void server.kill() }
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

/** Waits until somebody answers there. */
export async function answers(origin: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const found = await fetch(origin).catch(() => undefined)
    if (found) return
  }
  throw new Error(`Nobody answers at ${origin}`)
}
