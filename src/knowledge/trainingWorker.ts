import { parentPort, workerData } from 'node:worker_threads'
import { encodeModel } from '../../knowledge/modelFile.ts'
import type { Example } from '../../knowledge/topic.ts'
import { train } from '../../knowledge/train.ts'

/** Trains off the main thread, so that a server goes on answering. Gets the examples, posts the encoded model. */
parentPort?.postMessage(encodeModel(train(workerData as readonly Example[])))
