import { ending } from './ending.ts'
import * as en from './strings/en.ts'

/** What a word of one table is in another: text for text, a sentence for the same things said, a group for a group. */
type Word<Own> = Own extends string
  ? string
  : Own extends (...said: never) => unknown
    ? Own
    : { readonly [Name in keyof Own]: Word<Own[Name]> }

/** Every word of the interface in one language. A table that lacks one, or has another kind of thing in its place, does not compile. */
export type Strings = Word<typeof en>

/** A language that the interface speaks. */
export interface Language {
  readonly strings: Strings
  /** The same table as a file: browser scripts are bundled with the words that they use out of it. */
  readonly file: URL
}

/** By the language's code, without a country. */
export type Languages = Readonly<Record<string, Language>>

/** Every language. To add one, write a table beside English and a line here. */
export const languages: Languages = {
  en: { strings: en, file: new URL(`strings/en${ending}`, import.meta.url) },
}

/** The language of the interface of a site in `tag`, such as `en-GB`: English where there is no table. */
export function languageOf(tag: string, all: Languages = languages): Language {
  const { language } = new Intl.Locale(tag)
  const found = all[language] ?? languages.en
  if (!found) throw new Error('The interface does not speak English.')
  return found
}
