import { docusaurus } from './generators/docusaurus.ts'
import { hugo } from './generators/hugo.ts'
import { jekyll } from './generators/jekyll.ts'
import { mkdocs } from './generators/mkdocs.ts'
import { plain } from './generators/plain.ts'
import { vitepress } from './generators/vitepress.ts'
import type { Generator, OldFiles } from './old-site.ts'

/** Every kind of old site, in the order in which a folder is tried. To add one, write a file in `generators/` and a line here. */
export const generators: readonly Generator[] = [
  mkdocs,
  docusaurus,
  vitepress,
  jekyll,
  hugo, // after the others: its config.toml is a common name
  plain, // whatever is left
]

/** The generator whose files a folder holds. */
export const recognise = (files: OldFiles): Generator =>
  generators.find(({ marks }) => [...files.keys()].some((path) => marks.test(path))) ?? plain
