/** Colours of a customer's brand, made readable. Contrast is measured as in WCAG 2.2, "contrast ratio". */

type Rgb = readonly [number, number, number]

/** Least contrast of text (WCAG 2.2, success criterion 1.4.3). */
const readable = 4.5
const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]

/** The fixed colours of the two schemes that accents are seen against; theme.css has the same. */
export const schemes = {
  light: { surface: '#ffffff', tint: '#f0f5f4', ink: '#1a2629', ownShare: 0.14 },
  dark: { surface: '#171f22', tint: '#202b2f', ink: '#e6edec', ownShare: 0.25 },
} as const
export type Scheme = keyof typeof schemes

export interface AccentColours {
  /** For text and lines on the surfaces of the chat. */
  readonly accent: string
  /** The same under the pointer. */
  readonly accentStrong: string
  /** For areas: the brand's own colour, with a text colour that is readable on it. */
  readonly fill: string
  readonly fillStrong: string
  readonly onFill: string
  /** The user's own bubbles, a breath of the accent. */
  readonly own: string
}

/** Undefined: not a colour as `#rgb` or `#rrggbb`. */
export function parseHex(text: string): Rgb | undefined {
  const [, digits] = /^#([\da-f]{6}|[\da-f]{3})$/i.exec(text.trim()) ?? []
  if (!digits) return undefined
  const value = Number.parseInt(digits.length > 3 ? digits : digits.replace(/./g, '$&$&'), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Black or white, whichever is easier to read on `fill`; one of them always has 4.5:1. */
export const textOn = (fill: Rgb): '#000000' | '#ffffff' =>
  contrast(fill, white) >= readable ? '#ffffff' : '#000000'

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The colours of the chat for a brand's colour. */
export function accentColours(brand: Rgb, scheme: Scheme): AccentColours {
  const { surface, tint, ownShare } = schemes[scheme]
  const grounds = [surface, tint].map(known)
  const away = scheme === 'light' ? black : white
  const accent = untilReadable(brand, grounds, away)
  const onFill = textOn(brand)
  return {
    accent: toHex(accent),
    accentStrong: toHex(mix(accent, away, 0.25)),
    fill: toHex(brand),
    fillStrong: toHex(mix(brand, onFill === '#ffffff' ? black : white, 0.2)),
    onFill,
    own: toHex(mix(known(surface), brand, ownShare)),
  }
}

/** Moves a colour towards black or white, as little as needed, and keeps its hue. */
function untilReadable(colour: Rgb, grounds: readonly Rgb[], towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, towards, share)
    if (grounds.every((ground) => contrast(mixed, ground) >= readable)) return mixed
  }
  return towards
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  blend(from[0], to[0], share),
  blend(from[1], to[1], share),
  blend(from[2], to[2], share),
]

const blend = (from: number, to: number, share: number): number => Math.round(from + (to - from) * share)

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const toHex = (colour: Rgb): string =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`

const known = (hex: string): Rgb => parseHex(hex) ?? black
