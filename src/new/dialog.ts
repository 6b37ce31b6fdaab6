import { createInterface } from 'node:readline'

/** The author has stopped: Ctrl+C, or the end of what she types. */
export class Stopped extends Error {}

/** Asks an author, and waits for a line. */
export type Ask = (prompt: string) => Promise<string>

export interface Dialog {
  readonly ask: Ask
  readonly close: () => void
}

/** Lines are kept from the start: what is typed, or pasted, while nothing is being asked answers the next question. */
export function openDialog(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Dialog {
  const lines = createInterface({ input, output })
  const typed: string[] = []
  let ended = false
  let answer: ((line: string | Stopped) => void) | undefined
  lines.on('line', (line) => {
    if (answer) answer(line)
    else typed.push(line)
  })
  lines.on('close', () => {
    ended = true
    answer?.(new Stopped())
  })
  const ask = async (prompt: string): Promise<string> => {
    const early = typed.shift()
    if (early === undefined && ended) throw new Stopped()
    if (early !== undefined) output.write(`${prompt}${early}\n`)
    const line =
      early ??
      (await new Promise<string | Stopped>((resolve) => {
        answer = resolve
        lines.setPrompt(prompt)
        lines.prompt()
      }))
    answer = undefined
    if (typeof line !== 'string') throw line
    return line.trim()
  }
  return { ask, close: () => lines.close() }
}

/** Enter means yes. */
export async function agrees(ask: Ask, question: string): Promise<boolean> {
  for (;;) {
    const word = (await ask(`${question} (Y/n) `)).toLowerCase()
    if (/^(y|yes)?$/.test(word)) return true
    if (/^no?$/.test(word)) return false
  }
}
