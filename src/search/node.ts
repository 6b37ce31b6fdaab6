import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDictionary } from './dictionary.ts'
import { type Engine, openEngine } from './engine.ts'
import { openInstance, type Pagefind, type PagefindModule } from './pagefind.ts'

/**
 * The search of a built site, outside a browser, with the very code and files that its pages use. `output` is the root of the
 * site. Addresses of answers are whole where the site knows where it is published.
 */
export async function openSearch(output: string): Promise<Engine> {
  const dictionary = await openDictionary(async (path) => JSON.parse(await readFile(join(output, path), 'utf8')))
  const { folder, home, pagefind } = dictionary
  return openEngine({ dictionary, pagefind: () => openPagefind(join(output, folder), home, pagefind.tag) })
}

async function openPagefind(folder: string, baseUrl: string, metaCacheTag: string): Promise<Pagefind> {
  const { module, basePath } = await importPagefind(folder)
  return openInstance(module, { baseUrl, basePath, metaCacheTag })
}

/**
 * Pagefind's own `pagefind.js` of a built index, for Node. It asks for its files with `fetch`, which knows no files here, so
 * the module is given one of its own that does; `basePath` is where it then finds them.
 */
export async function importPagefind(folder: string): Promise<{ module: PagefindModule; basePath: string }> {
  const source = await readFile(join(folder, 'pagefind.js'))
  const code = Buffer.concat([Buffer.from(fetchFiles), source]).toString('base64')
  const module: PagefindModule = await import(`data:text/javascript;base64,${code}`)
  return { module, basePath: pathToFileURL(`${folder}/`).href }
}

const fetchFiles = `import { readFile as readFileOfIndex } from 'node:fs/promises'
const fetch = async (address) => new Response(await readFileOfIndex(new URL(address.replace(/[?].*$/, ''))));
`
