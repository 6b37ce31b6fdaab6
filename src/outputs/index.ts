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

/** Every output, by what a build calls its files. To add one, write a file beside this one and a line here. */
export const outputs: Readonly<Record<string, Output>> = {
  sitemap, // for search engines
  'robots.txt': robots, // says where the sitemap is
  permalinks: permalinkPages, // /a/<id>/: each answer’s own address
  redirects: redirectPages, // where pages were before
  'rules for hosts': hostFiles, // the same, and more, as rules for web servers
  'answers as data': answers, // every answer as data
  'reviews as data': reviews, // what is to be reviewed, when and by whom, as data and as a calendar
  'Sphinx inventory': sphinx, // ids, for Sphinx documents that cite answers
  Markdown: markdownPages, // each page’s own Markdown
  'llms.txt': llms, // the same for programs that read whole sites
  feed, // what is new or reviewed again, for feed readers
  'browser search': openSearch, // for the address bar of a browser
  'security.txt': security, // whom to tell of a weakness
}

/** A file, and which output has made it. */
export interface MadeFile extends OutputFile {
  readonly by: string
}

/**
 * All output files, but for those that `public/` holds too: a site's keeper may put her own in their place. They are made as they are
 * asked for: those of a large site need not all be held at once.
 */
export function* outputFiles(
  site: Site,
  assets: Assets,
  strings: Strings,
  host: Host = anyHost,
): Generator<MadeFile, undefined> {
  const own = new Set(site.publicFiles)
  for (const [by, output] of Object.entries(outputs)) {
    for (const file of output(site, assets, strings, host)) if (!own.has(file.path)) yield { by, ...file }
  }
}
