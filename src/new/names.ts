import { closest } from '../closest.ts'
import { frontMatter } from '../content/schema.ts'
import { type Ask, agrees } from './dialog.ts'
import { Refused } from './refused.ts'

/** What is chosen by its name: a category or a sub-category. */
export interface Named {
  readonly kind: 'category' | 'sub-category'
  /** Those that there are. */
  readonly known: readonly string[]
}

/** A name from the command line. A slip of one that exists would quietly make another, so it is refused. */
export function givenName(name: string, { kind, known }: Named, asWritten: boolean): string {
  const mistake = misfit(name, kind)
  if (mistake !== undefined) throw new Refused(`--${kind} does not fit. ${mistake}`)
  const wanted = name.trim()
  const near = known.includes(wanted) || asWritten ? undefined : closest(wanted, known)
  if (near === undefined) return wanted
  throw new Refused(`There is no ${kind} "${wanted}". Did you mean "${near}"? To make a new one, add --as-written.`)
}

/** Asks for a name by number; another word is a new name. Enter is no name, where there need be none. */
export async function askName(ask: Ask, say: (text: string) => void, named: Named): Promise<string | undefined> {
  const { kind, known } = named
  if (known.length > 0) say(`${capital(kind)}:\n${numbered(known)}`)
  const none = kind === 'sub-category' ? ', or Enter for none' : ''
  const prompt = known.length > 0 ? `Number, or the name of a new one${none}: ` : `Name of its ${kind}${none}: `
  for (;;) {
    const word = await ask(prompt)
    if (word === '' && kind === 'sub-category') return undefined
    const chosen = known[Number(word) - 1] ?? known.find((name) => name === word)
    if (chosen !== undefined) return chosen
    const mistake = /^\d+$/.test(word) && known.length > 0 ? `There is no number ${word}.` : misfit(word, kind)
    if (mistake === undefined) {
      const near = closest(word, known)
      if (near !== undefined && (await agrees(ask, `There is no ${kind} "${word}". Did you mean "${near}"?`)))
        return near
      if (known.length === 0 || (await agrees(ask, `Make the new ${kind} "${word}"?`))) return word
    } else say(mistake)
  }
}

export const numbered = (names: readonly string[]): string =>
  names.map((name, index) => `${String(index + 1).padStart(3)}  ${name}`).join('\n')

function misfit(name: string, kind: Named['kind']): string | undefined {
  const { category, sub_category } = frontMatter.shape
  const fits = (kind === 'category' ? category : sub_category).safeParse(name)
  return fits.success ? undefined : fits.error.issues[0]?.message
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
