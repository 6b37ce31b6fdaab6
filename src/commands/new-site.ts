import type { Arguments } from '../options.ts'
import { printable } from '../report/printable.ts'
import { makeSite, NewSiteRefused } from '../starter/new-site.ts'

/** Makes a site to start from, in a folder that is empty or not there yet. */
export async function run(args: Arguments): Promise<number> {
  const [folder = '.', more] = args.words
  if (more !== undefined) {
    console.error(`One folder at a time: "${more}" is one too many.`)
    return 2
  }
  try {
    const { files, isInstalled } = await makeSite(folder)
    const steps = [...(folder === '.' ? [] : [`cd ${folder}`]), ...(isInstalled ? [] : ['npm install']), 'npm start']
    console.log(printable(`A new site is in ${folder}: ${files.join(', ')}.\nSee it with: ${steps.join(' && ')}`))
    return 0
  } catch (error) {
    if (!(error instanceof NewSiteRefused || isOfSystem(error))) throw error
    console.error(
      printable(`${error.message}\nNothing was written. Name another place: npx answerbook new-site FOLDER`),
    )
    return 2
  }
}

/** The folder cannot be read or written, or the disk is full: the system's own words say which. */
const isOfSystem = (error: unknown): error is Error => error instanceof Error && 'code' in error && 'syscall' in error
