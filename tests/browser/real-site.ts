import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { build } from '../../src/build.ts'
import { serveFolder, type TestServer } from './server.ts'

const project = join(import.meta.dirname, '..', '..')

/** Builds and serves the project's own content for the tests of a file: what readers get is what is tested. */
export function serveRealSite(): { readonly origin: () => string } {
  let folder: string
  let server: TestServer
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'answerbook-browser-'))
    const built = await build({
      content: join(project, 'content'),
      output: join(folder, 'site'),
      url: 'http://localhost/',
      drafts: false,
      say: () => undefined,
    })
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    server = await serveFolder(join(folder, 'site'))
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { origin: () => server.origin }
}
