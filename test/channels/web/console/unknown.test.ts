import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture, signInAs, wordsOf } from '../../../helpers/browser.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import type { Said } from '../../../helpers/parley-client.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { startToolProxy } from '../../../helpers/tool-proxy.ts'
import { bannedWords } from '../../cli/banned-words.ts'

// A mail that went out, at a server that takes no key and whose answer was lost: only a person can say what became of it.
browserSuite('a step that nobody knows of', (browser) => {
  const closing = new AsyncDisposableStack()
  let parley: TestParley
  let waiting: Said
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const shop = await startTestShop(scope)
    const proxy = await startToolProxy(scope, shop.url, ({ tool }) => (tool === 'mail.send' ? 'drop-after' : 'pass'))
    const agents = await copyAgents(scope)
    const key = '    later: [values]\n'
    await agents.change('tools.yaml', `${key}    idempotencyKey: key\n    keyLives: 24h\n`, key)
    await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 3s')
    const environment = { AGENTS_DIR: agents.dir }
    parley = await startParley(scope, { shop: { url: proxy.url, token: shop.token }, environment })
    waiting = await parley.as('customer').ask('Refund order A23')
  })
  after(() => closing.disposeAsync())

  async function unknownMail(t: TestContext, said: Said) {
    const customer = parley.as('customer')
    const plan = await customer.planOf(said)
    await parley.as('support-lead').decide(plan, 'approve')
    await customer.settled(said.runId, 'waiting')
    const page = await browser.newPage(t)
    await signInAs(page, parley.url, 'support-lead')
    await page.goto(`${parley.url}/console`)
    await page.locator('.row').first().getByText('Outcome not known').waitFor()
    await isAsked(page)
    return { customer, said, plan, page }
  }

  async function isAsked(page: Page): Promise<void> {
    await page.locator('.state', { hasText: "We don't know if step 2 happened" }).waitFor()
    await page.locator('.plan:not([data-inert])').waitFor()
  }

  test('it comes first, and a person who has looked says what happened', async (t) => {
    const said = await parley.as('customer').ask('Refund order A17')
    const { customer, plan, page } = await unknownMail(t, said)
    await picture(page, 'console-unknown')
    await assertAccessible(page)

    await page.getByRole('button', { name: 'It happened' }).click()
    await page.getByRole('textbox').fill('In the log of the mail server')
    await picture(page, 'console-unknown-asked')
    await page.getByRole('button', { name: 'It happened' }).click()
    await customer.settled(said.runId, 'done')
    await page.locator('.row.over', { hasText: 'Done' }).waitFor()
    assert.equal((await customer.plan(plan.id)).status, 'done')
  })

  deep(
    'where looking again finds nothing it is asked again, and a person may say that it did not happen',
    async (t) => {
      const { customer, plan, page } = await unknownMail(t, waiting)
      const looked = page.waitForResponse((answer) => answer.url().endsWith('/resolution'))
      await page.getByRole('button', { name: 'Look again' }).press('Enter')
      assert.equal((await looked).status(), 200)
      await customer.settled(waiting.runId, 'waiting')
      await isAsked(page)

      await page.getByRole('button', { name: "It didn't" }).press('Enter')
      await page.getByRole('textbox').fill('Not in the log of the mail server')
      await page.getByRole('button', { name: "It didn't" }).press('Enter')
      await customer.settled(waiting.runId, 'done')
      await page.locator('.row.over', { hasText: 'Stopped' }).waitFor()
      assert.equal((await customer.plan(plan.id)).status, 'failed')
      assert.deepEqual(bannedWords(await wordsOf(page)), [])
      await picture(page, 'console-unknown-did-not')
    },
  )
})
