import { after, test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { hangs, openModelServer, type ModelReply } from '../../../helpers/model-server.ts'
import { startParley } from '../../../helpers/parley.ts'
import { routesTo, writes } from '../../../helpers/planner-replies.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { openChat } from './chat-page.ts'

const WRONG = 'while (true) say(slots.order)'
const RIGHT = `const order = await tools.shop.orders.get({ id: slots.order })
if (!order) return say('I can not find that order among yours.')
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' })
return say('I have prepared it.')`
const SLOTS = { order: 'A17' }
const ASKED = 'My lamp A17 came in pieces. Give me back what I paid.'

browserSuite('a plan that a model writes', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  // What the model writes, in order; after that it takes its time.
  let programs: ModelReply[] = []
  const started = (async () => {
    const model = await openModelServer(({ schemaName }) =>
      schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? hangs()),
    )
    closing.defer(() => model[Symbol.asyncDispose]())
    return await startParley(scope, {
      shop: await startTestShop(scope),
      environment: model.environment,
    })
  })()

  for (const view of someOf(VIEWS.toReversed())) {
    test(`its card says that it is written and mended, and is stopped there, on a ${view.width} ${view.scheme} screen`, async (t) => {
      programs = [writes(WRONG, SLOTS)]
      const { page, say, log } = await openChat(t, browser, { url: (await started).url, view })
      await say(ASKED)
      const making = page.getByRole('article', { name: ASKED })
      await making.getByText('Correcting the plan (1 of 2)').waitFor()
      await picture(page, `chat-mending-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await making.getByRole('button', { name: 'Stop' }).click()
      await log.getByText('You stopped this; nothing was done.').waitFor()
      await making.waitFor({ state: 'detached' })
      await picture(page, `chat-mending-stopped-${view.width}-${view.scheme}`)
    })
  }

  deep('what comes of it is a card like any other, and its details have the program', async (t) => {
    programs = [writes(WRONG, SLOTS), writes(RIGHT, SLOTS)]
    const { page, say, card } = await openChat(t, browser, { url: (await started).url })
    await say(ASKED)
    await card('waiting').waitFor()
    const written = card('waiting').locator('[data-detail=written]')
    await written.locator('summary').click()
    await written.getByText('orders.get({ id: slots.order })').waitFor()
    await picture(page, 'chat-planned-details')
    await assertAccessible(page)
  })
})
