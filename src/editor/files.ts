import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { madeLayouts } from '../content/page.ts'
import { editorSchemas } from './schemas.ts'
import { snippets } from './snippets.ts'

/** Every file of `.vscode/` that is made, by its name. */
export function editorFiles(project: string): ReadonlyMap<string, string> {
  const layouts = readdirSync(join(project, 'layouts'))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => basename(name, '.tsx'))
    .filter((name) => !madeLayouts.has(name))
    .sort()
  const schemas = editorSchemas(layouts)
  const print = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
  return new Map([
    ...Object.entries(schemas).map(([name, schema]): [string, string] => [`${name}.schema.json`, print(schema)]),
    ['answerbook.code-snippets', print(snippets(schemas['front-matter']))],
  ])
}
