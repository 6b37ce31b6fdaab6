import { posix } from 'node:path'
import { linksOf, type Place, type Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * What may be published from beside the pages: pictures and documents. Anything that a browser would run as part of the
 * site (HTML, scripts, style sheets) may not, as content is data.
 */
const published: ReadonlySet<string> = new Set(
  '.png .jpg .jpeg .gif .webp .avif .svg .pdf .csv .tsv .txt .json .zip .docx .xlsx .pptx .odt .ods .odp .ics .mp3 .mp4 .webm .vtt'.split(
    ' ',
  ),
)

export const files: Check<'file-type'> = { rules: { 'file-type': 'always' }, find }

function find(site: Site): Finding<'file-type'>[] {
  const active = new Set(site.files.flatMap((file) => (file.active ? [file.path] : [])))
  return site.pages.flatMap((page) =>
    linksOf(page).flatMap(({ target, at }): Finding<'file-type'>[] => {
      if (target.kind !== 'file') return []
      const name = posix.basename(target.path)
      if (!published.has(posix.extname(target.path).toLowerCase())) return [refused(at, notPublished(name))]
      return active.has(target.path) ? [refused(at, drawingThatActs(name))] : []
    }),
  )
}

const refused = (at: Place, { what, fix }: Pick<Finding, 'what' | 'fix'>): Finding<'file-type'> => ({
  rule: 'file-type',
  at,
  what,
  why: 'A browser could run it as part of this site.',
  fix,
})

const notPublished = (name: string): Pick<Finding, 'what' | 'fix'> => ({
  what: `Files such as "${name}" are not published from the content folder.`,
  fix: 'Offer it as a PDF, a picture or a ZIP file, or have the site’s keeper put it into the folder "public".',
})

const drawingThatActs = (name: string): Pick<Finding, 'what' | 'fix'> => ({
  what: `The drawing "${name}" holds scripts, links or other parts that act.`,
  fix: 'Save it from your drawing program as plain SVG, or as a PNG.',
})
