import { z } from 'zod'
import type { Model } from './classifier.ts'
import type { Label } from './topic.ts'

/** Says how the bytes are laid out; other layouts are not read. */
const format = 'hausperfekt-model-2'

const headerSchema = z.object({
  format: z.literal(format),
  labels: z.array(z.custom<Label>((label) => typeof label === 'string')),
  featureCount: z.int().min(0),
  temperature: z.number(),
})

/** A model as bytes: a line of JSON with what is text, then the numbers. */
export function encodeModel({ labels, rows, idf, weights, bias, temperature }: Model): Uint8Array {
  const header = JSON.stringify({ format, labels, featureCount: rows.size, temperature })
  // The numbers begin at a multiple of four bytes, as typed arrays need it.
  const text = Buffer.from(`${header}${' '.repeat(3 - (Buffer.byteLength(header) % 4))}\n`)
  return Buffer.concat([text, bytes(Int32Array.from(rows.keys())), bytes(idf), bytes(weights), bytes(bias)])
}

/** The inverse of `encodeModel`. Undefined if the bytes are another format or incomplete. */
export function decodeModel(encoded: Uint8Array): Model | undefined {
  const end = encoded.indexOf('\n'.charCodeAt(0)) + 1
  const header = headerSchema.safeParse(parseJson(encoded.subarray(0, end)))
  if (!header.success) return undefined
  const { labels, featureCount, temperature } = header.data
  const width = labels.length + 1
  const weightCount = featureCount * width
  if (encoded.byteLength - end !== 4 * (2 * featureCount + weightCount + width)) return undefined
  // A copy, because a Buffer from a file may lie at any place of a larger one.
  const { buffer } = new Uint8Array(encoded.subarray(end))
  const hashes = new Int32Array(buffer, 0, featureCount)
  const numbers = new Float32Array(buffer, hashes.byteLength)
  const weightsEnd = featureCount + weightCount
  const rows = new Map<number, number>()
  for (const [row, hash] of hashes.entries()) rows.set(hash, row)
  return {
    labels,
    rows,
    idf: numbers.subarray(0, featureCount),
    weights: numbers.subarray(featureCount, weightsEnd),
    bias: numbers.subarray(weightsEnd),
    temperature,
  }
}

function parseJson(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    return undefined
  }
}

const bytes = (numbers: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
