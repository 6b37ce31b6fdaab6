import { stat } from 'node:fs/promises'
import { check } from '../check.ts'
import { findOldFiles } from '../import/find-files.ts'
import { importSite } from '../import/index.ts'
import type { Finding } from '../import/old-site.ts'
import { generators, recognise } from '../import/recognise.ts'
import { printReport } from '../import/report.ts'
import { ImportRefused, refuseTaken, reportPath, writeImport } from '../import/write.ts'
import type { Arguments } from '../options.ts'
import { report } from '../report.ts'

/** Makes a content folder of an old site, beside everything that is there. */
export async function run(args: Arguments): Promise<number> {
  const [folder = '', more] = args.words
  const output = args.output ?? 'imported'
  const known = generators.find(({ name }) => name === args.from)
  const mistake =
    more !== undefined
      ? `One folder at a time: "${more}" is one too many.`
      : !(await stat(folder).catch(() => undefined))?.isDirectory()
        ? `There is no folder "${folder}".`
        : args.from !== undefined && !known
          ? `--from takes one of ${generators.map(({ name }) => name).join(', ')}, not "${args.from}".`
          : undefined
  if (mistake !== undefined) {
    console.error(mistake)
    return 2
  }
  try {
    await refuseTaken(output)
    const found: Finding[] = []
    const files = await findOldFiles(folder, (file, line, kind, was, done) =>
      found.push({ file, line, kind, was, done }),
    )
    const generator = known ?? recognise(new Map(files.map((file) => [file.path, file])))
    const imported = importSite(files, { generator, from: folder, found })
    if (imported.summary.pages.length === 0) {
      console.error(
        `There is no page in "${folder}" (read as ${generator.title}). Name the kind of site with --from NAME.`,
      )
      return 1
    }
    const text = printReport(imported.summary)
    await writeImport(imported, text, output)
    console.log(text)
    return await sayWhatIsLeft(output)
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    console.error(`${error.message}\nName another place with --output FOLDER.`)
    return 2
  }
}

/** The new folder goes through the gate like any other, so that its author hears at once what is still to be mended. */
async function sayWhatIsLeft(output: string): Promise<number> {
  const { problems, sources } = await check({ content: output, drafts: true })
  const errors = problems.filter(({ severity }) => severity === 'error')
  console.log(`The new content is in ${output}, this report in ${reportPath(output)}.`)
  console.log(`See it with: npm start -- --content ${output}`)
  if (errors.length === 0) return 0
  console.error(`\n${report(errors, sources)}`)
  return 1
}
