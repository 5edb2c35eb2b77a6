import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { startParley } from '../../../helpers/parley.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { startToolProxy } from '../../../helpers/tool-proxy.ts'
import { openChat } from './chat-page.ts'

/** Reads of orders wait until a test lets them go on. */
let held: Hold = holdReads()

interface Hold {
  /** Settles when the first of them is made. */
  readonly reached: PromiseWithResolvers<void>
  readonly over: PromiseWithResolvers<void>
}

function holdReads(): Hold {
  return { reached: Promise.withResolvers(), over: Promise.withResolvers() }
}

browserSuite('while a plan is made', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  const started = (async () => {
    const shop = await startTestShop(scope)
    const proxy = await startToolProxy(scope, shop.url, ({ tool }) => {
      if (tool !== 'orders.get') return 'pass'
      held.reached.resolve()
      return { until: held.over.promise }
    })
    return await startParley(scope, { shop: { url: proxy.url, token: shop.token } })
  })()

  test('its card says what goes on, that nothing is done, and how long it takes', async (t) => {
    held = holdReads()
    t.after(() => held.over.resolve())
    const { page, say, card } = await openChat(t, browser, { url: (await started).url })
    await say('Refund order A12')
    const making = page.getByRole('article', { name: 'Refund order A12' })
    await making.getByText('2 s').waitFor()
    assert.match(
      await making.innerText(),
      /Working it out[\s\S]*Trying the plan out nothing is sent or paid[\s\S]*Stop/,
    )
    await picture(page, 'chat-making')
    await assertAccessible(page)
    held.over.resolve()
    await card('done').waitFor()
    assert.equal(await making.count(), 0)
  })

  test('what is said meanwhile goes out after it, and can be taken back; what has begun is finished', async (t) => {
    held = holdReads()
    t.after(() => held.over.resolve())
    const { page, say, card, composer, log } = await openChat(t, browser, { url: (await started).url })
    await say('Refund order A17')
    const stop = page.locator('form').getByRole('button', { name: 'Stop' })
    await held.reached.promise
    await stop.click()
    await page.locator('form').getByText('It is at work and finishes what it has begun.').waitFor()
    await composer.fill('What is the capital of France?')
    await page
      .getByText('Goes out after this answer.')
      .or(page.locator('form').getByText('It is at work'))
      .first()
      .waitFor()
    await composer.press('Enter')
    await log.getByText('What is the capital of France?').waitFor()
    await stop.click()
    await log.getByText('You took this back.').waitFor()
    held.over.resolve()
    await card('waiting').waitFor()
    assert.equal(await page.locator('.notice.unknown').count(), 0)
    assert.equal(
      await page.locator('form').getByRole('button', { name: 'Stop' }).count(),
      0,
      'a plan that waits is no work',
    )
  })

  test('what is still on its way to the server can be taken back too', async (t) => {
    held = holdReads()
    t.after(() => held.over.resolve())
    const { page, say, card, log } = await openChat(t, browser, { url: (await started).url })
    await say('Refund order A17')
    await held.reached.promise
    const stopped = Promise.withResolvers<void>()
    await page.route('**/messages', async (route) => {
      await stopped.promise
      await route.continue()
    })
    await say('What is the capital of France?')
    await log.getByText('What is the capital of France?').waitFor()
    await page.locator('form').getByRole('button', { name: 'Stop' }).click()
    stopped.resolve()
    await log.getByText('You took this back.').waitFor()
    assert.equal(await page.getByText('It is at work and finishes what it has begun.').count(), 0)
    held.over.resolve()
    await card('waiting').waitFor()
  })
})
