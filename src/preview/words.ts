/** The words that only the preview says. They are kept from the words of the interface, so that no built file has them. */
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** `2 errors, 1 warning`: what there is none of is left out. */
export const counted = (errors: number, warnings: number): string =>
  [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(', ')

export const words = {
  heading: counted,
  withErrors: 'This page is as it was before. It follows as soon as the errors are mended.',
  withWarnings: 'Warnings do not keep the site from being built.',
  open: (errors: number, warnings: number) => `${counted(errors, warnings)}: show the list`,
  close: 'Close',
  what: 'What',
  why: 'Why',
  mend: 'Mend',
  more: (number: number) => `And ${number} more, in the terminal.`,
  nothingYet: 'Nothing can be shown yet',
  nothingYetText: 'The site has errors, and nothing has been built before. It comes as soon as they are mended.',
} as const
