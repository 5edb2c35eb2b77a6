import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep, someOf } from '../../../helpers/depth.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { edited } from '../../../helpers/edited.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

browserSuite('why the rules decided, on a card', (browser) => {
  const server = consoleServer()

  async function openPlan(t: TestContext, id: string, view: View = {}, person = 'support-lead') {
    const page = await browser.newPage(t, view)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/explanation')) asked.push(request.url())
    })
    await signInAs(page, server.parley.url, person)
    await page.goto(`${server.parley.url}/console/queue/${id}?show=everyone`)
    await page.locator('.plan:not([data-inert]) .plan-title', { hasText: 'Refund 129.00 EUR' }).waitFor()
    return { page, asked, rules: page.locator('[data-detail=rules]') }
  }

  for (const view of someOf(VIEWS)) {
    test(`R opens the rules with what decided, ${view.width} and ${view.scheme}`, async (t) => {
      const { plan } = await server.ask('Refund order A17')
      const { page, asked, rules } = await openPlan(t, plan.id, view)
      assert.deepEqual(asked, [])
      await page.keyboard.press('r')
      const step = rules.locator('.rules > li').filter({ hasText: 'Refund 129.00 EUR for order A17' })
      await step.getByText('The rule "larger-refund" asks:').waitFor()
      await step.getByText('amount is 129.00 EUR, more than 50.00 EUR', { exact: true }).waitFor()
      await step.getByText('amount for this person in 24 hours is 129.00 EUR, more than 100.00 EUR').waitFor()
      await rules.getByText('The rules haven’t changed since.').waitFor()
      await page.getByRole('status').filter({ hasText: '2 rules decided.' }).waitFor({ state: 'attached' })
      await rules.locator('.told').last().scrollIntoViewIfNeeded()
      await looksRight(page, `rules-told-${view.width}-${view.scheme}`)
      // Closed and opened again it is as it was, and costs nothing.
      await page.keyboard.press('r')
      await page.keyboard.press('r')
      await step.getByText('The rule "larger-refund" asks:').waitFor()
      assert.equal(asked.length, 1)
    })
  }

  deep('a plan that changes while its rules are open is told anew', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const { page, asked, rules } = await openPlan(t, plan.id, {}, 'other-lead')
    await page.keyboard.press('r')
    await rules.getByText('amount is 129.00 EUR, more than 50.00 EUR', { exact: true }).waitFor()
    await edited(plan, server.parley.as('support-lead'), { effect: 0, path: '/amount', value: 9_900 })
    await rules.getByText('amount is 99.00 EUR, more than 50.00 EUR', { exact: true }).waitFor()
    assert.equal(await rules.getByText('amount is 129.00 EUR, more than', { exact: false }).count(), 0)
    assert.equal(asked.length, 2)
  })

  deep('where it can’t be read the card says so with why, and another press reads it', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const { page, rules } = await openPlan(t, plan.id)
    await breakExplanation(page)
    await page.keyboard.press('r')
    const alert = rules.getByRole('alert')
    await alert.getByText('Which part of each rule decided could not be read. It is broken today.').waitFor()
    await rules.getByText('a support lead must say yes').first().waitFor()
    await looksRight(page, 'rules-told-failed')
    await page.unroute('**/explanation')
    await alert.getByRole('button', { name: 'Try again' }).focus()
    await page.keyboard.press('Enter')
    await rules.getByText('amount is 129.00 EUR, more than 50.00 EUR', { exact: true }).waitFor()
  })

  deep('whoever asked reads which rule it was, and not where its limits are', async (t) => {
    const { plan } = await server.ask('Refund order A17')
    const { page, rules } = await openPlan(t, plan.id, {}, 'customer')
    await page.keyboard.press('r')
    await rules.getByText('The rule "larger-refund" asks.').waitFor()
    await rules.getByText('What the rules ask for is shown to those who decide.').waitFor()
    assert.doesNotMatch(await rules.innerText(), /amount is/)
  })
})

async function breakExplanation(page: Page): Promise<void> {
  const body = JSON.stringify({ code: 'internal', status: 409, detail: 'It is broken today.' })
  await page.route('**/explanation', async (route) => {
    await route.fulfill({ status: 409, contentType: 'application/problem+json', body })
  })
}
