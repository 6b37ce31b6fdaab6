import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, posix, resolve } from 'node:path'
import { type Checked, check } from '../check.ts'
import { closest } from '../closest.ts'
import { slugOf } from '../content/addresses.ts'
import { frontMatter } from '../content/schema.ts'
import type { Page } from '../model.ts'
import { addToPage } from './add-to-page.ts'
import { type Ask, agrees } from './dialog.ts'
import { type Question, readQuestion } from './heading.ts'
import { askName, givenName, numbered } from './names.ts'
import { newPage } from './new-page.ts'
import { readAlone } from './read-alone.ts'
import { Refused } from './refused.ts'
import { folderFor, type Shelf, shelvesOf } from './shelves.ts'
import { type Similar, similarQuestions } from './similar.ts'
import { addressTaken, freeSlug, slugFor } from './slug.ts'

/** What the command line says, as it says it. */
export interface Wanted {
  readonly content: string
  readonly question: string
  readonly page?: string
  readonly category?: string
  readonly subCategory?: string
  readonly title?: string
  readonly slug?: string
  /** Takes names for new ones, however near they are to some that exist. */
  readonly asWritten: boolean
}

/** How an author is spoken to; without `ask` nobody is there to answer. */
export interface Voice {
  readonly say: (text: string) => void
  readonly ask?: Ask
}

/** Where a new answer goes: to the end of a page, or on one of its own. */
type Spot = { readonly page: Page } | { readonly category: string; readonly subCategory?: string }

/** Makes the place for a new answer, and says what to do next. What cannot be done is thrown as `Refused`. */
export async function newAnswer(wanted: Wanted, { say, ask }: Voice): Promise<void> {
  const question = readQuestion(wanted.question || (await ask?.('What is the question? ')) || '')
  const checked = await check({ content: wanted.content, drafts: true })
  const shelves = shelvesOf(checked.site, checked.sources)
  const given = givenSpot(wanted, checked, shelves)
  if (!given && !ask) throw new Refused(noSpot(shelves))

  const similar = similarQuestions(question.text, checked.site)
  if (similar.length > 0) {
    say(printSimilar(similar))
    if (ask && !(await agrees(ask, 'Go on with a new answer?'))) {
      say('Nothing was written.')
      return
    }
  }
  const spot = ask ? await askSpot(wanted, given, shelves, { say, ask }) : given
  if (!spot) throw new Refused(noSpot(shelves))
  say(
    'page' in spot ? await extend(spot.page, question, wanted, checked) : await create(spot, question, wanted, checked),
  )
}

const noSpot = (shelves: readonly Shelf[]): string =>
  [
    'Say where the answer goes: --category "NAME" for a page of its own, or --page FILE for the end of a page.',
    ...(shelves.length > 0
      ? [`There are these categories:\n${shelves.map(({ title }) => `  ${title}`).join('\n')}`]
      : []),
  ].join('\n')

function givenSpot(wanted: Wanted, { site }: Checked, shelves: readonly Shelf[]): Spot | undefined {
  const { page, category, subCategory, title, slug, asWritten } = wanted
  if (page !== undefined) {
    const clash = Object.entries({ category, 'sub-category': subCategory, title, slug }).find(
      ([, value]) => value !== undefined,
    )
    if (clash)
      throw new Refused(`--${clash[0]} is for a page of its own, and --page for one that exists. Leave one out.`)
    return { page: pageNamed(page, site.pages) }
  }
  if (category === undefined) {
    if (subCategory !== undefined) throw new Refused('Say of which category it is, too: --category "NAME"')
    return undefined
  }
  const name = givenName(category, { kind: 'category', known: shelves.map((shelf) => shelf.title) }, asWritten)
  if (!subCategory) return { category: name }
  const known = shelves.find((shelf) => shelf.title === name)?.subCategories ?? []
  return { category: name, subCategory: givenName(subCategory, { kind: 'sub-category', known }, asWritten) }
}

/** A page by its file, as typed from here or from the content folder, or by its address. */
function pageNamed(written: string, pages: readonly Page[]): Page {
  const own = pages.filter(({ path }) => path !== undefined)
  const address = `/${written.split('#')[0]?.replace(/^\/|\/$/g, '')}/`
  const found = own.find(
    (page) =>
      resolve(page.at.file) === resolve(written) || page.path === posix.normalize(written) || page.address === address,
  )
  if (found) return found
  const near = closest(
    written,
    own.flatMap(({ at, path }) => [at.file, path ?? '']),
  )
  throw new Refused(`There is no page "${written}".${near ? ` Did you mean "${near}"?` : ' Name its file.'}`)
}

/** Asks for what the command line leaves open. */
async function askSpot(
  wanted: Wanted,
  given: Spot | undefined,
  shelves: readonly Shelf[],
  { say, ask }: Required<Voice>,
): Promise<Spot> {
  if (given && ('page' in given || wanted.subCategory !== undefined)) return given
  const known = shelves.map(({ title }) => title)
  const category = given?.category ?? (await askName(ask, say, { kind: 'category', known })) ?? ''
  const shelf = shelves.find(({ title }) => title === category)
  const isOwn = wanted.title !== undefined || wanted.slug !== undefined
  const page = shelf && shelf.pages.length > 0 && !isOwn ? await askPage(shelf.pages, { say, ask }) : undefined
  if (page) return { page }
  if (!shelf || shelf.subCategories.length === 0) return { category }
  const subCategory = await askName(ask, say, { kind: 'sub-category', known: shelf.subCategories })
  return { category, ...(subCategory === undefined ? {} : { subCategory }) }
}

