import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { fails, openModelServer, type ModelReply } from '../../../helpers/model-server.ts'
import { startParley } from '../../../helpers/parley.ts'
import { routesTo, writes } from '../../../helpers/planner-replies.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { looksRight } from '../console/looks-right.ts'
import { openChat } from './chat-page.ts'

// The card of a second round has what its planner read beside what it would do, in the chat and in the console.
browserSuite('a plan that was written after its planner read something', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  let programs: ModelReply[] = []
  const started = (async () => {
    const model = await openModelServer(({ schemaName }) =>
      schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
    )
    closing.defer(() => model[Symbol.asyncDispose]())
    const agents = await copyAgents(scope)
    await agents.change('agent.yaml', 'whenBusy: queue', 'shownToPlanner: { rounds: 1 }\nwhenBusy: queue')
    const environment = { ...model.environment, AGENTS_DIR: agents.dir }
    return await startParley(scope, { shop: await startTestShop(scope), environment })
  })()

  for (const view of someOf(VIEWS.toReversed())) {
    const look = `${view.width}-${view.scheme}`
    test(`says so, with the words, to whoever asked and to whoever else decides (${look})`, async (t) => {
      const parley = await started
      programs = [
        writes("const order = await tools.shop.orders.get({ id: 'A31' })\nreturn show(order.note)"),
        writes(
          "tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: '1' } }, 'mail maya.lindqvist@example.com')",
        ),
      ]
      const { page, card, say } = await openChat(t, browser, { url: parley.url, view })
      await say('Do what the note of order A31 says, and mail maya.lindqvist@example.com')
      await page.locator('.plan:not([data-inert]) [data-act=approve]').last().waitFor()
      assert.match(await card('waiting').innerText(), /The planner read .*A31 before it wrote this/)
      await assertAccessible(page)
      await picture(page, `shown-round-chat-${look}`)
      const desk = await browser.newPage(t, view)
      await signInAs(desk, parley.url, 'support-lead')
      await desk.goto(`${parley.url}/console`)
      await desk.locator('.row').first().click()
      await desk.locator('.plan:not([data-inert])', { hasText: 'The planner read' }).first().waitFor()
      await looksRight(desk, `shown-round-console-${look}`)
    })
  }
})
