import { tokenize } from './normalize.ts'

/** Two texts that say nearly the same. `likeness` is the share of common stems, from 0 to 1 (Jaccard index). */
export interface NearDuplicate {
  readonly a: number
  readonly b: number
  readonly likeness: number
}

/** Texts with fewer different stems are alike by chance ("Konto sperren", "Konto löschen"). */
const leastStems = 4

/** A stem in more texts than this share finds no candidates: pairs that only share such words are not near. */
const commonShare = 0.02

/**
 * The pairs of `texts[a]` and `others[b]` whose likeness is at least `least`. With the same array twice, each pair comes
 * once, and no text with itself. Word order does not count.
 */
export function nearDuplicates(
  texts: readonly string[],
  others: readonly string[],
  least: number,
): NearDuplicate[] {
  const stemSets = texts.map(stemsOf)
  const otherSets = texts === others ? stemSets : others.map(stemsOf)
  const index = new Map<string, number[]>()
  for (const [b, stems] of otherSets.entries()) {
    for (const stem of stems) {
      const places = index.get(stem)
      if (places) places.push(b)
      else index.set(stem, [b])
    }
  }
  const common = Math.max(50, others.length * commonShare)

  return stemSets.flatMap((stems, a) => {
    if (stems.size < leastStems) return []
    const candidates = new Set<number>()
    for (const stem of stems) {
      const places = index.get(stem) ?? []
      if (places.length <= common) for (const b of places) candidates.add(b)
    }
    return [...candidates]
      .filter((b) => texts !== others || b > a)
      .map((b) => ({ a, b, likeness: jaccard(stems, otherSets[b]!) }))
      .filter(({ b, likeness }) => likeness >= least && otherSets[b]!.size >= leastStems)
  })
}

const stemsOf = (text: string): Set<string> => new Set(tokenize(text).map(({ stem }) => stem))

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const stem of a) if (b.has(stem)) common++
  return common / (a.size + b.size - common)
}
