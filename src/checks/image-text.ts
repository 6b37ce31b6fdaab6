import { type Link, linksOf } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A picture without words, or with its file name for words. Who cannot see it is told nothing, and no search finds what it
 * shows. In a FAQ hardly a picture is there for its looks; where one is, a comment on its line can say so.
 *
 * Wrong: "![](plan.png)" "![plan.png](plan.png)"
 * Right: "![Plan: the lift is left of the entrance](plan.png)"
 */
export const imageText: Check<'image-text'> = {
  rules: { 'image-text': 'warning' },
  find: ({ pages }) =>
    pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => link.kind === 'image' && saysNothing(link))
        .map(wordless),
    ),
}

const saysNothing = ({ words }: Link): boolean =>
  /^(?:|image|img|picture|photo|alt(?:[ -]text)?|\S+\.(?:png|jpe?g|gif|svg|webp|avif))$/i.test(words)

const wordless = ({ words, href, at }: Link): Finding<'image-text'> => ({
  rule: 'image-text',
  at,
  what:
    words === '' ? 'This picture has no words.' : `The words for this picture, "${words}", do not say what it shows.`,
  why: 'Who cannot see it is told nothing, and no search finds it.',
  fix: `Say what there is to be seen in it: ![The way from the gate to the desk](${href})\nIf it shows nothing that the text does not say, write on its line: <!-- ignore image-text: why -->`,
})
