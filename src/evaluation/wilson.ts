/** A share of a number of trials, with the interval in which the true share lies with 95 % confidence. */
export interface Share {
  readonly hits: number
  readonly of: number
  /** From 0 to 1. */
  readonly share: number
  readonly low: number
  readonly high: number
}

/** z of a two-sided 95 % interval. */
const z = 1.96

/** Wilson score interval (E. B. Wilson, "Probable inference", JASA 22, 1927); sound for small numbers and shares near 0 and 1. */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: 0, low: 0, high: 1 }
  const share = hits / of
  const denominator = 1 + z ** 2 / of
  const centre = (share + z ** 2 / (2 * of)) / denominator
  const half = (z / denominator) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { hits, of, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
