/** The keys around each key of a German keyboard. */
const neighbours: Readonly<Record<string, string>> = {
  q: 'wa',
  w: 'qes',
  e: 'wrd',
  r: 'etf',
  t: 'rzg',
  z: 'tuh',
  u: 'zij',
  i: 'uok',
  o: 'ipl',
  p: 'oü',
  ü: 'pä',
  a: 'qsy',
  s: 'awdx',
  d: 'sefc',
  f: 'drgv',
  g: 'fthb',
  h: 'gzjn',
  j: 'huk',
  k: 'jil',
  l: 'koö',
  ö: 'lä',
  ä: 'ö',
  y: 'asx',
  x: 'ysc',
  c: 'xdv',
  v: 'cfb',
  b: 'vgn',
  n: 'bhm',
  m: 'nk',
}

/** The text with a key next to the right one hit; `pick` says which. */
export function neighbouringKey(text: string, at: number, pick: number): string {
  const keys = neighbours[(text[at] ?? '').toLowerCase()] ?? 'x'
  return text.slice(0, at) + keys[pick % keys.length] + text.slice(at + 1)
}

export const doubledLetter = (text: string, at: number): string =>
  text.slice(0, at + 1) + text[at] + text.slice(at + 1)
