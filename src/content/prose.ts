import type { Token } from 'markdown-it'
import type { Place, Prose, Settings } from '../model.ts'
import { inlineProse } from './inline-prose.ts'
import { parseBody } from './markdown/parser.ts'
import type { Written } from './markdown/places.ts'
import { readHead } from './page.ts'
import { placer } from './places.ts'
import { glossaryFile, siteFile } from './schema.ts'
import type { SourceText, SplitPage } from './text.ts'
import { readYaml } from './yaml.ts'
import type { KeyPath } from './yaml-problems.ts'

export interface ProseOptions {
  readonly settings: Settings
  readonly drafts: boolean
  readonly layouts: readonly string[]
}

/**
 * What readers read, in the order of the files: titles, descriptions, questions, text, words for images, the meanings of
 * the glossary. Code, keys, addresses and comments are none of it. Files are read anew when this is asked for, and one at
 * a time: to keep the places of every word of a large site would take more memory than the site.
 */
export const proseIn =
  (sources: readonly SourceText[], options: ProseOptions): (() => Iterable<Prose>) =>
  () =>
    readProse(sources, options)

function* readProse(sources: readonly SourceText[], options: ProseOptions): Iterable<Prose> {
  const { language } = options.settings
  for (const source of sources) {
    if (/\.(md|markdown)$/i.test(source.path)) yield* pageProse(source, options)
    else if (/^glossary\.ya?ml$/.test(source.path)) {
      const { value = [], place } = readYaml({ ...asYaml(source), rule: 'glossary' }, glossaryFile)
      yield* value.map(({ meaning }, index) =>
        yamlProse(meaning, place([index, 'meaning']), { source, lang: language }),
      )
    } else if (/^site\.ya?ml$/.test(source.path)) yield* siteProse(source, language)
  }
}

const asYaml = ({ shown, text }: SourceText) => ({ shown, yaml: text, line: 0 })

function siteProse(source: SourceText, lang: string): Prose[] {
  const { value, place } = readYaml({ ...asYaml(source), rule: 'site-settings' }, siteFile)
  const texts: readonly Entry[] = [
    [value?.name, ['name']],
    [value?.description, ['description']],
    [value?.notice, ['notice']],
    ...(value?.tasks ?? []).map(({ title }, index): Entry => [title, ['tasks', index, 'title']]),
    ...(value?.links ?? []).map(({ name }, index): Entry => [name, ['links', index, 'name']]),
  ]
  return texts.flatMap(([text, path]) => (text ? [yamlProse(text, place(path), { source, lang })] : []))
}

/** A value, and where it stands. */
type Entry = readonly [text: string | undefined, path: KeyPath]

function* pageProse(source: SourceText, { settings, drafts, layouts }: ProseOptions): Iterable<Prose> {
  const { front, place, split } = readHead(source, layouts)
  if (!split || (front.draft && !drafts)) return
  const lang = front.lang ?? settings.language
  const texts: readonly Entry[] = [
    [front.title, ['title']],
    [front.category, ['category']],
    [front.sub_category, ['sub_category']],
    [front.description, ['description']],
    ...(front.sub_categories ?? []).map(
      (one, index): Entry =>
        typeof one === 'string' ? [one, ['sub_categories', index]] : [one.title, ['sub_categories', index, 'title']],
    ),
    ...Object.entries(front.answers ?? {}).flatMap(([anchor, { also_asked = [] }]) =>
      also_asked.map((text, index): Entry => [text, ['answers', anchor, 'also_asked', index]]),
    ),
  ]
  for (const [text, path] of texts) if (text) yield yamlProse(text, place(path), { source, lang })
  yield* bodyProse(split, front.title ?? '', lang)
}

function* bodyProse(page: SplitPage, title: string, lang: string): Iterable<Prose> {
  const places = placer(page)
  const { shown } = page.source
  for (const inline of parseBody(page.body, { title, remarks: [], comments: [] })) {
    if (inline.type !== 'inline') continue
    const prose = (text: string, offsetOf: (index: number) => number): Prose => ({
      text,
      lang,
      file: shown,
      placeOf: (index, length) => {
        const word = text.slice(index, index + length)
        return places.inInline(inline, word, wordAt(inline.content, word, offsetOf(index)))
      },
    })
    const own = inlineProse(inline)
    yield prose(own.text, own.offsetOf)
    for (const image of inline.children ?? []) {
      const written = image.meta?.written as Written | undefined
      if (image.type !== 'image' || !written) continue
      // The text of a footnote is parsed by itself.
      const start = Math.max(0, inline.content.indexOf(written.content)) + written.label
      yield prose(wordsFor(image), (index) => start + index)
    }
  }
}

/** What stands for an image where it is not seen. */
const wordsFor = (image: Token): string =>
  (image.children ?? []).map(({ type, content }) => (type === 'text' ? content : ' ')).join('')

/** A text that YAML holds: its words stand where the value does, in the same order. */
function yamlProse(text: string, at: Place, { source, lang }: { source: SourceText; lang: string }): Prose {
  const placeOf = (index: number, length: number): Place => {
    const word = text.slice(index, index + length)
    let nth = 0
    for (let from = wordAt(text, word, 0); from < index && from >= 0; from = wordAt(text, word, from + 1)) nth++
    for (let line = at.line; line <= source.lines.length; line++) {
      const own = source.lines[line - 1] ?? ''
      let from = line === at.line ? at.column - 1 : 0
      for (let column = findWord(own, word, from); column >= 0; column = findWord(own, word, from)) {
        if (nth-- === 0) return { file: at.file, line, column: column + 1, length }
        from = column + 1
      }
    }
    return at
  }
  return { text, lang, file: source.shown, placeOf }
}

/** Where a whole word stands in a text, at or after an offset, or -1. */
function findWord(text: string, word: string, from: number): number {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + word.length))) return at
  }
  return -1
}

const isLetter = (sign: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(sign)

/** The same; a word that is written with escapes is taken to be where they are. */
const wordAt = (text: string, word: string, from: number): number => {
  const found = findWord(text, word, from)
  return found >= 0 ? found : from
}
