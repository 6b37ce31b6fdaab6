import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type BrowserName, browserNames, findBrowser } from './browsers.ts'

/**
 * Finds the browsers that the tests drive, or installs them where that can be done without asking: as root on Debian and
 * its kin. Elsewhere it says how, and the browser tests are counted as skipped.
 */
const packages: Readonly<Record<BrowserName, string>> = { chromium: 'chromium', firefox: 'firefox-esr' }

const missing = browserNames.filter((name) => !findBrowser(name))
if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  const wanted = missing.map((name) => packages[name])
  console.log(`Installing ${wanted.join(' and ')} for the browser tests …`)
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  if (!apt('update', '-qq') || !apt('install', '-y', '-qq', '--no-install-recommends', ...wanted)) {
    console.log('They could not be installed.')
  }
}
for (const name of browserNames) {
  const path = findBrowser(name)
  const variable = `${name.toUpperCase()}_PATH`
  console.log(
    path
      ? `${name}: ${path}`
      : `${name}: not found. Install it, or name its program in ${variable}; until then its tests are skipped.`,
  )
}
