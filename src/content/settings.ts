import { posix } from 'node:path'
import type { Address, Pointer, Settings } from '../model.ts'
import type { Problem } from '../problem.ts'
import { basePath } from './addresses.ts'
import type { SourceFile } from './files.ts'
import { type SiteFile, siteFile } from './schema.ts'
import { isActiveDrawing } from './svg.ts'
import type { SourceText } from './text.ts'
import { readYaml } from './yaml.ts'
import type { KeyPath } from './yaml-problems.ts'

interface SettingsOptions {
  /** The content folder, as the author would write it. */
  readonly folder: string
  /** Wins over `url:` of the file. */
  readonly url?: string
}

/** Reads `site.yml` and fills the gaps; without the file, all of it is gaps. */
export function readSettings(
  sources: readonly SourceText[],
  files: ReadonlyMap<string, SourceFile>,
  options: SettingsOptions,
): { value: Settings; problems: readonly Problem[] } {
  const source = sources.find(({ path }) => path === 'site.yml' || path === 'site.yaml')
  const read = source
    ? readYaml(
        {
          shown: source.shown,
          yaml: source.text,
          line: 0,
          rule: 'site-settings',
        },
        siteFile,
      )
    : { problems: [noSettings(options.folder)] }
  const value: Partial<SiteFile> = ('place' in read && (read.value ?? read.rest)) || {}
  const url = options.url ?? value.url
  const start = { file: options.folder, line: 1, column: 1 }
  const pointer = (address: string, path: KeyPath): Pointer => ({
    address: address as Address,
    at: 'place' in read ? read.place(path) : start,
  })
  const logo = value.logo && posix.normalize(value.logo.normalize('NFC'))
  const file = logo ? files.get(logo) : undefined
  const unusable = logo && (!file || isActiveDrawing(file))
  const lost = unusable && 'place' in read ? [noLogo(logo, file !== undefined, read.place(['logo']))] : []
  return {
    problems: [...read.problems, ...lost],
    value: {
      name: value.name ?? 'Questions and answers',
      description: value.description ?? '',
      language: value.language ?? 'en-GB',
      ...(url ? { url: new URL(basePath(url), url).href } : {}),
      ...(value.owner ? { owner: defined(value.owner) } : {}),
      ...(value.licence ? { licence: defined(value.licence) } : {}),
      ...(value.notice ? { notice: value.notice } : {}),
      ...(value.brand ? { brand: value.brand.toLowerCase() } : {}),
      ...(logo && !unusable ? { logo } : {}),
      ...(value.review_in ? { reviewIn: value.review_in } : {}),
      ...(value.suggest ? { suggest: value.suggest.endsWith('/') ? value.suggest : `${value.suggest}/` } : {}),
      ...(value.feedback ? { feedback: value.feedback } : {}),
      ...(value.security
        ? {
            security: {
              contact: value.security.contact,
              expires: value.security.expires,
              ...(value.security.policy ? { policy: value.security.policy } : {}),
            },
          }
        : {}),
      outputs: {
        markdown: value.outputs?.markdown !== 'off',
        permalinkPages: value.outputs?.permalink_pages !== 'off',
      },
      tasks: (value.tasks ?? []).map(({ title, answers }, task) => ({
        title,
        answers: answers.map((address, index) => pointer(address, ['tasks', task, 'answers', index])),
      })),
      popular: (value.popular ?? []).map((address, index) => pointer(address, ['popular', index])),
      links: (value.links ?? []).map((link, index) => ({
        ...defined(link),
        at: 'place' in read ? read.place(['links', index, 'url']) : start,
      })),
      rules: value.rules ?? {},
      ruleNames: Object.keys(value.rules ?? {}).map((name) => ({
        name,
        at: 'place' in read ? read.place(['rules', name], 'key') : start,
      })),
    },
  }
}

const defined = <Url extends string | undefined>(link: {
  name: string
  url?: Url
}): { name: string; url?: string } => ({
  name: link.name,
  ...(link.url ? { url: link.url } : {}),
})

const noSettings = (folder: string): Problem => ({
  rule: 'site-settings',
  severity: 'warning',
  at: { file: posix.join(folder, 'site.yml'), line: 1, column: 1 },
  what: 'There is no site.yml.',
  why: 'The site has no name of its own, and cannot tell other sites its address.',
  fix: 'Make the file, with at least the lines "name: …" and "url: https://…/".',
})

const noLogo = (path: string, active: boolean, at: Problem['at']): Problem => ({
  rule: 'site-settings',
  severity: 'error',
  at,
  what: active ? `The drawing "${path}" can run code.` : `There is no picture "${path}" in the content folder.`,
  why: active
    ? 'Opened by its own address, it would act as a page of this site.'
    : 'Readers would see a gap beside the name of the site.',
  fix: active
    ? 'Save it as plain SVG, without scripts and links, or as a PNG.'
    : 'Write the path of the picture from the content folder: logo: pictures/logo.svg',
})
