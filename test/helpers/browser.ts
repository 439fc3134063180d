import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Names on the PATH of Linux, then the usual places of macOS and Windows. */
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]
const debianPackages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation']

/** Nothing that would look for the network: the tests stay on this machine. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * In place of Playwright's own list, which also switches off the partitioned storage of frames: every browser of today
 * has that, and without it a frame of another site has no storage at all.
 */
const features =
  '--disable-features=HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding'

/**
 * Starts the browser of this machine; as root on Debian or Ubuntu it installs Debian's chromium first where there is
 * none.
 *
 * @throws in one line that says what to do.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser() ?? installBrowser()
  if (!executablePath) {
    throw new Error(
      'No Chrome, Chromium or Edge found: install one (Debian: sudo apt-get install chromium) or set CHROME_PATH to its program',
    )
  }
  // Chromium's sandbox does not work for root.
  const isRoot = process.getuid?.() === 0
  const args = [...quiet, features, ...(isRoot ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath, args })
}

function findBrowser(): string | undefined {
  const { CHROME_PATH, LOCALAPPDATA, PROGRAMFILES, 'PROGRAMFILES(X86)': programs32 } = process.env
  if (CHROME_PATH) {
    if (!existsSync(CHROME_PATH)) throw new Error(`CHROME_PATH is ${CHROME_PATH}, but there is no such file`)
    return CHROME_PATH
  }
  if (process.platform === 'darwin') {
    const homes = process.env.HOME ? macApps.map((app) => process.env.HOME + app) : []
    return [...macApps, ...homes].find((file) => existsSync(file))
  }
  if (process.platform === 'win32') {
    return [PROGRAMFILES, programs32, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => windowsPrograms.map((program) => path.join(folder, program)))
      .find((file) => existsSync(file))
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return commands.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable)
}

function installBrowser(): string | undefined {
  const mayInstall =
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version') &&
    spawnSync('apt-get', ['--version']).status === 0
  if (!mayInstall) return undefined
  const run = (...args: string[]) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  try {
    run('update', '-qq')
    run('install', '-y', '-qq', '--no-install-recommends', ...debianPackages)
  } catch {
    return undefined
  }
  return findBrowser()
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
