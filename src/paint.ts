import { styleText } from 'node:util'

/** What a stretch of text is, for those who see colours. */
export type Style = 'error' | 'warning' | 'strong' | 'quiet'

/** Gives a text the colours of a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

export const plain: Paint = (_style, text) => text

const colours = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  strong: ['bold'],
  quiet: ['dim'],
} as const satisfies Record<Style, readonly Parameters<typeof styleText>[0][]>

/**
 * How to paint what goes to a stream: in colours on a terminal that has them, plain when it is piped or kept in a file. Node
 * itself honours NO_COLOR, FORCE_COLOR and TERM=dumb; `wanted` wins over all of them.
 */
export function paintFor(stream: NodeJS.WriteStream, wanted?: boolean): Paint {
  if (wanted === false) return plain
  const options = wanted ? { validateStream: false } : { stream }
  // One at a time: given a list, Node 20 colours whatever the stream is.
  return (style, text) => colours[style].reduce<string>((painted, colour) => styleText(colour, painted, options), text)
}
