import { expect } from 'vitest'
import { parse } from 'yaml'
import { createMemory } from '../../src/content/memory.ts'
import type { ReadSite } from '../../src/content/read.ts'
import { enter } from '../../src/links/enter.ts'
import { printLedger } from '../../src/links/ledger.ts'
import type { Site } from '../../src/model.ts'
import type { Problem } from '../../src/problem.ts'
import { type Files, readFiles } from '../files.ts'
import { type Answer, anchorOf, filesOf, type Page, type Site as Written } from './edits.ts'
import { follow, type ReadFile } from './judge.ts'

/** For each address ever promised, the fact that a reader must find there; `gone` when its answer was deleted. */
export type Promised = Map<string, string>

/** As a preview reads: what an edit did not touch is not read anew. */
const memory = createMemory()
const readAgain = (files: Files): ReadSite => readFiles(files, {}, undefined, memory)

/** Reads, without errors by now, and enters what is new; notes what was promised. */
export function publish(site: Written, promised: Promised, done: string): Site {
  const { files } = filesOf(site)
  const read = readAgain(files)
  const errors = read.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`${done}\n${errors.map(({ what, fix }) => `${what}\n${fix}`).join('\n')}`)
  const { ledger } = enter(read.site, '2026-11-24')
  site.ledger = printLedger(ledger, site.ledger.split('\n'))
  const entered = readAgain(filesOf(site).files)
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
export function mend(site: Written, promised: Promised, done: string, count: Count): void {
  for (let round = 0; round < 100; round++) {
    const { files, headings } = filesOf(site)
    const [first] = readAgain(files).problems.filter(({ severity }) => severity === 'error')
    if (!first) return
    count.messages++
    const guess = doAsTold(first, site, headings, promised, done)
    if (guess !== undefined) count.guesses++
    if (guess) count.right++
  }
  throw new Error(`${done}: there is no end to the errors`)
}

/** How often the messages were followed, and how often they named the right answer. */
export interface Count {
  messages: number
  guesses: number
  right: number
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

/** Every promised address that does not lead to its fact; the files are all that it sees. */
export function judge(promised: Promised, read: ReadFile): string[] {
  return [...promised].flatMap(([address, fact]) => {
    const landing = follow(read, address)
    const fine =
      fact === 'gone'
        ? landing.kind === 'gone'
        : (landing.kind === 'answer' || landing.kind === 'note') && landing.text.includes(fact)
    return fine ? [] : [`${address} (${fact}): ${landing.kind} ${landing.address} ${landing.text.slice(0, 200)}`]
  })
}

/** Another address, as the author was told to find one: it was never in use. */
function rename(page: Page, { pages, ledger }: Written): void {
  let number = 2
  const slug = (): string => `${page.slug}-${number}`
  while (pages.some((other) => other.slug === slug()) || ledger.includes(`/${slug()}/`)) number++
  page.slug = slug()
}
