import type { Assets } from '../layout.ts'
import type { Site } from '../model.ts'
import type { Strings } from '../strings.ts'
import { answers } from './answers.ts'
import { feed } from './feed.ts'
import { anyHost, hostFiles } from './hosts/index.ts'
import { llms } from './llms.ts'
import { markdownPages } from './markdown-pages.ts'
import { openSearch } from './open-search.ts'
import type { Host, Output, OutputFile } from './output.ts'
import { permalinkPages } from './permalink-pages.ts'
import { redirectPages } from './redirect-pages.ts'
import { reviews } from './reviews.ts'
import { robots } from './robots.ts'
import { security } from './security.ts'
import { sitemap } from './sitemap.ts'
import { sphinx } from './sphinx.ts'

/** Every output. To add one, write a file beside this one and a line here. */
export const outputs: readonly Output[] = [
  sitemap, // for search engines
  robots, // says where the sitemap is
  permalinkPages, // /a/<id>/: each answer’s own address
  redirectPages, // where pages were before
  hostFiles, // the same, and more, as rules for web servers
  answers, // every answer as data
  reviews, // what is to be reviewed, when and by whom, as data and as a calendar
  sphinx, // ids, for Sphinx documents that cite answers
  markdownPages, // each page’s own Markdown
  llms, // the same for programs that read whole sites
  feed, // what is new or reviewed again, for feed readers
  openSearch, // for the address bar of a browser
  security, // whom to tell of a weakness
]

/** All output files, but for those that `public/` holds too: a site's keeper may put her own in their place. */
export function outputFiles(site: Site, assets: Assets, strings: Strings, host: Host = anyHost): OutputFile[] {
  const own = new Set(site.publicFiles)
  return outputs.flatMap((output) => output(site, assets, strings, host)).filter(({ path }) => !own.has(path))
}
