import { checkLinks, NoInventory, printLinks, readInventory } from '../check-links/index.ts'
import type { Arguments } from '../options.ts'

/** Tells which links into a site, in documents elsewhere, do not hold. */
export async function run(args: Arguments): Promise<number> {
  const { site } = args
  if (site === undefined) {
    console.error('Say which site with --site ADDRESS-OR-FOLDER.')
    return 2
  }
  try {
    const inventory = await readInventory(site)
    const isAddress = /^https?:/i.test(site)
    const sites = [args.url, inventory.url, isAddress ? site : undefined].filter((one) => one !== undefined)
    if (sites.length === 0) {
      console.error(`${site} does not say where it is published. Name that with --url ADDRESS.`)
      return 2
    }
    const checked = await checkLinks({
      inventory,
      sites: [...new Set(sites)],
      paths: args.words,
      fix: args.fix ?? false,
    })
    console.log(args.format === 'json' ? JSON.stringify(checked, null, 2) : printLinks(checked))
    return checked.findings.some(({ fixed }) => !fixed) ? 1 : 0
  } catch (error) {
    if (!(error instanceof NoInventory || isNoFile(error))) throw error
    console.error(error.message)
    return 2
  }
}

const isNoFile = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')
