import { expect, test } from 'vitest'
import { page, readFiles, settings } from '../files.ts'

const used = (body: string): string[] => {
  const { site } = readFiles({ ...settings, 'a-page.md': page(body) })
  return site.pages.flatMap(({ shortForms }) => shortForms.map(({ text, at }) => `${text} ${at.line}:${at.column}`))
}

test.each([
  ['a short form, at its first use only', 'The EPR and the EPR.', ['EPR 8:5']],
  ['a plural', 'Two EPRs.', ['EPR 8:5']],
  ['digits among the capitals', 'HL7 and 2FA and N3.', ['HL7 8:1', '2FA 8:9']],
  ['on the second line of a paragraph, in bold', 'One\ntwo **EPR**.', ['EPR 9:7']],
  ['behind code, a link and an address of the same name', '`EPR` [x](https://example.org/EPR) EPR', ['EPR 8:36']],
  ['the text of a link', '[the EPR](https://example.org/CDA)', ['EPR 8:6']],
  ['behind an escape', '\\*EPR\\* \\<CDA\\>', ['EPR 8:3', 'CDA 8:11']],
  ['a cell, beside one with the same letters', '| a | b |\n| - | - |\n| XEPRX_ | EPR |', ['EPR 10:12']],
  ['a quote and a list', '> - The EPR.', ['EPR 8:9']],
  ['a footnote', 'Text.[^1]\n\n[^1]: The EPR.', ['EPR 10:11']],
  ['a deeper heading', '### Which EPR?', ['EPR 8:11']],
  ['spelt out by other words', 'The system (EPR) of each trust.', ['EPR 8:13']],
])('%s is a short form', (_name, body, expected) => {
  expect(used(`## Q?\n\n${body}\n`)).toEqual(expected)
})

test.each([
  ['spelt out before it', 'The Booking and Referral Standard (BRS), BRS.'],
  ['spelt out behind it', 'BRS (Booking and Referral Standard) and BRS.'],
  ['spelt out later, in bold, as a plural', 'BRS. The **Booking and Referral Standards** (BRSs).'],
  ['spelt out over a line break', 'Booking and Referral\nStandard (BRS; new).'],
  ['spelt out with an X', 'Extensible Markup Language (XML).'],
  ['code and keys', '`EPR` and <kbd>CTRL</kbd>.\n\n```\nEPR\n```'],
  ['a bare address', 'https://example.org/EPR and <https://example.org/CDA>'],
  ['a comment', 'One <!-- EPR --> two.'],
  ['Roman numerals', 'Parts II, IV, XIX and XL.'],
  ['a cry', 'DO NOT SEND IT. It says NEVER SEND ANY of them.'],
  ['stress on a word', 'You must not, and NEVER. Nor never.\n\nYou MUST NOT.'],
  ['names that end in a number', 'Requirement MSG.7, COVID-19.'],
  ['longer words and mixed ones', 'INTEROPERABILITY, BaRS, x_EPR, EPR_x and iOS.'],
  ['a single capital', 'G2 and N3.'],
])('%s: none', (_name, body) => {
  expect(used(`## Q?\n\n${body}\n`)).toEqual([])
})

test('the title may spell it out, and the lead is read too', () => {
  const { site } = readFiles({
    ...settings,
    'a.md': page('EPR and CDA.\n\n## Q?\n\nText.\n', 'title: Electronic Patient Records (EPR)'),
  })
  expect(site.pages.flatMap(({ shortForms }) => shortForms.map(({ text }) => text))).toEqual(['CDA'])
})

test('a page of codes is not followed to its end', () => {
  const codes = Array.from({ length: 20_000 }, (_, index) => `A${index.toString(36).toUpperCase()}Z`)
  expect(used(`## Q?\n\n${codes.map((code) => `- ${code}`).join('\n')}\n`)).toHaveLength(100)
})
