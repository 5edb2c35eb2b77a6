import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { copyAgents } from '../../../helpers/agents.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { startToolProxy } from '../../../helpers/tool-proxy.ts'
import { until } from '../../../helpers/until.ts'
import { looksRight } from './looks-right.ts'

// A run that waits for its mail server: whoever approved its plan looks at how far it is.
browserSuite('a step that is still being tried', (browser) => {
  const closing = new AsyncDisposableStack()
  let parley: TestParley
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const shop = await startTestShop(scope)
    const proxy = await startToolProxy(scope, shop.url, ({ tool }) => (tool === 'mail.send' ? 'drop-before' : 'pass'))
    const agents = await copyAgents(scope)
    const environment = { AGENTS_DIR: agents.dir }
    parley = await startParley(scope, { shop: { url: proxy.url, token: shop.token }, environment })
  })
  after(() => closing.disposeAsync())

  test('is told on a phone, by day and by night, and asks nobody', async (t) => {
    const customer = parley.as('customer')
    const said = await customer.ask('Refund order A17')
    const pages = []
    for (const scheme of ['light', 'dark'] as const) {
      const page = await browser.newPage(t, { width: 'phone', scheme })
      await signInAs(page, parley.url, 'support-lead')
      await page.goto(`${parley.url}/console`)
      await page.locator('.row').first().click()
      await page.locator('.plan:not([data-inert])').waitFor()
      pages.push({ page, scheme })
    }
    const plan = await customer.planOf(said)
    assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
    await until(async () => (await customer.plan(plan.id)).trying !== null)
    for (const { page, scheme } of pages) {
      await page.locator('.state', { hasText: "Still trying: our orders doesn't answer" }).waitFor()
      await looksRight(page, `console-still-trying-phone-${scheme}`)
    }
  })
})
