import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { fails, openModelServer, type ModelReply } from '../../../helpers/model-server.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import { routesTo, writes } from '../../../helpers/planner-replies.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { looksRight } from './looks-right.ts'
import { openChat } from '../widget/chat-page.ts'

// Plans that came to nothing are a list of their own.
browserSuite('plans that failed', (browser) => {
  const closing = new AsyncDisposableStack()
  let parley: TestParley
  let programs: ModelReply[] = []
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const model = await openModelServer(({ schemaName }) =>
      schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
    )
    closing.defer(() => model[Symbol.asyncDispose]())
    parley = await startParley(scope, { shop: await startTestShop(scope), environment: model.environment })
  })
  after(() => closing.disposeAsync())

  for (const view of someOf(VIEWS)) {
    const look = `${view.width}-${view.scheme}`
    test(`are told in the chat, and listed for who oversees them, with why (${look})`, async (t) => {
      const { page, say, log } = await openChat(t, browser, { url: parley.url, view })
      programs = [
        writes(`const orders = await tools.shop.orders.search({})
const order = orders.find((one) => one.items.some((item) => item.title.includes('teapot')))
return say(order.id)`),
      ]
      await say('What did I pay for the teapot?')
      await log.getByText('I found no order').first().waitFor()
      await picture(page, `not-found-chat-${look}`)
      const desk = await browser.newPage(t, view)
      await signInAs(desk, parley.url, 'operator')
      await desk.goto(`${parley.url}/console`)
      await desk.getByRole('link', { name: 'Failed', exact: true }).click()
      const row = desk.locator('.row', { hasText: 'I found no order' }).first()
      await row.waitFor()
      await picture(desk, `failed-list-console-${look}`)
      await row.click()
      await desk.getByText('I found no order').locator('visible=true').first().waitFor()
      await looksRight(desk, `failed-plan-console-${look}`)
      assert.equal(await desk.getByText('Nothing was done').locator('visible=true').count(), 1)
      assert.equal(await desk.locator('.plan').getByText('I found no order').count(), 1)
    })
  }
})
