import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Layouts, loadLayouts } from '../../src/layouts.ts'
import { enter } from '../../src/links/enter.ts'
import { printLedger } from '../../src/links/ledger.ts'
import type { Site } from '../../src/model.ts'
import { outputFiles } from '../../src/outputs/index.ts'
import type { Problem } from '../../src/problem.ts'
import { assets, readFiles } from '../files.ts'
import { type Answer, anchorOf, Editor, filesOf, type Page, random, type Site as Written } from './edits.ts'
import { follow, type ReadFile } from './judge.ts'

const project = join(import.meta.dirname, '..', '..')

/** The facts that a reader of a promised address must find, or, when its answer was deleted, none. */
type Promised = Map<string, string>

test('1,000 random edits, each mended as told: every address ever promised leads to its answer', async () => {
  const layouts = await loadLayouts(join(project, 'layouts'))
  const site: Written = { pages: [], ledger: '' }
  const editor = new Editor(site, random(20261124))
  for (let page = 0; page < 7; page++)
    site.pages.push(editor.newPage(Array.from({ length: 6 }, () => editor.newAnswer())))

  const promised: Promised = new Map()
  const told = new Map<string, number>()
  let guesses = 0
  let right = 0
  let built = publish(site, promised, 'first')
  for (let edit = 1; edit <= 1000; edit++) {
    while (site.pages.reduce((sum, { answers }) => sum + answers.length, 0) < 30)
      site.pages[edit % site.pages.length]?.answers.push(editor.newAnswer())
    const done = editor.edit()
    editor.tidy()
    const count = mend(site, promised, `${edit}: ${done}`, told)
    guesses += count.guesses
    right += count.right
    built = publish(site, promised, `${edit}: ${done}`)
    if (edit % 50 === 0) judge(promised, filesBuilt(built, layouts), `${edit}: ${done}`)
  }
  console.log([...told], promised.size, guesses, right)
  expect(promised.size).toBeGreaterThan(1000)
})

/** Reads, without errors by now, and enters what is new; notes what was promised. */
function publish(site: Written, promised: Promised, done: string): Site {
  const { files } = filesOf(site)
  const read = readFiles(files)
  const errors = read.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`${done}\n${errors.map(({ what, fix }) => `${what}\n${fix}`).join('\n')}`)
  const { ledger } = enter(read.site, '2026-11-24')
  site.ledger = printLedger(ledger, site.ledger.split('\n'))
  const entered = readFiles(filesOf(site).files)
  expect(
    entered.problems.filter(({ severity, rule }) => severity === 'error' || rule === 'not-entered'),
    done,
  ).toEqual([])
  const factAt = new Map<string, string>(
    site.pages.flatMap((page) => [
      [`/${page.slug}/`, page.fact] as const,
      ...page.answers.map((answer) => [`/${page.slug}/#${anchorOf(answer)}`, answer.facts[0] ?? ''] as const),
    ]),
  )
  for (const [address, fact] of factAt) if (!promised.has(address)) promised.set(address, fact)
  for (const { id, address } of entered.site.ledger) {
    const fact = factAt.get(address)
    if (fact && !promised.has(`/a/${id}/`)) promised.set(`/a/${id}/`, fact)
  }
  return entered.site
}

/** Does what the messages say until there is nothing more to do. */
function mend(
  site: Written,
  promised: Promised,
  done: string,
  told: Map<string, number>,
): { guesses: number; right: number } {
  let guesses = 0
  let right = 0
  for (let round = 0; round < 100; round++) {
    const { files, headings } = filesOf(site)
    const { problems } = readFiles(files)
    const errors = problems.filter(({ severity }) => severity === 'error')
    const [first] = errors
    if (!first) return { guesses, right }
    if (process.env.SHOW) console.log(`${done}\n${first.at.file}:${first.at.line} ${first.what}\n${first.fix}\n`)
    told.set(first.rule, (told.get(first.rule) ?? 0) + 1)
    const guess = doAsTold(first, site, headings, promised, done)
    if (guess !== undefined) guesses++
    if (guess) right++
  }
  throw new Error(`${done}: there is no end to the errors`)
}

