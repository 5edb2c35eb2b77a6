import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { startParley } from '../../../helpers/parley.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { startToolProxy } from '../../../helpers/tool-proxy.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { openChat } from './chat-page.ts'

/** Calls of one tool wait until a test lets them go on. */
let held: Hold = holdCalls('orders.get')

interface Hold {
  readonly tool: string
  /** How many of them are let through first. */
  readonly after: number
  /** Settles when the first of them is made. */
  readonly reached: PromiseWithResolvers<void>
  readonly over: PromiseWithResolvers<void>
}

function holdCalls(tool: string, after = 0): Hold {
  return { tool, after, reached: Promise.withResolvers(), over: Promise.withResolvers() }
}

browserSuite('while a plan is made', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  const started = (async () => {
    const shop = await startTestShop(scope)
    const agents = await copyAgents(scope)
    await agents.change(
      'playbooks/refund.js',
      'const order = await tools.shop.orders.get({ id: orderId })',
      `await tools.shop.orders.get({ id: 'A12' })
  const order = await tools.shop.orders.get({ id: orderId })
  if (order) await tools.shop.orders.get({ id: order.id })`,
    )
    // As long as a test holds a call.
    await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 25s')
    let calls = 0
    const proxy = await startToolProxy(scope, shop.url, ({ tool }) => {
      if (held.reached !== reached) [reached, calls] = [held.reached, 0]
      if (tool !== held.tool || ++calls <= held.after) return 'pass'
      held.reached.resolve()
      return { until: held.over.promise }
    })
    const environment = { AGENTS_DIR: agents.dir }
    return await startParley(scope, { shop: { url: proxy.url, token: shop.token }, environment })
  })()
  let reached = held.reached

  // First: later plans hold amounts with which this one would have to be asked for.
  test('a step that has begun is finished, and Stop says so', async (t) => {
    held = holdCalls('refunds.create')
    t.after(() => held.over.resolve())
    const { url } = await started
    const { page, say, card } = await openChat(t, browser, { url })
    await say('Refund order A12')
    await held.reached.promise
    await page.locator('form').getByRole('button', { name: 'Stop' }).click()
    await page.locator('form').getByText('It has started and will finish what it began.').waitFor()
    held.over.resolve()
    await card('done').waitFor()
  })

  for (const view of VIEWS) {
    deep(`its card says what was looked up and what goes on, on a ${view.width} ${view.scheme} screen`, async (t) => {
      held = holdCalls('orders.get', 2)
      t.after(() => held.over.resolve())
      const { page, say, card } = await openChat(t, browser, { url: (await started).url, view })
      await say('Refund order A17')
      const making = page.getByRole('article', { name: 'Refund order A17' })
      await making.getByText(/^\d+ s$/).waitFor()
      const lines =
        /Look up order A12\s+done\s+Look up order A17\s+done\s+Look up order …\s+under way\s+Trying the plan out nothing is sent or paid\s/
      await making.getByText('Look up order …').waitFor()
      assert.match(await making.innerText(), new RegExp(`Working it out[\\s\\S]*${lines.source}[\\s\\S]*Stop`))
      assert.deepEqual(await readStates(making), ['done', 'done', 'under-way'])
      await picture(page, `chat-making-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      if (view === VIEWS[0]) {
        await page.getByRole('status').getByText('2 looked up').waitFor({ state: 'attached' })
        await page.reload()
        await making.getByText('Look up order …').waitFor()
        assert.deepEqual(await readStates(making), ['done', 'done', 'under-way'])
      }
      held.over.resolve()
      await card('waiting').waitFor()
      assert.equal(await making.getByText('Trying the plan out').count(), 0)
    })
  }

  deep('Stop ends it, on its card and in the composer, and nothing was done', async (t) => {
    const { page, say, log } = await openChat(t, browser, { url: (await started).url })
    const places = [page.locator('.plan[data-status=making]'), page.locator('form')]
    for (const [index, place] of places.entries()) {
      held = holdCalls('orders.get')
      t.after(() => held.over.resolve())
      await say('Refund order A17')
      await held.reached.promise
      await place.getByRole('button', { name: 'Stop' }).click()
      await log.getByText('You stopped this; nothing was done.').nth(index).waitFor()
      await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
    }
    await picture(page, 'chat-stopped')
    await assertAccessible(page)
  })

  deep(
    'what is said meanwhile waits under its own words, and is taken back there; Stop is about what is at work',
    async (t) => {
      held = holdCalls('orders.get')
      t.after(() => held.over.resolve())
      const { page, say, card, composer, log } = await openChat(t, browser, { url: (await started).url })
      await say('Refund order A17')
      const stop = page.locator('form').getByRole('button', { name: 'Stop' })
      await held.reached.promise
      await composer.fill('What is the capital of France?')
      await composer.press('Enter')
      await log.getByText('What is the capital of France?').waitFor()
      await log.getByText('Waiting').waitFor()
      await log.getByRole('button', { name: 'Discard' }).click()
      await log.getByText('You withdrew this.').waitFor()
      await say('How long have I got?')
      await log.locator('.me.waits', { hasText: 'How long have I got?' }).waitFor()
      await picture(page, 'chat-message-waits')
      await log.getByRole('button', { name: 'Edit' }).click()
      await log.getByText('You withdrew this.').nth(1).waitFor()
      assert.equal(await composer.inputValue(), 'How long have I got?')
      await say('How long do I have to return a damaged item?')
      await log.getByText('Waiting').waitFor()
      await stop.click()
      await log.getByText('You stopped this; nothing was done.').waitFor()
      held.over.resolve()
      await log.getByText('14 days').first().waitFor()
      assert.equal(await card('waiting').count(), 0)
      await stop.waitFor({ state: 'detached' })
    },
  )
})

async function readStates(making: Locator): Promise<readonly (string | null)[]> {
  const reads = await making.locator('li.read').all()
  return await Promise.all(reads.map((read) => read.getAttribute('data-state')))
}
