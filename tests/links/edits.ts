import { stringify } from 'yaml'

/** A small site as an author has it in mind, and what she may do to it. Each answer and each page holds a fact of its own. */
export interface Site {
  pages: Page[]
  /** Lines that she was told to write in the ledger. */
  ledger: string
}

export interface Page {
  slug: string
  title: string
  fact: string
  /** Its redirect_from. */
  former: string[]
  answers: Answer[]
}

export interface Answer {
  question: string
  anchor?: string | undefined
  /** Its redirect_from, in the front matter of its page; left behind when it goes elsewhere, as the ledger remembers. */
  former: string[]
  /** More than one where answers have been merged. */
  facts: string[]
  words: string[]
}

/** Numbers from 0 to 1 from a seed: mulberry32. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const asked = 'How What When Who Where Can Must'.split(' ')
const verbs = 'send find check renew test open close read share store record change'.split(' ')
const things =
  'message certificate endpoint report patient record service request address form rule code letter trial licence queue'.split(
    ' ',
  )
const more = 'safely quickly today again alone first locally abroad twice later'.split(' ')
const prose =
  'the a each some sender receiver system spark ward clinic team notes agrees waits sends keeps holds checks before after unless until with without number list version supplier nurse pharmacy caller night morning paper phone network key table column'.split(
    ' ',
  )

/** As many words as people use: few texts are alike by chance. */
const made = 'ba co du fe gi ho ka le mi no pu ra se ti vo zu'
  .split(' ')
  .flatMap((first, index, all) => all.flatMap((second) => [`${first}${second}n`, `${second}${all[index % 7]}${first}`]))

export class Editor {
  private next = 1
  private readonly site: Site
  private readonly chance: () => number

  /** `chance` gives numbers from 0 to 1. */
  constructor(site: Site, chance: () => number) {
    this.site = site
    this.chance = chance
  }

  private pick<Thing>(list: readonly Thing[]): Thing {
    const found = list[Math.floor(this.chance() * list.length)]
    if (found === undefined) throw new Error('Nothing to choose from')
    return found
  }

  private fact(): string {
    return `fact${String(this.next++).padStart(5, '0')}`
  }

  private words(count: number): string[] {
    return Array.from({ length: count }, () => this.pick(this.pick([prose, things, made, made])))
  }

  private question(): string {
    return `${this.pick(asked)} ${this.pick(verbs)} ${this.pick(things)} ${this.pick(things)} ${this.pick(more)}?`
  }

  private newSlug(): string {
    for (;;) {
      const slug = `${this.pick(things)}-${this.pick(verbs)}`
      // A former address may be wanted again; that has to be told, too.
      if (!this.site.pages.some((page) => page.slug === slug)) return slug
    }
  }

  newAnswer(): Answer {
    return {
      question: this.question(),
      former: [],
      facts: [this.fact()],
      words: this.words(25 + Math.floor(this.chance() * 30)),
    }
  }

  newPage(answers: Answer[]): Page {
    return { slug: this.newSlug(), title: `About ${this.words(3).join(' ')}`, fact: this.fact(), former: [], answers }
  }

  /** One random edit; it says what was done. Texts and headings change, and what links need is forgotten. */
  edit(): string {
    const { pages } = this.site
    const page = this.pick(pages.filter(({ answers }) => answers.length > 0))
    const answer = this.pick(page.answers)
    const other = this.pick(pages)
    const kinds = [
      'reword',
      'reword',
      'edit',
      'edit',
      'move',
      'delete',
      'rename',
      'split',
      'merge',
      'merge pages',
    ] as const
    const kind = this.pick(kinds)
    switch (kind) {
      case 'reword': {
        answer.question =
          this.chance() < 0.5 ? this.question() : answer.question.replace(/\w+\?$/, `${this.pick(more)}?`)
        answer.anchor = undefined
        return `reword ${answer.facts}`
      }
      case 'edit': {
        answer.words = answer.words.map((word) => (this.chance() < 0.25 ? this.pick(made) : word))
        return `edit ${answer.facts}`
      }
      case 'move': {
        if (other === page) return this.edit()
        page.answers = page.answers.filter((one) => one !== answer)
        answer.former = []
        other.answers.push(answer)
        return `move ${answer.facts} to ${other.slug}`
      }
      case 'delete': {
        page.answers = page.answers.filter((one) => one !== answer)
        return `delete ${answer.facts}`
      }
      case 'rename': {
        page.slug = this.newSlug()
        return `rename to ${page.slug}`
      }
      case 'split': {
        if (page.answers.length < 4) return this.edit()
        const half = page.answers.splice(0, Math.floor(page.answers.length / 2))
        for (const one of half) one.former = []
        pages.push(this.newPage(half))
        return `split ${page.slug}`
      }
      case 'merge': {
        const into = this.pick(other.answers.length > 0 ? other.answers : page.answers)
        if (into === answer) return this.edit()
        page.answers = page.answers.filter((one) => one !== answer)
        into.words = [...into.words, ...answer.words]
        into.facts = [...into.facts, ...answer.facts]
        return `merge ${answer.facts} into ${into.facts}`
      }
      case 'merge pages': {
        if (other === page || pages.length < 5) return this.edit()
        this.site.pages = pages.filter((one) => one !== page)
        other.answers.push(...page.answers)
        for (const one of page.answers) one.former = []
        return `merge page ${page.slug} into ${other.slug}`
      }
    }
  }

  /** No two headings of a page are the same: that would be told, and which is which is not for a test to say. */
  tidy(): void {
    for (const { answers } of this.site.pages) {
      for (const [index, answer] of answers.entries()) {
        while (answers.slice(0, index).some((other) => anchorOf(other) === anchorOf(answer))) {
          answer.question = this.question()
          answer.anchor = undefined
        }
      }
    }
  }
}

export const anchorOf = ({ anchor, question }: Answer): string =>
  anchor ?? question.toLowerCase().replaceAll(' ', '-').replace('?', '')

/** The content folder as files, and the line on which each answer's heading stands. */
export function filesOf(site: Site): { files: Record<string, string>; headings: Map<string, Answer> } {
  const headings = new Map<string, Answer>()
  const files: Record<string, string> = {
    'site.yml': 'name: Random\nurl: https://example.org/\n',
    'permalinks.txt': site.ledger,
  }
  for (const page of site.pages) {
    const lines = [
      '---',
      ...stringify(frontMatter(page), { lineWidth: 0 }).trimEnd().split('\n'),
      '---',
      '',
      `This page holds ${page.fact}.`,
    ]
    for (const answer of page.answers) {
      lines.push('', `## ${answer.question}${answer.anchor ? ` {#${answer.anchor}}` : ''}`, '')
      headings.set(`${page.slug}.md:${lines.length - 1}`, answer)
      lines.push(`${answer.words.join(' ')} ${answer.facts.join(' ')}.`)
    }
    files[`${page.slug}.md`] = `${lines.join('\n')}\n`
  }
  return { files, headings }
}

function frontMatter({ title, former, answers }: Page): object {
  const moved = answers.filter((answer) => answer.former.length > 0)
  return {
    title,
    category: 'Topic',
    ...(former.length > 0 ? { redirect_from: former } : {}),
    ...(moved.length > 0
      ? { answers: Object.fromEntries(moved.map((answer) => [anchorOf(answer), { redirect_from: answer.former }])) }
      : {}),
  }
}
