/** Text for HTML or XML: between tags, or inside an attribute in quotes of either kind. */
export const escapeMarkup = (text: string): string => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
