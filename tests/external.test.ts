import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkExternal, type ExternalOptions } from '../src/external.ts'
import { page, readFiles, settings } from './files.ts'
import { temporaryFolder } from './temporary.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A host that answers as told, and keeps what it was asked. */
async function host(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = []
  let atOnce = 0
  let most = 0
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    most = Math.max(most, ++atOnce)
    response.on('close', () => atOnce--)
    const answer = answers[request.url ?? '']
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, most: () => most }
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end('Text.')
  }

const day = 24 * 60 * 60 * 1000

function asking(links: readonly string[], folder = temporaryFolder()) {
  const body = links.map((link) => `- [x](${link})\n`).join('')
  const { site } = readFiles({ ...settings, 'a-page.md': page(body) })
  return async (more: Partial<ExternalOptions> = {}): Promise<string[]> => {
    const problems = await checkExternal(site, {
      cache: join(folder, 'cache', 'links.json'),
      pause: 0,
      patience: 20_000,
      now: Date.now,
      ...more,
    })
    return problems.map(({ at, what, fix }) => `${at.line - 5} ${what} ${fix}`)
  }
}

test('what is fine, moved for good, gone, or shut to programs', async () => {
  const { origin, asked, most } = await host({
    '/fine': status(200),
    '/no-head': (request, response) => response.writeHead(request.method === 'HEAD' ? 405 : 200).end(),
    '/moved': status(301, { location: '/step' }),
    '/step': status(308, { location: '/fine' }),
    '/for-now': status(302, { location: '/fine' }),
    '/round': status(301, { location: '/round' }),
    '/shut': status(403),
    '/broken': status(500),
  })
  const ask = asking(
    ['fine', 'fine#part', 'no-head', 'moved', 'for-now', 'round', 'shut', 'broken', 'nowhere'].map(
      (name) => `${origin}/${name}`,
    ),
  )
  expect((await ask()).map((line) => line.replaceAll(origin, ''))).toEqual([
    '4 /moved has moved for good. Write "/fine".',
    '6 /round cannot be reached. It sends browsers round in a circle. Find where it is now. If it is named for the record only, write it as text: `in backquotes`',
    '7 /shut does not say whether it is there (status 403). Look at it in a browser. If it is right, write beside the link: <!-- ignore external-link: why -->',
    '8 /broken cannot be reached. The answer is status 500. Find where it is now. If it is named for the record only, write it as text: `in backquotes`',
    '9 /nowhere cannot be reached. The answer is status 404. Find where it is now. If it is named for the record only, write it as text: `in backquotes`',
  ])
  expect(asked.slice(0, 3)).toEqual(['HEAD /fine', 'HEAD /no-head', 'GET /no-head'])
  expect(most()).toBe(1)
})

test('a host that is busy is asked again when it says, and not before', async () => {
  const now = Date.UTC(2026, 10, 24, 12)
  const busy: Answer = (request, response) => {
    if (request.method === 'HEAD') response.writeHead(429, { 'retry-after': '50' }).end()
    else if (asked.length < 4) response.writeHead(503, { 'retry-after': new Date(now + 40_000).toUTCString() }).end()
    else response.writeHead(200).end()
  }
  const { origin, asked } = await host({ '/busy': busy, '/fine': status(200) })
  const wait = async (time: number): Promise<void> => void asked.push(`wait ${time}`)
  const ask = asking([`${origin}/busy`, `${origin}/fine`])
  expect(await ask({ now: () => now, pause: 1000, wait })).toEqual([])
  expect(asked).toEqual(['HEAD /busy', 'wait 50000', 'GET /busy', 'wait 40000', 'GET /busy', 'wait 1000', 'HEAD /fine'])
})

test('a host that wants to be left alone for long is asked no more in this run', async () => {
  const { origin, asked } = await host({ '/busy': status(503, { 'retry-after': '3600' }), '/fine': status(200) })
  const found = await asking([`${origin}/busy`, `${origin}/fine`])()
  expect(found.map((line) => line.replaceAll(origin, '').replace(/\).*/, ')'))).toEqual([
    '1 /busy does not say whether it is there (status 503)',
    '2 /fine does not say whether it is there (status 503)',
  ])
  expect(asked).toEqual(['HEAD /busy'])
})

test('what was found is remembered, and what is broken is asked again sooner', async () => {
  const { origin, asked } = await host({ '/fine': status(200) })
  const folder = temporaryFolder()
  const ask = asking([`${origin}/fine`, `${origin}/nowhere`], folder)
  const now = Date.now()
  expect(await ask({ now: () => now })).toHaveLength(1)
  expect(asked).toHaveLength(3)
  expect(await ask({ now: () => now + 1000 })).toHaveLength(1)
  expect(asked).toHaveLength(3)
  await ask({ now: () => now + day })
  expect(asked.slice(3)).toEqual(['HEAD /nowhere', 'GET /nowhere'])
  await ask({ now: () => now + 15 * day })
  expect(asked.slice(5)).toContain('HEAD /fine')
  const cache = join(folder, 'cache', 'links.json')
  expect(Object.keys(JSON.parse(readFileSync(cache, 'utf8')) as object)).toEqual([
    `${origin}/fine`,
    `${origin}/nowhere`,
  ])
  writeFileSync(cache, 'not JSON')
  expect(await ask()).toHaveLength(1)
})

test('a host that does not answer, and one that is not there', async () => {
  const { origin } = await host({ '/silent': () => undefined })
  expect((await asking([`${origin}/silent`])({ patience: 50 }))[0]).toContain('There was no answer in time.')
  expect((await asking(['http://127.0.0.1:9/'])())[0]).toContain('No connection could be made')
})

test('addresses that are only text are not asked for, and a warning can be silenced beside the link', async () => {
  const { origin, asked } = await host({})
  const body = `\`${origin}/historical\` and [x](${origin}/gone) <!-- ignore external-link: kept for the record -->\n`
  const { site, problems } = readFiles({ ...settings, 'a-page.md': page(body) })
  // Not asked for in this run: the comment is no problem.
  expect(problems).toEqual([])
  const found = await checkExternal(site, {
    cache: join(temporaryFolder(), 'c'),
    pause: 0,
    patience: 20_000,
    now: Date.now,
  })
  expect(found).toHaveLength(1)
  expect(asked).toEqual(['HEAD /gone', 'GET /gone'])
})
