import { expect, test } from 'vitest'
import { isActiveDrawing } from '../../src/content/svg.ts'

const isActive = (text: string): boolean =>
  isActiveDrawing({ path: 'x.svg', shown: 'x.svg', onDisk: 'x.svg', bytes: Buffer.from(text) })

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
  "\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n<svg xmlns='http://www.w3.org/2000/svg'/>",
  '<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a"/></defs><use href="#a"/><use xlink:href = " #a"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,AAAA"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><text>on = of, a script</text></svg>',
])('a drawing to look at: %s', (text) => {
  expect(isActive(text)).toBe(false)
})

// What is refused is in tests/hostile-cases.ts; these are near to what is harmless.
test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"><use href="other.svg#a"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><use href = "\n&#35;a"/></svg>',
  '<?xml version="1.0" encoding="UTF-7"?><svg xmlns="http://www.w3.org/2000/svg"/>',
  '<svg xmlns="http://www.w3.org/2000/svg"><title>\u001b(B</title></svg>',
])('a drawing that may act: %s', (text) => {
  expect(isActive(text)).toBe(true)
})
