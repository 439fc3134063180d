import { decodeModel, encodeModel } from '../../knowledge/modelFile.ts'
import { train } from '../../knowledge/train.ts'

const model = train(
  [
    { text: 'Zähler ablesen', labels: ['topic:zaehlerverwaltung'] },
    { text: 'Zählerstand fehlt', labels: ['topic:zaehlerverwaltung'] },
    { text: 'Sonderumlage anlegen', labels: ['topic:sonderumlagen'] },
    { text: 'Umlage fürs Dach', labels: ['topic:sonderumlagen', 'topic:zaehlerverwaltung'] },
  ],
  { epochs: 2, learningRate: 0.5, minCount: 1, temperature: 0.7, dropout: 0 },
)
const encoded = encodeModel(model)
const text = (header: string) => new TextEncoder().encode(header)

describe('a model file', () => {
  it('gives back the model, with its temperature', () => {
    expect(decodeModel(encoded)).toEqual(model)
  })

  it('may lie anywhere in a larger buffer', () => {
    const larger = new Uint8Array(encoded.length + 3)
    larger.set(encoded, 3)
    expect(decodeModel(larger.subarray(3))).toEqual(model)
  })

  it.each([
    ['an empty file', new Uint8Array()],
    ['half a file', encoded.subarray(0, encoded.length / 2)],
    ['a number too many', new Uint8Array([...encoded, 0, 0, 0, 0])],
    ['another layout', text(new TextDecoder('latin1').decode(encoded).replace('model-2', 'model-1'))],
    ['null', text('null\n')],
    ['a header without labels', text('{"format":"hausperfekt-model-2"}\n')],
    ['no JSON', text('{"format"\n')],
  ])('is not read if it is %s', (_name, bytes) => {
    expect(decodeModel(bytes)).toBeUndefined()
  })
})
