/** A phrase for each form that a language has for numbers: English has two, Arabic six. `#` stands for the number. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** The phrase for a number, with the number in it, as the language (CLDR's rules) has it. */
export const plural = (language: string, number: number, forms: Forms): string =>
  (forms[new Intl.PluralRules(language).select(number)] ?? forms.other).replace(
    '#',
    new Intl.NumberFormat(language).format(number),
  )
