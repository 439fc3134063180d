import { parentPort, workerData } from 'node:worker_threads'
import { train } from '../../knowledge/classifier.ts'
import { encodeModel } from '../../knowledge/modelFile.ts'
import type { Example } from '../../knowledge/topic.ts'

/** Trains off the main thread, so that a server goes on answering. Gets the examples, posts the encoded model. */
parentPort?.postMessage(encodeModel(train(workerData as readonly Example[])))
