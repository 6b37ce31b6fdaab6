import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'

export type BrowserName = 'chromium' | 'firefox'
export const browserNames: readonly BrowserName[] = ['chromium', 'firefox']

/** Where browsers are, on the systems that people develop on; an environment variable names another place. */
const places: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    process.env.CHROMIUM_PATH ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  firefox: [
    process.env.FIREFOX_PATH ?? '',
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/snap/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
}

export const findBrowser = (name: BrowserName): string | undefined =>
  places[name].find((path) => path !== '' && existsSync(path))

export interface LaunchOptions {
  readonly script?: boolean
  readonly dark?: boolean
  /** Where the browser keeps what it writes, if not in a folder that goes with it. */
  readonly profile?: string
}

/** Firefox starts ten processes, each in its time. Pages of one site, seen one at a time, need one. */
const fewProcesses = {
  'fission.autostart': false,
  'dom.ipc.processCount': 1,
  'dom.ipc.processPrelaunch.enabled': false,
  'browser.tabs.remote.separatePrivilegedContentProcess': false,
  'browser.tabs.remote.separatePrivilegedMozillaWebContentProcess': false,
  'extensions.webextensions.remote': false,
  'media.rdd-process.enabled': false,
  'network.process.enabled': false,
}

/** Starts a browser that asks nobody but the pages it is sent to. */
export async function launch(
  name: BrowserName,
  { script = true, dark = false, profile }: LaunchOptions = {},
): Promise<Browser> {
  const executablePath = findBrowser(name)
  if (!executablePath) throw new Error(`${name} was not found.`)
  const kept = profile === undefined ? {} : { userDataDir: profile, handleSIGTERM: false }
  if (name === 'chromium') {
    return puppeteer.launch({
      ...kept,
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // One process for all pages: a new one for each takes as long as the page itself, and they are all of one site.
        '--disable-site-isolation-trials',
        '--renderer-process-limit=1',
        // Two pages of its own, behind the address bar, would take as long to start as the browser.
        '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
        ...(dark ? ['--force-dark-mode'] : []),
      ],
    })
  }
  // Puppeteer cannot switch these in Firefox while it runs; its preferences can. Without script, only `evaluate` works.
  return puppeteer.launch({
    ...kept,
    browser: 'firefox',
    executablePath,
    extraPrefsFirefox: {
      'javascript.enabled': script,
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
      'dom.events.testing.asyncClipboard': true,
      ...fewProcesses,
    },
  })
}

export interface Borrowed {
  readonly browser: Browser
  /** Closes its pages; a browser that nobody else can use, too. */
  readonly giveBack: () => Promise<void>
}

/** To start a browser takes as long as many pages: those that most tests want stay for the next test file of the process. */
const kept = new Map<BrowserName, Browser>()

export async function borrow(name: BrowserName, options: LaunchOptions = {}): Promise<Borrowed> {
  // Chromium is told by each page to do without script.
  if (options.dark || (options.script === false && name === 'firefox')) {
    const browser = await launch(name, options)
    return { browser, giveBack: () => browser.close() }
  }
  const known = kept.get(name)
  const browser = known?.connected ? known : await launchKept(name)
  kept.set(name, browser)
  const before = new Set(await browser.pages())
  return {
    browser,
    giveBack: async () => {
      for (const page of await browser.pages()) if (!before.has(page)) await page.close()
    },
  }
}

/** What ends a browser and removes its profile: a process of its own, as that of a test file may end without a word. */
const clearAway = `process.stdin.resume().on('end', () => {
  const [pid, profile] = process.argv.slice(1)
  try {
    process.kill(process.platform === 'win32' ? Number(pid) : -pid, 'SIGKILL')
  } catch {}
  fs.rmSync(profile, { recursive: true, force: true, maxRetries: 9 })
})`

async function launchKept(name: BrowserName): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), `answerbook-${name}-`))
  const browser = await launch(name, { profile })
  const cleaner = spawn(process.execPath, ['-e', clearAway, String(browser.process()?.pid), profile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  cleaner.unref()
  return browser
}

/** What a page did that it should not: words in the console, errors, requests to other places. */
export interface Watched {
  readonly page: Page
  readonly noise: string[]
}

/** In Firefox a script still hears that its request was aborted when its page is left, and Pagefind writes that down. */
const saidOnLeaving = /NetworkError when attempting to fetch resource|Pagefind: WASM Error \(No pointer\)/

export async function openPage(
  browser: Browser,
  name: BrowserName,
  origin: string,
  options: LaunchOptions = {},
): Promise<Watched> {
  const page = await browser.newPage()
  const noise: string[] = []
  let aborted = false
  const note = (line: string): void => {
    if (!(aborted && saidOnLeaving.test(line))) noise.push(line)
  }
  page.on('console', (message) => note(`console: ${message.text()}`))
  page.on('pageerror', (error) => note(`error: ${String(error)}`))
  page.on('request', (request) => {
    // What is inside the page itself (`data:`) goes nowhere.
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      noise.push(`request: ${request.url()}`)
  })
  page.on('requestfailed', (request) => {
    // Leaving a page ends what it was still loading; that is no failure.
    if (/abort|NS_BINDING/i.test(request.failure()?.errorText ?? '')) aborted = true
    else noise.push(`failed: ${request.url()}`)
  })
  // Firefox says what a policy stops only to people who look on: the page has to say it aloud.
  if (options.script !== false) {
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        console.error(`policy: ${effectiveDirective} stopped ${blockedURI}`)
      })
    })
  }
  if (name === 'chromium' && options.script === false) await page.setJavaScriptEnabled(false)
  if (name === 'chromium') {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.dark ? 'dark' : 'light' }])
  }
  return { page, noise }
}
