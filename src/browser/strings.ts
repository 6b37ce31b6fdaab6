/**
 * The words of the browser scripts. A build puts the table of the site's own language in the place of this one (src/assets.ts), and
 * each script gets the words that it uses.
 */
export * from '../strings/en.ts'
