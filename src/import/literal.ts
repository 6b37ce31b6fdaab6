import type { Note } from './old-site.ts'

/**
 * Reads the object that a script exports (`export default {…}`, `module.exports = {…}`, `defineConfig({…})`) as data. The script
 * is never run. What is no plain value (a call, a name, a condition) is told and left out; a name that the same file gives a
 * plain value to (`const sidebar = […]`) is looked up.
 */
export function readLiteral(source: string, note: Note): unknown {
  const reader = new LiteralReader(source, note)
  const start = /export\s+default\s+|module\.exports\s*=\s*/.exec(withoutComments(source))
  return start ? reader.valueAt(start.index + start[0].length) : undefined
}

/** Blanked by their own length, so that offsets and lines stay true. Text in quotes is passed over. */
const withoutComments = (source: string): string =>
  source.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match,
  )

/** Deeper than any settings; a hostile file must not use up the stack. */
const deepest = 60

class LiteralReader {
  private readonly text: string
  private readonly note: Note
  private at = 0
  private depth = 0
  private readonly open = new Set<string>()

  constructor(source: string, note: Note) {
    this.text = withoutComments(source)
    this.note = note
  }

  valueAt(start: number): unknown {
    this.at = start
    return this.value()
  }

  private value(): unknown {
    this.space()
    if (this.depth > deepest) return this.unread()
    this.depth++
    try {
      const value = this.plainValue()
      // `[…] satisfies Sidebar` and `{…} as const` are types alone.
      this.space()
      const type = /^(?:as|satisfies)\s+[\w.<>[\]]+/.exec(this.rest(80))
      if (type) this.at += type[0].length
      return value
    } finally {
      this.depth--
    }
  }

  private plainValue(): unknown {
    const sign = this.text[this.at]
    if (/^(?:async\b|function\b|\([^()]*\)\s*=>|[\w$]+\s*=>)/.test(this.rest(300))) return this.unread()
    if (sign === '{') return this.object()
    if (sign === '[') return this.array()
    if (sign === '(') {
      this.at++
      const inner = this.value()
      this.space()
      if (this.text[this.at] === ')') this.at++
      return inner
    }
    if (sign === '"' || sign === "'" || sign === '`') return this.string()
    const word = /^-?\d[\d_.]*(?:e[+-]?\d+)?(?![\w.(])|^(?:true|false|null|undefined)\b/.exec(this.rest(40))
    if (word) {
      this.at += word[0].length
      const simple: Readonly<Record<string, unknown>> = { true: true, false: false, null: null, undefined }
      return word[0] in simple ? simple[word[0]] : Number(word[0].replaceAll('_', ''))
    }
    const call = /^(?:defineConfig|withMermaid|defineAdditionalConfig)\s*(?:<[^>]*>)?\s*\(/.exec(this.rest(80))
    if (call) {
      this.at += call[0].length
      return this.value()
    }
    return this.named() ?? this.unread()
  }

  /** A name to which the same file gives a plain value. */
  private named(): unknown {
    const name = /^[A-Za-z_$][\w$]*(?=\s*(?:[,;}\])\n]|$|as\b|satisfies\b))/.exec(this.rest(200))?.[0]
    if (name === undefined || this.open.has(name)) return undefined
    const given = new RegExp(
      `\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b(?:\\s*:[^=\\n]+)?\\s*=\\s*`,
    ).exec(this.text)
    if (!given) return undefined
    const start = this.at
    this.open.add(name)
    const value = this.valueAt(given.index + given[0].length)
    this.open.delete(name)
    // A value that could not be read is told by the name that stands for it here.
    this.at = value === undefined ? start : start + name.length
    return value
  }

  private object(): unknown {
    const entries: [string, unknown][] = []
    this.at++
    for (;;) {
      this.separators()
      const sign = this.text[this.at]
      if (sign === undefined) break
      if (sign === '}') {
        this.at++
        break
      }
      const key = /^(?:([A-Za-z_$][\w$-]*)|\d+)(?=\s*[:,}(])/.exec(this.rest(200))
      const name = key ? key[0] : sign === '"' || sign === "'" ? String(this.string()) : undefined
      const start = this.at
      if (key) this.at += key[0].length
      this.space()
      if (name !== undefined && this.text[this.at] === ':') {
        this.at++
        entries.push([name, this.value()])
      } else if (name !== undefined && /[,}]/.test(this.text[this.at] ?? '')) {
        this.at = start
        entries.push([name, this.named() ?? this.unread()])
      } else this.unread()
    }
    return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'))
  }

  private array(): unknown[] {
    const items: unknown[] = []
    this.at++
    for (;;) {
      this.separators()
      const sign = this.text[this.at]
      if (sign === undefined) break
      if (sign === ']') {
        this.at++
        break
      }
      items.push(this.value())
    }
    return items.filter((item) => item !== undefined)
  }

  private string(): unknown {
    const quote = this.text[this.at] ?? ''
    const start = this.at
    let text = ''
    for (this.at++; this.at < this.text.length; this.at++) {
      const sign = this.text[this.at]
      if (sign === quote) {
        this.at++
        return text
      }
      if (quote === '`' && this.text.startsWith('${', this.at)) {
        this.at = start
        return this.unread()
      }
      if (sign === '\\') {
        this.at++
        const escaped = this.text[this.at] ?? ''
        text += escaped === 'n' ? '\n' : escaped === 't' ? ' ' : escaped
      } else text += sign
    }
    return text
  }

  /** Tells what is no plain value, and steps over it: to the comma or bracket that ends it. */
  private unread(): undefined {
    const start = this.at
    let open = 0
    for (; this.at < this.text.length; this.at++) {
      const sign = this.text[this.at] ?? ''
      if (sign === '"' || sign === "'" || sign === '`') {
        const end = closingQuote(this.text, this.at)
        this.at = end
      } else if (/[([{]/.test(sign)) open++
      else if (/[)\]}]/.test(sign)) {
        if (open === 0) break
        open--
      } else if (/[,;\n]/.test(sign) && open === 0) break
    }
    const was = this.text.slice(start, this.at).trim()
    // A step is always made, or the caller would ask for the same place again.
    if (this.at === start) this.at++
    if (was !== '') this.note(lineAt(this.text, start), 'script', was, 'not read, as it would have to be run')
    return undefined
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }

  private separators(): void {
    while (/[\s,;]/.test(this.text[this.at] ?? '')) this.at++
  }

  private rest(length: number): string {
    return this.text.slice(this.at, this.at + length)
  }
}

function closingQuote(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at
  }
  return text.length
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
