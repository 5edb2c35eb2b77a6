import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep, someOf } from '../../../helpers/depth.ts'
import { browserSuite, picture, signInAs, type TestBrowser } from '../../../helpers/browser.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { startServer } from '../start-server.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

browserSuite('how the console looks', (browser) => {
  const server = consoleServer()

  for (const view of someOf(VIEWS)) {
    const look = `${view.width}, ${view.scheme}`
    test(`each of its screens is accessible and says what people say (${look})`, async (t) => {
      const page = await signedIn(t, browser, server.parley.url, view)
      await page.goto(`${server.parley.url}/console`)
      await page.locator('p:visible', { hasText: 'Plans that need your yes appear here' }).waitFor()
      await looksRight(page, `console-empty-${view.width}-${view.scheme}`)

      await server.ask('Refund order A17')
      await server.ask('Refund order A23')
      await page.reload()
      await page.locator('.row').nth(1).waitFor()
      await looksRight(page, `console-list-${view.width}-${view.scheme}`)
      await page.locator('.row').first().click()
      await page.locator('.plan:not([data-inert])').waitFor()
      for (const key of ['l', 'p', 'r', 'o']) await page.keyboard.press(key)
      await page.getByText('Refund order A17', { exact: true }).first().waitFor()
      await looksRight(page, `console-card-${view.width}-${view.scheme}`)
      await page.keyboard.press('x')
      await page.getByRole('radio').first().waitFor()
      await looksRight(page, `console-reject-${view.width}-${view.scheme}`)
      await page.getByRole('button', { name: 'Go back' }).click()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      await looksRight(page, `console-keys-${view.width}-${view.scheme}`)
    })
  }

  test('with colours that the reader forces, what is open or chosen still has a mark', async (t) => {
    await server.ask('Refund order A17')
    await server.ask('Refund order A23')
    const page = await browser.newPage(t, { forcedColors: 'active' })
    await signInAs(page, server.parley.url, 'support-lead')
    await page.goto(`${server.parley.url}/console`)
    await page.locator('.row').nth(1).waitFor()
    await page.locator('.row').nth(1).click()
    await page.locator('.row[aria-current]').waitFor()
    const outline = (of: string) =>
      page
        .locator(of)
        .first()
        .evaluate((at) => getComputedStyle(at).outlineStyle)
    const marked = ['.row[aria-current]', '.filter [aria-current]', '.side .view[aria-current]']
    for (const mark of marked) assert.notEqual(await outline(mark), 'none', mark)
    assert.equal(await outline('.row:not([aria-current])'), 'none')
    await picture(page, 'console-forced-colours')
  })

  deep('who nobody knows chooses whom to be, and then is that person', async (t) => {
    const page = await browser.newPage(t)
    await page.goto(`${server.parley.url}/console`)
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
    await looksRight(page, 'console-people')
    await page.getByRole('button', { name: 'Ana Sousa' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Queue' }).waitFor()
    await page.locator('.me', { hasText: 'Ana Sousa' }).waitFor()
    await page.getByRole('button', { name: 'Switch person' }).click()
    await page.getByRole('button', { name: 'Jonas Weber' }).click()
    await page.locator('.me', { hasText: 'Jonas Weber' }).waitFor()
    await page.reload()
    await page.locator('.me', { hasText: 'Jonas Weber' }).waitFor()
  })

  deep('without example people one signs in with a token, which this tab keeps until one signs out', async (t) => {
    const production = await startServer(t, { environment: { NODE_ENV: 'production' } })
    const page = await browser.newPage(t)
    await page.goto(`${production.url}/console`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await looksRight(page, 'console-token')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Paste a token first.').waitFor()
    await page.getByLabel('Token').fill('parley_default_unknown')
    await page.keyboard.press('Enter')
    await page.getByText('That token is unknown, expired or revoked.').waitFor()
    await page.getByLabel('Token').fill(await production.keyWith('read', 'decide'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Queue' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Queue' }).waitFor()
    assert.deepEqual(await page.context().cookies(), [])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage])), '[{},{}]')
  })

  deep('a queue that the server refuses says so, with the number of the request', async (t) => {
    const production = await startServer(t, { environment: { NODE_ENV: 'production' } })
    const page = await browser.newPage(t)
    await page.goto(`${production.url}/console`)
    await page.getByLabel('Token').fill(await production.keyWith('chat'))
    await page.keyboard.press('Enter')
    const line = page.getByRole('alert').filter({ hasText: 'The queue couldn’t be loaded.' })
    await line.waitFor()
    assert.match(await line.innerText(), /This needs a token with the scope read or decide\. Request [\da-f-]{36}/)
    await line.getByRole('button', { name: 'Try again' }).waitFor()
  })

  deep('words that are longer by two fifths, and ones that run from right to left, fit in', async (t) => {
    await server.ask('Refund order A17')
    for (const width of ['wide', 'phone'] as const) {
      const page = await signedIn(t, browser, server.parley.url, { width })
      await page.goto(`${server.parley.url}/console`)
      await page.locator('.row').first().click()
      await page.locator('.plan:not([data-inert])').waitFor()
      for (const dir of ['ltr', 'rtl']) {
        await page.evaluate(lengthenWords, dir)
        await picture(page, `console-long-${dir}-${width}`)
        assert.deepEqual(await page.evaluate(overflowing), [], `${dir}, ${width}`)
      }
    }
  })
})

async function signedIn(t: TestContext, browser: TestBrowser, url: string, view: View): Promise<Page> {
  const page = await browser.newPage(t, view)
  await signInAs(page, url, 'support-lead')
  return page
}

/** Each word on the screen gets longer, and the page its direction. */
function lengthenWords(dir: string): void {
  document.documentElement.dir = dir
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const words = text.nodeValue ?? ''
    if (words.trim() !== '') text.nodeValue = `${words}${words.slice(0, Math.ceil(words.length * 0.2))}`
  }
}

/** What is wider than the place it is in, or hangs out of the window. */
function overflowing(): readonly string[] {
  return [
    ...document.querySelectorAll<HTMLElement>('body, .side, .list, .row, .review, .plan, .plan *, .context, .acts, .b'),
  ]
    .filter(
      (element) =>
        element.checkVisibility() && !element.matches('.code, .code *, .vh, svg, svg *, .node, .totals, .steps'),
    )
    .filter(
      (element) => element.scrollWidth > element.clientWidth + 2 && getComputedStyle(element).display !== 'inline',
    )
    .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`)
}
