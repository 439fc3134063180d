/** The part of `node-nlp` that the comparison uses; the package has no types. */
declare module 'node-nlp' {
  export class NlpManager {
    constructor(settings: object)
    addDocument(language: string, text: string, label: string): void
    train(): Promise<void>
    process(
      language: string,
      text: string,
    ): Promise<{ readonly classifications: readonly { readonly intent: string; readonly score: number }[] }>
  }
}
