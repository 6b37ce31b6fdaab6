/**
 * The colours that follow from a site's own one. Whatever it is, text on it and links in its hue can be read: shades are
 * moved towards black or white until they keep the contrast that WCAG 2.2 asks for (1.4.3, and 1.4.6 for links).
 */

/** The grounds of `src/styles/_colours.scss` that text stands on, the least favourable ones for it. */
const grounds = { light: ['#fffdfa', '#f4f1ea', '#fbf3d9'], dark: ['#15191a', '#1e2425', '#2a2818'] } as const

type Rgb = readonly [number, number, number]

/** A style sheet that sets the custom properties which depend on the brand colour, in light and in dark. */
export function brandStyle(brand: string): string {
  const light = properties(brandColours(brand, 'light'))
  const dark = properties(brandColours(brand, 'dark'))
  return [
    `:root{${light}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}`,
    `@media screen{:root[data-theme=dark]{${dark}}}`,
  ].join('\n')
}

export interface BrandColours {
  readonly brand: string
  readonly brandText: string
  readonly link: string
  readonly linkHover: string
}

/** The colours for one theme, as `#rrggbb`. In the dark a bright brand is dimmed: a white band would dazzle. */
export function brandColours(hex: string, theme: 'light' | 'dark'): BrandColours {
  const own = parse(hex)
  const brand = theme === 'dark' ? towards(own, black, (colour) => luminance(colour) <= 0.08) : own
  const brandText = contrast(brand, white) >= 4.5 ? white : black
  const against = grounds[theme].map(parse)
  const goal = theme === 'dark' ? white : black
  const readable = (least: number) => (colour: Rgb) => against.every((ground) => contrast(colour, ground) >= least)
  return {
    brand: print(brand),
    brandText: print(brandText),
    link: print(shade(own, goal, readable(7))),
    linkHover: print(shade(own, goal, readable(10))),
  }
}

const properties = ({ brand, brandText, link, linkHover }: BrandColours): string =>
  `--brand:${brand};--brand-text:${brandText};--link:${link};--link-hover:${linkHover}`

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]

/** The nearest shade on the way from a colour to a goal that fits. The goal itself must. */
function towards(colour: Rgb, goal: Rgb, fits: (colour: Rgb) => boolean): Rgb {
  for (let step = 0; step <= 100; step++) {
    const mixed = colour.map((part, index) => Math.round(part + (((goal[index] ?? 0) - part) * step) / 100))
    const shade: Rgb = [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0]
    if (fits(shade)) return shade
  }
  return goal
}

/** The same in the colour's own hue and strength: lighter or darker, not greyer. Black and white end the way. */
function shade(colour: Rgb, goal: Rgb, fits: (colour: Rgb) => boolean): Rgb {
  const { hue, saturation, lightness } = toHsl(colour)
  const end = goal === white ? 1 : 0
  for (let step = 0; step <= 100; step++) {
    const lit = fromHsl({ hue, saturation, lightness: lightness + ((end - lightness) * step) / 100 })
    if (fits(lit)) return lit
  }
  return goal
}

interface Hsl {
  /** In sixths of the circle, 0 to 6. */
  readonly hue: number
  readonly saturation: number
  readonly lightness: number
}

/** Hue, saturation and lightness (CSS Color 4, section 7). */
function toHsl(colour: Rgb): Hsl {
  const [red, green, blue] = colour.map((part) => part / 255) as [number, number, number]
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  const lightness = most - range / 2
  if (range === 0) return { hue: 0, saturation: 0, lightness }
  const hue =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4
  return { hue, saturation: range / (1 - Math.abs(2 * lightness - 1)), lightness }
}

function fromHsl({ hue, saturation, lightness }: Hsl): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const part = (offset: number): number => {
    const place = (offset + hue * 2) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))))
  }
  return [part(0), part(8), part(4)]
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of "contrast ratio"). */
export function contrastOf(a: string, b: string): number {
  return contrast(parse(a), parse(b))
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const parse = (hex: string): Rgb => {
  const number = Number.parseInt(hex.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}

const print = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
