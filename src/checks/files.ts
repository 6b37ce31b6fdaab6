import { posix } from 'node:path'
import { linksOf } from '../model.ts'
import type { Check } from './check.ts'

/**
 * What may be published from beside the pages: pictures and documents. Anything that a browser would run as part of the
 * site (HTML, scripts, style sheets) may not, as content is data.
 */
const published: ReadonlySet<string> = new Set(
  '.png .jpg .jpeg .gif .webp .avif .svg .pdf .csv .tsv .txt .json .xml .xsd .zip .docx .xlsx .pptx .odt .ods .odp .ics .mp3 .mp4 .webm .vtt'.split(
    ' ',
  ),
)

export const files: Check = (site) =>
  site.pages.flatMap((page) =>
    linksOf(page).flatMap(({ target, at }) => {
      if (target.kind !== 'file' || published.has(posix.extname(target.path).toLowerCase())) return []
      return [
        {
          rule: 'file-type',
          severity: 'error' as const,
          at,
          what: `Files such as "${posix.basename(target.path)}" are not published from the content folder.`,
          why: 'A browser could run it as part of this site.',
          fix: 'Offer it as a PDF, a picture or a ZIP file, or have the site’s keeper put it into the folder "public".',
        },
      ]
    }),
  )
