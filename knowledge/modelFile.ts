import type { Model } from './classifier.ts'

/** Says how the bytes are laid out; other layouts are not read. */
const format = 'hausperfekt-model-1'

/** A model as bytes: a line of JSON with what is text, then the numbers. */
export function encodeModel({ labels, rows, idf, weights, bias, temperature }: Model): Uint8Array {
  const header = JSON.stringify({ format, labels, features: [...rows.keys()], temperature })
  // The numbers begin at a multiple of four bytes, as Float32Array needs it.
  const text = Buffer.from(`${header}${' '.repeat(3 - (Buffer.byteLength(header) % 4))}\n`)
  return Buffer.concat([text, bytes(idf), bytes(weights), bytes(bias)])
}

/** The inverse of `encodeModel`. Undefined if the bytes are another format or incomplete. */
export function decodeModel(encoded: Uint8Array): Model | undefined {
  const end = encoded.indexOf('\n'.charCodeAt(0)) + 1
  let header: { format: string; labels: Model['labels']; features: string[]; temperature: number }
  try {
    header = JSON.parse(new TextDecoder().decode(encoded.subarray(0, end)))
  } catch {
    return undefined
  }
  if (header.format !== format) return undefined
  const { labels, features, temperature } = header
  const counts = [features.length, features.length * labels.length, labels.length] as const
  if (encoded.byteLength - end !== 4 * counts.reduce((sum, count) => sum + count, 0)) return undefined
  // A copy, because a Buffer from a file may lie at any place of a larger one.
  const numbers = new Float32Array(new Uint8Array(encoded.subarray(end)).buffer)
  const [idfEnd, weightsEnd] = [counts[0], counts[0] + counts[1]]
  return {
    labels,
    rows: new Map(features.map((feature, row) => [feature, row])),
    idf: numbers.subarray(0, idfEnd),
    weights: numbers.subarray(idfEnd, weightsEnd),
    bias: numbers.subarray(weightsEnd),
    temperature,
  }
}

const bytes = (numbers: Float32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
