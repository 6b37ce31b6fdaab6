import type { Site } from '../model.ts'
import type { Output, OutputFile } from './output.ts'
import { robots } from './robots.ts'
import { sitemap } from './sitemap.ts'

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
