import path from 'node:path'

/** Where the tests keep the trained model. */
export const testModelCache = path.resolve(import.meta.dirname, '../../.cache')
