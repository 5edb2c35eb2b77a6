import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { RuleView } from '#contract/rule.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { deep, someOf } from '../../../helpers/depth.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

browserSuite('rules in the console', (browser) => {
  const server = consoleServer()

  async function open(t: TestContext, person = 'operator', view: View = {}) {
    const page = await browser.newPage(t, view)
    await signInAs(page, server.parley.url, person)
    await page.goto(`${server.parley.url}/console/rules`)
    return page
  }
  async function rulesOf(person: string): Promise<readonly RuleView[]> {
    const { body } = await server.parley
      .as(person)
      .request<{ agents: readonly { rules: readonly RuleView[] }[] }>('GET', '/v1/policy/rules')
    return body.agents.flatMap(({ rules }) => rules)
  }

  test('each rule is told by its reason, whom it asks, about which tools and since when', async (t) => {
    const page = await open(t)
    const larger = page.locator('.rules .cards > li', { hasText: 'larger-refund' })
    await larger.getByRole('heading', { name: /^Refunds above 50\.00 EUR, or above 100\.00 EUR in one day/ }).waitFor()
    assert.match(await larger.innerText(), /Needs a yes from our support lead/)
    assert.match(await larger.innerText(), /Refund \[amount\] for order \[order id\] shop\/refunds\.create/)
    assert.match(await larger.innerText(), /Reads like this since \d\d:\d\d · policy\.cedar, line \d+/)
    const written = larger.locator('.code')
    assert.equal(await written.isVisible(), false)
    await larger.locator('summary').focus()
    await page.keyboard.press('Enter')
    assert.match(await written.innerText(), /context\.args\.amount > 5000/)
    // A rule without a reason is told by what its author wrote above it.
    await page.getByRole('heading', { name: 'Mail only tells of a refund that was issued.' }).waitFor()
    const groups = await page.locator('.rules h2').allInnerTexts()
    assert.deepEqual(
      groups.map((title) => title.split(/,/u)[0]),
      ['Needs a person’s yes', 'Never done', 'Allowed', 'Always there'],
    )
  })

  test('rules are found by words, and a screen reader hears how many', async (t) => {
    const page = await open(t)
    await page.getByRole('searchbox', { name: 'Find a rule' }).fill('confirms finance')
    await page.getByRole('heading', { name: 'Finance confirms where money goes' }).waitFor()
    await page.getByRole('status').getByText('1 rule', { exact: true }).waitFor()
    assert.equal(await page.getByRole('heading', { name: /larger refund|Refunds above/ }).count(), 0)
    await page.getByRole('searchbox').fill('zebra')
    await page.locator('.rules .by', { hasText: 'No rule has the words “zebra”.' }).waitFor()
  })

  test('who decides reads the rules that ask them, and no others', async (t) => {
    const page = await open(t, 'support-lead')
    await page.getByRole('heading', { name: /^Refunds above 50\.00 EUR/ }).waitFor()
    await page.getByText('The rules that need a yes of people like you.').waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Finance confirms where money goes' }).count(), 0)
    const rules = await rulesOf('support-lead')
    assert.ok(rules.length > 0)
    for (const { asks } of rules) assert.ok(asks?.some(({ role }) => role === 'support-lead'))
    assert.deepEqual(await rulesOf('customer'), [])
    const all = await rulesOf('operator')
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
  })

  deep('whoever only asks sees no such page', async (t) => {
    const page = await open(t, 'customer')
    await page.getByRole('heading', { name: 'There is no such page here.' }).waitFor()
  })

  for (const view of someOf(VIEWS)) {
    test(`it looks right (${view.width}, ${view.scheme})`, async (t) => {
      const page = await open(t, 'operator', view)
      await page.locator('.rules .cards > li').first().waitFor()
      await page.locator('.rules summary').first().click()
      await looksRight(page, `rules-${view.width}-${view.scheme}`)
      await page.locator('.rules section').last().scrollIntoViewIfNeeded()
      await looksRight(page, `rules-last-${view.width}-${view.scheme}`)
    })
  }
})