/** More than these would push the question off the screen; the others can be named. */
const mostListed = 20

async function askPage(pages: readonly Page[], { say, ask }: Required<Voice>): Promise<Page | undefined> {
  const listed = pages.slice(0, mostListed)
  const more =
    pages.length > listed.length ? `\n     and ${pages.length - listed.length} more: write the file of one` : ''
  say(`Add it to a page?\n${numbered(listed.map(({ title, at }) => `${title} (${at.file})`))}${more}`)
  for (;;) {
    const word = await ask('Number, or Enter for a page of its own: ')
    if (word === '') return undefined
    const chosen = listed[Number(word) - 1]
    if (chosen) return chosen
    if (/^\d+$/.test(word)) {
      say(`There is no number ${word}.`)
      continue
    }
    try {
      return pageNamed(word, pages)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      say(error.message)
    }
  }
}

const printSimilar = (similar: readonly Similar[]): string =>
  [
    similar.length === 1 ? 'There is a question like it:' : 'There are questions like it:',
    ...similar.map(
      ({ alike, at, question }) =>
        `  ${`${Math.round(alike * 100)}%`.padStart(4)} alike  ${at.file}:${at.line}  ${question}`,
    ),
  ].join('\n')

async function extend(page: Page, question: Question, wanted: Wanted, checked: Checked): Promise<string> {
  const onDisk = checked.onDisk.get(page.path ?? '') ?? page.at.file
  const { text, anchor, line } = addToPage(page, await readFile(onDisk), question, checked.layouts.names)
  // Added, never written anew: whatever else is in the file stays as it is, byte for byte.
  await appendFile(onDisk, text)
  return [
    `Added to the end of ${page.at.file}.`,
    `Its address will be ${page.address}#${anchor}`,
    '',
    'Next:',
    `1. Write the answer: ${page.at.file}:${line}`,
    `2. Look at it with "${npm('start', wanted)}".`,
    `3. Run "${npm('run check', wanted)}", and "${npm('run links', wanted)}" before you publish it.`,
  ].join('\n')
}

async function create(
  { category: name, subCategory }: Exclude<Spot, { page: Page }>,
  question: Question,
  wanted: Wanted,
  { site, layouts, onDisk }: Checked,
): Promise<string> {
  const title = wanted.title?.trim() ?? question.text
  const fits = frontMatter.shape.title.safeParse(title)
  if (!fits.success) throw new Refused(`--title does not fit. ${fits.error.issues[0]?.message}`)
  const category = site.categories.find((one) => one.title === name)
  const categorySlug = slugOf(name)
  if (!category) checkNewCategory(name, categorySlug, addressTaken(categorySlug, site))

  const folder = folderFor(category, name, subCategory)
  const files = new Set([...onDisk.keys()].map((path) => path.toLowerCase()))
  const pathOf = (slug: string): string => posix.join(folder, `${slug}.md`)
  const holder = (slug: string): string | undefined =>
    addressTaken(slug, site) ??
    (slug.toLowerCase() === categorySlug.toLowerCase() ? `the category "${name}"` : undefined) ??
    (files.has(pathOf(slug).toLowerCase()) ? join(wanted.content, pathOf(slug)) : undefined)
  if (wanted.slug !== undefined) checkSlug(wanted.slug, holder(wanted.slug))
  const wish = wanted.slug ?? (slugFor(title) || slugFor(question.text) || 'answer')
  const slug = wanted.slug ?? freeSlug(wish, (one) => holder(one) !== undefined)

  const path = pathOf(slug)
  const page = { question, title, category: name, ...(subCategory === undefined ? {} : { subCategory }) }
  const fromFile = readAlone(path, newPage(page), layouts.names).page?.address === `/${slug}/`
  const text = newPage(fromFile ? page : { ...page, slug })
  const answer = readAlone(path, text, layouts.names).page?.answers[0]
  const file = join(wanted.content, path)
  await writeNew(file, text)
  return [
    `Wrote ${file}, a draft.`,
    `Its address will be ${answer?.address}`,
    ...(slug === wish ? [] : [`(${holder(wish)} has /${wish}/ already.)`]),
    ...(category ? [] : [`"${name}" is a new category. Its page, /${categorySlug}/, is made by itself.`]),
    '',
    'Next:',
    `1. Write the answer: ${file}:${answer?.at.line}`,
    `2. Look at it with "${npm('start', wanted)}", which shows drafts.`,
    `3. When it is finished, take out the line "draft: true". Run "${npm('run check', wanted)}", and "${npm('run links', wanted)}" before you publish it.`,
  ].join('\n')
}

function checkNewCategory(name: string, slug: string, holder: string | undefined): void {
  if (slug === '') throw new Refused(`A category needs letters in its name, and "${name}" has none.`)
  if (holder !== undefined)
    throw new Refused(`A category "${name}" would have the address /${slug}/, and ${holder} has it. Name it otherwise.`)
}

function checkSlug(slug: string, holder: string | undefined): void {
  const fits = frontMatter.shape.slug.safeParse(slug)
  if (!fits.success) throw new Refused(`--slug does not fit. ${fits.error.issues[0]?.message}`)
  if (holder !== undefined)
    throw new Refused(`The address /${slug}/ is taken: ${holder} has it. Choose another --slug.`)
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Refused(`${file} could not be written (${error.code}). Nothing that was there has changed.`)
  }
}

const npm = (command: string, { content }: Wanted): string =>
  content === 'content'
    ? `npm ${command}`
    : `npm ${command} -- --content ${/\s/.test(content) ? JSON.stringify(content) : content}`
