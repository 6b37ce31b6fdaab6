import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ending } from '../ending.ts'
import { escapeMarkup } from '../escape.ts'
import { words } from './words.ts'

/** The overlay as one script, its style sheet inside. */
export async function overlayScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'overlay', `overlay${ending}`)],
    bundle: true,
    write: false,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    loader: { '.css': 'text' },
    charset: 'utf8',
    logLevel: 'silent',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** A page as it is sent to a reader of the preview: what would be built, and the overlay. */
export const withOverlay = (html: string, script: string): string =>
  html.replace(/<\/head>/i, (end) => `<script type="module" src="${escapeMarkup(script)}"></script>${end}`)

/** Stands at every address while there is nothing to show; without script it still tells what is wrong. */
export const nothingYet = (report: string): string =>
  [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(words.nothingYet)}</title>`,
    '<link rel="icon" href="data:,">',
    '</head>',
    '<body>',
    `<h1>${escapeMarkup(words.nothingYet)}</h1>`,
    `<p>${escapeMarkup(words.nothingYetText)}</p>`,
    `<pre>${escapeMarkup(report)}</pre>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
