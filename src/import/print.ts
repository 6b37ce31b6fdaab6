/** Settings as YAML: only texts, numbers, truth values, lists and groups, as an author would write them. */
export function printYaml(data: Readonly<Record<string, unknown>>, indent = ''): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${indent}${printKey(key)}:${printValue(value, indent)}`)
    .join('')
}

function printValue(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return `\n${value.map((item) => `${indent}  - ${printItem(item, `${indent}    `)}`).join('')}`
  if (typeof value === 'object' && value !== null)
    return `\n${printYaml(value as Record<string, unknown>, `${indent}  `)}`
  return ` ${printScalar(value)}\n`
}

const printItem = (item: unknown, indent: string): string =>
  typeof item === 'object' && item !== null && !Array.isArray(item)
    ? printYaml(item as Record<string, unknown>, indent).trimStart()
    : `${printScalar(item)}\n`

const printKey = (key: string): string => (/^[A-Za-z_][\w-]*$/.test(key) && !isWord(key) ? key : JSON.stringify(key))

/** Quotes only where YAML would read something else. */
const printScalar = (value: unknown): string =>
  typeof value !== 'string' ? JSON.stringify(value) : isPlain(value) ? value : JSON.stringify(value)

const isWord = (text: string): boolean => /^(true|false|yes|no|on|off|null|y|n|~)$/i.test(text)

const isPlain = (text: string): boolean =>
  /^(?:[\p{L}/]|\d{4}-\d\d-\d\d$|\d+ \p{L})[^\n]*$/u.test(text) &&
  !/: |:$| #|\s$|^\s|["\\\p{C}]/u.test(text) &&
  !isWord(text)
