import { accentColours, parseHex } from './accent.ts'

/** Gives the page the colours of a brand, in both schemes. Anything that is no colour changes nothing. */
export function applyAccent(hex: string): void {
  const brand = parseHex(hex)
  if (!brand) return
  const rules = (scheme: 'light' | 'dark') => {
    const { accent, accentStrong, fill, fillStrong, onFill, own } = accentColours(brand, scheme)
    return `:root{--accent:${accent};--accent-strong:${accentStrong};--fill:${fill};--fill-strong:${fillStrong};--on-fill:${onFill};--own:${own}}`
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`${rules('light')}@media (prefers-color-scheme:dark){${rules('dark')}}`)
  document.adoptedStyleSheets = [sheet]
}