/** Does what one message says; tells whether it named the right answer, if it named one. */
function doAsTold(
  problem: Problem,
  site: Written,
  headings: ReadonlyMap<string, Answer>,
  promised: Promised,
  done: string,
): boolean | undefined {
  const unclear = (): never => {
    throw new Error(`${done}\nNot understood: ${problem.at.file}:${problem.at.line}\n${problem.what}\n${problem.fix}`)
  }
  const file = problem.at.file.replace('content/', '')
  const heading = headings.get(`${file}:${problem.at.line}`)
  const own = site.pages.find(({ slug }) => `${slug}.md` === file)
  const there = / cannot lead here: something is there now \(content\/(.*?):(\d+)\)/.exec(problem.what)
  if (there) {
    const taker = headings.get(`${there[1]}:${there[2]}`)
    const page = site.pages.find(({ slug }) => `${slug}.md` === there[1])
    if (taker) taker.anchor = `${anchorOf(taker)}-anew`
    else if (page) rename(page, site)
    return undefined
  }
  const back = / is gone for good, and .* is at \S+ \(content\/(.*?):(\d+)\)/.exec(problem.what)
  if (back) {
    const taker = headings.get(`${back[1]}:${back[2]}`)
    const page = site.pages.find(({ slug }) => `${slug}.md` === back[1])
    if (taker) taker.anchor = `${anchorOf(taker)}-anew`
    else if (page) rename(page, site)
    return undefined
  }
  const another = /Give this heading another anchor: .* \{#(.+)\}$/.exec(problem.fix)
  if (another && heading) {
    heading.anchor = another[1]
    return undefined
  }
  const slug = /Give this page another address, with a line in its front matter: slug: another-name/.test(problem.fix)
  if (slug && own) {
    rename(own, site)
    return undefined
  }
  const address =
    / was promised at (\/\S*?),? /.exec(problem.what)?.[1] ?? /^(\/\S*) was promised to/.exec(problem.what)?.[1]
  if (address === undefined) return unclear()
  const fact = promised.get(address)
  if (fact === undefined) return unclear()
  const isPage = !address.includes('#')
  const page = site.pages.find((one) => one.fact === fact || one.answers.some(({ facts }) => facts.includes(fact)))
  const answer = page?.answers.find(({ facts }) => facts.includes(fact))
  const named = /looks like/.test(problem.what)
    ? isPage
      ? own === (page ?? own)
      : heading !== undefined && heading === answer
    : undefined

  if (/ was promised to /.test(problem.what)) {
    // Something else stands there now.
    if (heading?.facts.includes(fact) || (isPage && own?.fact === fact)) {
      const line = /change line (\d+) of .*\n(.*)/.exec(problem.fix)
      if (!line) return unclear()
      site.ledger = site.ledger
        .split('\n')
        .map((text, index) => (index + 1 === Number(line[1]) ? (line[2] ?? '') : text))
        .join('\n')
      return undefined
    }
    const free = /If it is another, give this heading another anchor: .* \{#(.+)\}/.exec(problem.fix)?.[1]
    if (isPage && own) rename(own, site)
    else if (heading && free) heading.anchor = free
    else return unclear()
    return undefined
  }
  if (page && (isPage ? page.fact === fact : answer !== undefined)) {
    // It is still there: as the message says or, where that named another, in the same way.
    const inPlace = /write at the end of that heading: \{#(.+)\}/.exec(problem.fix)?.[1]
    if (inPlace && named && answer) answer.anchor = inPlace
    else if (!isPage && answer) claim(answer, problem.fix, address)
    else claim(page, problem.fix, address)
    return named
  }
  const heir = isPage ? site.pages.find((one) => problem.at.file === `content/${one.slug}.md`) : undefined
  if (heir && /redirect_from/.test(problem.fix)) {
    // A page that was merged into another: its fact went with it, so from now on that page stands for it.
    claim(heir, problem.fix, address)
    for (const [one, held] of promised) if (held === fact) promised.set(one, heir.fact)
    return undefined
  }
  const line = /add this line to \S+: (.+)$/m.exec(problem.fix)?.[1]
  if (line === undefined) return unclear()
  site.ledger += `${line}\n`
  // With it go the answers that were merged into it.
  const left = new Set(site.pages.flatMap((one) => [one.fact, ...one.answers.flatMap(({ facts }) => facts)]))
  for (const [one, held] of promised) if (!left.has(held)) promised.set(one, 'gone')
  return named === undefined ? undefined : false
}

/** Writes the lines that the message gives; for another place than it named, lines of the same form. */
function claim(thing: Answer | Page, fix: string, address: string): void {
  const yaml = /redirect_from: (\[.*\])/.exec(fix)?.[1]
  const list = yaml ? (parse(yaml) as string[]) : [address]
  expect(list).toContain(address)
  thing.former = [...new Set([...thing.former, address])]
}

/** The files of a built site, each made when it is asked for: by the real layouts and outputs. */
function filesBuilt(site: Site, layouts: Layouts): ReadFile {
  const files = new Map<string, string | Uint8Array>(
    outputFiles(site, assets).map(({ path, content }) => [path, content]),
  )
  const pages = new Map([...site.pages, ...site.links.signposts].map((page) => [page.address, page]))
  return (path) => {
    const known = files.get(path)
    if (known !== undefined) return String(known)
    const page = pages.get(path.replace(/index\.html$/, '') as `/${string}`)
    if (!page) return undefined
    const html = layouts.render(page.layout, { site, page, assets })
    files.set(path, html)
    return html
  }
}

function judge(promised: Promised, read: ReadFile, done: string): void {
  const wrong: string[] = []
  for (const [address, fact] of promised) {
    const landing = follow(read, address)
    const fine =
      fact === 'gone'
        ? landing.kind === 'gone'
        : ['answer', 'note'].includes(landing.kind) && landing.text.includes(fact)
    if (!fine) wrong.push(`${address} (${fact}): ${landing.kind} ${landing.address} ${landing.text.slice(0, 200)}`)
  }
  expect(wrong, done).toEqual([])
}

/** Another address, as the author was told to find one: it was never in use. */
function rename(page: Page, { pages, ledger }: Written): void {
  let number = 2
  const slug = (): string => `${page.slug}-${number}`
  while (pages.some((other) => other.slug === slug()) || ledger.includes(`/${slug()}/`)) number++
  page.slug = slug()
}
