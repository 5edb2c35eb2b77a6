import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import type { View } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { chatOf } from './chat-page.ts'
import { shopSite } from './shop-site.ts'

const site = await shopSite()

// A page of a shop that was written for other eyes: everything on it is big, red and in capitals, and its root is small.
const LOUD = `html { font-size: 62.5% } * { text-transform: uppercase; letter-spacing: 4px } p, div, button { color: red; font-size: 40px }`

browserSuite('the chat on a page of another site', (browser) => {
  const server = consoleServer({ environment: { EMBED_ORIGINS: site.origin } })

  async function visit(
    t: TestContext,
    options: { view?: View; attributes?: string; styles?: string; script?: string } = {},
  ): Promise<Page> {
    const page = await browser.newPage(t, options.view)
    const keys = Keys.parse(JSON.parse(await readFile(join(server.parley.place.dataDir, 'dev-people.json'), 'utf8')))
    const token = `document.querySelector('parley-chat').getToken = async () => '${keys['customer']?.key}'`
    site.embed({
      server: server.parley.url,
      script: `${options.script ?? token}; document.addEventListener('parley-plan', (event) => (globalThis.plans ??= []).push(event.detail.status))`,
      attributes: options.attributes ?? '',
      styles: options.styles ?? LOUD,
    })
    await page.goto(site.origin)
    return page
  }
  const opened = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Open the chat' }).click()
    await page.getByText('Hello, I can look up').waitFor()
  }

  test('it works under the strictest policy, with a token of the page, and keeps its own look', async (t) => {
    const page = await visit(t)
    await opened(page)
    const { say, card } = chatOf(page)
    await say('Refund order A12')
    await card('done').waitFor()
    const [size, look] = await page.getByText('Hello, I can look up').evaluate((text) => {
      const { fontSize, textTransform, letterSpacing } = getComputedStyle(text)
      return [fontSize, `${textTransform} ${letterSpacing}`] as const
    })
    assert.deepEqual([size, look], ['15px', 'none normal'])
    assert.equal(
      await page.evaluate(() => document.cookie + JSON.stringify(localStorage)).then((kept) => /dev_/.test(kept)),
      false,
    )
    assert.ok((await page.evaluate(() => Reflect.get(globalThis, 'plans') as string[])).includes('done'))
    await picture(page, 'chat-embedded')
    const saving = page.waitForEvent('download')
    await card('done').getByRole('button', { name: 'Save the record' }).click()
    const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as { format: string }
    assert.equal(saved.format, 'parley-evidence-v3')
    // What is loaded when it is first needed comes from the same server.
    await card('done').getByText('As written', { exact: true }).click()
    await card('done').locator('.code li').first().waitFor()
    assert.deepEqual(site.reports, [])
  })

  test('beside its open window the page stays usable, and closing brings the keyboard back', async (t) => {
    const page = await visit(t, { styles: '' })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Hello, I can look up').waitFor()
    const window = page.getByRole('dialog', { name: 'Example shop support' })
    assert.equal(await window.isVisible(), true)
    assert.equal(await page.evaluate(focusedTag), 'TEXTAREA')
    await page.getByRole('button', { name: 'Buy again' }).click()
    await page.getByLabel('Message', { exact: true }).focus()
    await page.keyboard.press('Escape')
    await window.waitFor({ state: 'hidden' })
    assert.equal(await page.evaluate(focusedTag), 'BUTTON')
    assert.equal(await page.getByRole('button', { name: 'Open the chat' }).getAttribute('aria-expanded'), 'false')
    assert.equal(await page.getByRole('log').count(), 0)
  })

  deep('on a phone it takes the whole screen and the rest is out of reach until it is closed', async (t) => {
    const page = await visit(t, { view: { width: 'phone' }, styles: '' })
    await opened(page)
    const box = await page.getByRole('dialog').boundingBox()
    assert.deepEqual([box?.x, box?.y, box?.width, box?.height], [0, 0, 390, 844])
    assert.notEqual(await page.evaluate(focusedTag), 'TEXTAREA', 'no keys of glass come up by themselves')
    await assert.rejects(page.getByRole('button', { name: 'Buy again' }).click({ timeout: 500 }))
    await picture(page, 'chat-embedded-phone')
    await page.getByRole('button', { name: 'Close the chat' }).click()
    await page.getByRole('button', { name: 'Buy again' }).click()
  })

  deep('what happens while it is closed is counted on its button', async (t) => {
    const page = await visit(t, { styles: '' })
    await opened(page)
    const { say, card } = chatOf(page)
    await say('Refund order A17')
    await card('waiting').waitFor()
    await page.getByRole('button', { name: 'Close the chat' }).first().click()
    const lead = server.parley.as('support-lead')
    const [plan] = await lead.waitingPlans()
    assert.ok(plan)
    await lead.decide(plan, 'approve')
    await page.getByRole('button', { name: 'Open the chat, 1 new answer' }).click()
    await card('done').waitFor()
  })

  deep('a page can open and close it and say something, and hears that it did', async (t) => {
    const page = await visit(t, { styles: '' })
    await page.getByRole('button', { name: 'Open the chat' }).waitFor()
    const heard = await page.evaluate(async () => {
      const chat = document.querySelector('parley-chat') as HTMLElement &
        Record<'open' | 'close', () => void> & { send(text: string): void }
      const opens: unknown[] = []
      chat.addEventListener('parley-open', (event) => opens.push((event as CustomEvent<{ open: boolean }>).detail.open))
      chat.open()
      chat.close()
      chat.open()
      chat.send('What is the capital of France?')
      return opens
    })
    assert.deepEqual(heard, [true, false, true])
    await page.locator('.notice.unknown').waitFor()
  })

  deep('without a token it says that it isn’t available, and keeps what was written', async (t) => {
    const page = await visit(t, { styles: '', script: '' })
    // The page's developer is told there.
    page.removeAllListeners('console')
    await page.getByRole('button', { name: 'Open the chat' }).click()
    await page.getByText('The chat is not available here.').first().waitFor()
    await page.getByLabel('Message', { exact: true }).fill('My lamp')
    await page.reload()
    await page.getByRole('button', { name: 'Open the chat' }).click()
    assert.equal(await page.getByLabel('Message', { exact: true }).inputValue(), 'My lamp')
  })

  for (const [title, accent, onAccent, used] of [
    ['an accent that can be read is used', '#7a1f5c', '#ffffff', 'rgb(122, 31, 92)'],
    [
      'an accent that is too pale for its text is not, and the console says so',
      '#ffd94a',
      '#ffffff',
      'rgb(11, 93, 107)',
    ],
  ] as const) {
    deep(title, async (t) => {
      const said: string[] = []
      const page = await browser.newPage(t)
      site.embed({
        server: server.parley.url,
        script: '',
        styles: `parley-chat { --parley-accent: ${accent}; --parley-on-accent: ${onAccent} }`,
      })
      page.removeAllListeners('console')
      page.on('console', (message) => said.push(message.text()))
      await page.goto(site.origin)
      const launcher = page.getByRole('button', { name: 'Open the chat' })
      await launcher.waitFor()
      assert.equal(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor), used)
      assert.equal(
        said.some((text) => text.includes('contrast of')),
        used === 'rgb(11, 93, 107)',
      )
    })
  }
})

const Keys = z.record(z.string(), z.object({ key: z.string() }))

function focusedTag(): string | null {
  return document.querySelector('parley-chat')?.shadowRoot?.activeElement?.tagName ?? null
}
