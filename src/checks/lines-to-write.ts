import type { Address } from '../model.ts'

/** Lines of front matter, ready to be written by the author. */

/** What is said of one answer. */
export const answerBlock = (anchor: string, former: readonly Address[]): string[] => [
  'answers:',
  `  ${yaml(anchor)}:`,
  `    redirect_from: ${list(former)}`,
]

export const list = (former: readonly string[]): string => `[${former.map(yaml).join(', ')}]`

/** Plain if YAML reads it as it stands, else in quotes. */
export const yaml = (text: string): string =>
  /^[\p{L}/][\p{L}\p{M}\p{N}/._~#()+=@ -]*$/u.test(text) &&
  !/ #| $/.test(text) &&
  !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text)
