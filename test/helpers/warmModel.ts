import { execFileSync } from 'node:child_process'

/** Trains the model before the tests start, so that they do not all train it at once. */
export default function warmModel(): void {
  execFileSync(process.execPath, ['test/helpers/trainModel.ts'], { stdio: 'inherit' })
}
