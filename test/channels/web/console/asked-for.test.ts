import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep, someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'

// A support lead is asked as well as whoever may have meant it.
const DOUBTFUL = 'It never worked at home. Refund order A17'

browserSuite('how a plan was asked for, in the console', (browser) => {
  const server = consoleServer()

  async function open(t: TestContext, person: string, view: View = {}): Promise<Page> {
    const page = await browser.newPage(t, view)
    await signInAs(page, server.parley.url, person)
    await page.goto(`${server.parley.url}/console`)
    await page.locator('.row').first().click()
    await page.locator('.plan:not([data-inert])').waitFor()
    return page
  }

  for (const view of someOf(VIEWS)) {
    test(`its row says the words, its card how they were recognised (${view.width}, ${view.scheme})`, async (t) => {
      const { plan } = await server.ask(DOUBTFUL)
      assert.deepEqual(plan.awaits.toSorted(), ['requester', 'support-lead'])
      const page = await open(t, 'support-lead', view)
      const asked = await page.locator('.plan .asked-for').innerText()
      assert.match(asked, /^Maya Lindqvist asked: “Refund order A17”\s+understood as: Refund an order$/)
      const told = await page.locator('.plan .recognised').innerText()
      assert.match(told, /^Recognised by .+, \d+% sure\. (?:Also near: .+|Nothing else was near\.)/)
      assert.match(told, /The words may do something else than ask for it/)
      await assertAccessible(page)
      await picture(page, `asked-for-card-${view.width}-${view.scheme}`)
      if (view.width === 'phone') await page.getByRole('button', { name: 'Back to the queue' }).click()
      const row = await page.locator('.row').first().innerText()
      assert.match(row, /“Refund order A17”/)
      assert.match(row, /Not asked for directly/)
      await picture(page, `asked-for-list-${view.width}-${view.scheme}`)
    })
  }

  deep('what was asked in so many words says so, and is no warning', async (t) => {
    await server.ask('Refund order A17')
    const page = await open(t, 'support-lead')
    assert.match(await page.locator('.plan .asked-for').innerText(), /“Refund order A17”\s+asked for directly$/)
    assert.equal(await page.locator('.row', { hasText: 'Not asked for directly' }).count(), 0)
  })

  deep('whoever asked says yes there too, by keyboard alone, and then the lead reads that they did', async (t) => {
    const { plan } = await server.ask(DOUBTFUL)
    const page = await open(t, 'customer')
    assert.match(await page.locator('.plan .asked-for').innerText(), /^You asked: “Refund order A17”/)
    assert.equal(await page.locator('.plan .recognised').count(), 0)
    await page.getByRole('button', { name: "That's not what I meant" }).waitFor()
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.locator('.plan .asked-for', { hasText: 'you said yes to this' }).waitFor()
    const halfway = await server.parley.as('support-lead').plan(plan.id)
    assert.deepEqual(
      [halfway.status, halfway.intent?.basis, halfway.awaits],
      ['waiting', 'confirmed', ['support-lead']],
    )
    const lead = await open(t, 'support-lead')
    assert.match(await lead.locator('.plan .asked-for').innerText(), /and said yes to this$/)
    assert.equal((await server.shop.book()).refunds.length, 0)
  })
})
