import type { Address, Site } from '../model.ts'
import { robots } from './robots.ts'
import { sitemap } from './sitemap.ts'

/** A file made from the site, beside its pages. */
export interface OutputFile {
  readonly path: Address
  readonly text: string
}

/** Makes files from the site. It reads nothing else, so that the same site gives the same bytes. */
export type Output = (site: Site) => OutputFile[]

/** Every output. To add one, write a file beside this one and a line here. */
export const outputs: readonly Output[] = [
  sitemap, // for search engines
  robots, // says where the sitemap is
]

/** All output files, but for those that `public/` holds too: a site's keeper may put her own in their place. */
export function outputFiles(site: Site): OutputFile[] {
  const own = new Set(site.publicFiles)
  return outputs.flatMap((output) => output(site)).filter(({ path }) => !own.has(path))
}
