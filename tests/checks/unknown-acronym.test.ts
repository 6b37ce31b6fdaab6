import { expect, test } from 'vitest'
import { page, readFiles, settings, told } from '../files.ts'

const glossary = `- term: CAS
  expansion: Clinical Assessment Service
  meaning: Clinicians who assess callers.
- term: TLS-MA
  meaning: A connection on which both sides show a certificate.
  also: [mTLS, NHS PKI, APIs]
`
const body = 'The CAS, two CASs, TLS, PKI, an API, the EPR, the EPR and CDA.\n\n## Q?\n\nThe EPR and PDS.\n'

test('what neither the glossary nor the page explains is told once a page, at its first use', () => {
  const files = { ...settings, 'glossary.yml': glossary, 'p.md': page(body), 'q.md': page('## R?\n\nEPRs.\n') }
  const read = readFiles(files)
  expect(told(read)).toEqual([
    'p.md:6:42 unknown-acronym',
    'p.md:6:59 unknown-acronym',
    'p.md:10:13 unknown-acronym',
    'q.md:8:1 unknown-acronym',
  ])
  expect(read.problems.map(({ severity }) => severity)).toEqual(Array(4).fill('warning'))
  expect(read.problems[0]?.what).toContain('"EPR"')
})

test('a site without a glossary has to ask for it', () => {
  expect(told(readFiles({ ...settings, 'p.md': page(body) }))).toEqual([])
  const asked = readFiles({ 'site.yml': 'name: T\nrules:\n  unknown-acronym: error\n', 'p.md': page(body) })
  expect(asked.problems).toHaveLength(7)
  expect(asked.problems[0]?.severity).toBe('error')
})

test('site.yml can switch it off', () => {
  const off = {
    'site.yml': 'name: T\nrules:\n  unknown-acronym: "off"\n',
    'glossary.yml': glossary,
    'p.md': page(body),
  }
  expect(told(readFiles(off))).toEqual([])
})
