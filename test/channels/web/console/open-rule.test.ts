import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

const RULE = 'Only what was paid for an order can be refunded, and never more than its total.'

browserSuite('the rule that a plan goes by, in the console', (browser) => {
  const server = consoleServer()

  for (const view of someOf(VIEWS)) {
    test(`its quote opens its document at the words and closes again, ${view.width} and ${view.scheme}`, async (t) => {
      const { plan } = await server.ask('Refund order A17')
      const page = await browser.newPage(t, view)
      await signInAs(page, server.parley.url, 'support-lead')
      await page.goto(`${server.parley.url}/console/queue/${plan.id}`)
      const rule = page.locator('.review .goes-by').getByRole('button')
      await rule.focus()
      await page.keyboard.press('Enter')
      const reader = page.getByRole('complementary', { name: 'Refunds' })
      await reader.locator('mark.here').waitFor()
      // The number that stands before a mark, and what a screen reader is told behind it.
      assert.ok((await reader.locator('mark.here').innerText()).includes(RULE))
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'reader-title')
      await looksRight(page, `open-rule-${view.width}-${view.scheme}`)
      // Keys of the card are for whoever sees it.
      await page.keyboard.press('a')
      const approve = page.locator('.review [data-act="approve"]')
      assert.equal(await approve.isVisible(), view.width === 'wide')
      assert.equal(await approve.evaluate((button) => button === document.activeElement), view.width === 'wide')
      await reader.getByRole('button', { name: 'Close the document' }).focus()
      await page.keyboard.press('Escape')
      await reader.waitFor({ state: 'detached' })
      assert.ok(await rule.evaluate((button) => button === document.activeElement))
      await page.locator('.review .context').waitFor()
    })
  }

  deep('another plan closes it, and what may no longer be read is told', async (t) => {
    const { plan: other } = await server.ask('Refund order A17')
    const { plan } = await server.ask('Refund order A17')
    const page = await browser.newPage(t)
    await signInAs(page, server.parley.url, 'support-lead')
    await page.route('**/v1/documents/**', (route) =>
      route.fulfill({ status: 404, json: { code: 'not-found', title: 'Not found', status: 404 } }),
    )
    await page.goto(`${server.parley.url}/console/queue/${plan.id}`)
    await page.locator('.review .goes-by').getByRole('button').click()
    const reader = page.getByRole('complementary', { name: 'Refunds' })
    await reader.getByText('You may no longer read this document').waitFor()
    assert.ok((await reader.innerText()).includes(RULE))
    await page.locator(`.row[data-plan="${other.id}"]`).click()
    await page.locator(`.review .plan[data-plan="${other.id}"]`).waitFor()
    assert.equal(await reader.count(), 0)
  })
})
