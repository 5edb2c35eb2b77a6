import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { shared } from './shared.ts'
import type { View } from './views.ts'

/** One headless Chromium for all tests of a process, a context of its own for each test. */
export interface TestBrowser {
  /** An empty page of a browser that knows nobody. What went wrong in it (a script, the policy) fails the test. */
  newPage(t: TestContext, view?: View): Promise<Page>
  /** A second window of the same person: it shares its cookies. */
  anotherPage(t: TestContext, beside: Page): Promise<Page>
}

const SIZES = { wide: { width: 1_440, height: 900 }, phone: { width: 390, height: 844 } } as const
/** What a page shows in the end: how soon it does isn't tested here, and a busy machine takes several times as long. */
const FINDS_WITHIN_MS = 60_000
// The shell is the same engine without a browser's own windows, which cost as much as the pages.
const CHROMIUM =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  '/usr/bin/chromium'
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]

/** Why no Chromium can be started here; null where one can. */
export function missingChromium(): string | null {
  if (existsSync(CHROMIUM)) return null
  return `There is no Chromium at ${CHROMIUM}. Install it (apt-get install chromium), or set CHROMIUM_PATH.`
}

const sharedBrowser = shared(async (closing): Promise<Browser> => {
  const browser = await launchChromium()
  closing.defer(() => browser.close())
  return browser
})

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
}

/**
 * Tests in a real Chromium: Debian's, or the one that CHROMIUM_PATH names. A machine that has none leaves them out and
 * says so; where CI is set that is a failure, so that nothing goes unseen. `PAGES=elsewhere` is for a second run of the
 * same tests on another database, which no page can tell from the first.
 */
export function browserSuite(title: string, define: (browser: TestBrowser) => void): void {
  if (process.env.PAGES === 'elsewhere') {
    test(title, { skip: 'the pages are tested in another run' })
    return
  }
  const missing = missingChromium()
  if (missing !== null && process.env.CI) {
    test(title, () => assert.fail(missing))
    return
  }
  describe(title, { concurrency: 1, skip: missing ?? false }, () => {
    define({
      newPage: async (t, view = {}) => {
        const browser = await sharedBrowser()
        const context = await browser.newContext({
          viewport: SIZES[view.width ?? 'wide'],
          hasTouch: view.width === 'phone',
          colorScheme: view.scheme ?? 'light',
          reducedMotion: view.motion ?? 'reduce',
          forcedColors: view.forcedColors ?? 'none',
          locale: 'en-GB',
          timezoneId: 'UTC',
        })
        t.after(async () => {
          // A request that a test has caught may still be on its way when the test has seen enough.
          for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' })
          await context.close()
        })
        return await watchedPage(t, context)
      },
      anotherPage: async (t, beside) => await watchedPage(t, beside.context()),
    })
  })
}

async function watchedPage(t: TestContext, context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(FINDS_WITHIN_MS)
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    // An answer that says no, or none at all, is part of what is tested; a script or style that doesn't load isn't.
    if (message.text().startsWith('Failed to load resource') && /\/(?:v1|dev)\//.test(message.location().url)) return
    troubles.push(`${message.text()} (${message.location().url})`)
  })
  t.after(() => assert.deepEqual(troubles, [], 'nothing goes wrong in the page'))
  return page
}

/** Makes a page's browser one of the example people, as the sign-in of the pages does. */
export async function signInAs(page: Page, url: string, person: string): Promise<void> {
  const answer = await page.context().request.post(`${url}/dev/session`, { data: { person }, headers: { origin: url } })
  assert.equal(answer.status(), 200, `POST /dev/session as ${person}`)
}

/** Fails with each rule of WCAG 2.2 AA, and of good practice, that the page breaks, and where. */
export async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found = await page.evaluate(async () => {
    const axe = Reflect.get(globalThis, 'axe') as typeof import('axe-core')
    const roots = (root: Document | ShadowRoot): readonly (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : roots(shadowRoot))),
    ]
    // Chromium lays out all that is folded away for each question about a part of it, of which axe has thousands. What has
    // no boxes at all is as invisible, and is asked about for nothing.
    const folded = new CSSStyleSheet()
    folded.replaceSync(`details:not([open])::details-content { content-visibility: visible; display: none }`)
    for (const root of roots(document)) root.adoptedStyleSheets.push(folded)
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    folded.replaceSync('')
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`),
    )
  })
  assert.deepEqual(found, [], page.url())
}

/** Everything that a page shows as text, with what only a screen reader hears, through its shadow roots. */
export async function wordsOf(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const spoken = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']
    const words = (node: Node): string => {
      if (node instanceof Text) return node.data
      if (node instanceof Element && ['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return ''
      const own = node instanceof Element ? spoken.map((name) => node.getAttribute(name) ?? '') : []
      const within = node instanceof Element && node.shadowRoot !== null ? [node.shadowRoot] : []
      return [...own, ...[...within, ...node.childNodes].map(words)].filter(Boolean).join(' ')
    }
    return words(document.documentElement)
  })
}

/**
 * Leaves a picture of the page, or of a part of it, in the folder that PICTURES names, where it is set. Of a whole page, also
 * of what lies below its window.
 */
export async function picture(page: Page | Locator, name: string, { isWhole = false } = {}): Promise<void> {
  const folder = process.env.PICTURES
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), ...(isWhole && { fullPage: true }) })
}
