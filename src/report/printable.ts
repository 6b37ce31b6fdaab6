/** Content may hold signs that move a terminal's cursor, recolour it or turn text round; here they are shown, not obeyed. */
export const printable = (text: string): string =>
  text.replace(controls, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

const controls =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
