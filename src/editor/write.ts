import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { editorFiles } from './files.ts'

/** Writes what editors read into `.vscode/`: for `npm run schemas`, after a key, a layout or a check has been added. */
const project = join(import.meta.dirname, '..', '..')
const folder = join(project, '.vscode')
mkdirSync(folder, { recursive: true })
for (const [name, text] of editorFiles(project)) writeFileSync(join(folder, name), text)
