import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { chatOf, openChat, visitChat } from './chat-page.ts'

browserSuite('a conversation over reloads and lost connections', (browser) => {
  const server = consoleServer()
  const url = (): string => server.parley.url

  test('a reload brings back every message, card and the words that were not sent', async (t) => {
    const { page, say, card, composer, log } = await openChat(t, browser, { url: url() })
    await say('What is the capital of France?')
    await page.locator('.notice.unknown').waitFor()
    await say('Refund order A17')
    await card('waiting').waitFor()
    await composer.fill('And my lamp?')
    const before = await shownIn(page)
    await page.reload()
    await card('waiting').waitFor()
    assert.deepEqual(await shownIn(page), before)
    assert.equal(await composer.inputValue(), 'And my lamp?')
    assert.match(await log.innerText(), /With our support lead/)
  })

  deep('a second window shows the same, and both follow', async (t) => {
    const first = await openChat(t, browser, { url: url() })
    await first.say('Refund order A17')
    await first.card('waiting').waitFor()
    const second = await visitChat(await browser.anotherPage(t, first.page), { url: url() })
    await second.card('waiting').waitFor()
    await second.say('What is the capital of France?')
    for (const { page } of [first, second]) {
      await page.locator('.notice.unknown').waitFor()
      await page.locator('.working').waitFor({ state: 'detached' })
    }
    assert.deepEqual(await shownIn(second.page), await shownIn(first.page))
    await second.page.locator('.plan:not([data-inert]) [data-act=withdraw]').click()
    for (const { card } of [first, second]) await card('cancelled').waitFor()
  })

  deep('the server may stop and start again while a plan waits: the card is there, and follows', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    await card('waiting').waitFor()
    await server.parley.stop()
    await page.getByText('No connection, trying again').first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'Withdraw' }).getAttribute('aria-disabled'), 'true')
    await picture(page, 'chat-no-connection')
    await server.parley.start()
    await page.getByText('With our support lead').waitFor()
    const lead = server.parley.as('support-lead')
    const [plan] = await lead.waitingPlans()
    assert.ok(plan)
    await lead.decide(plan, 'approve')
    await card('done').waitFor()
    assert.equal(await page.locator('.plan').count(), 1)
    assert.equal((await server.shop.book()).refunds.length, 1)
  })

  deep('what is said without a connection is kept, over a reload too, and sent once', async (t) => {
    const { page, say, log } = await openChat(t, browser, { url: url() })
    await page.getByText('Hello, I can look up').waitFor()
    const isSending = (request: Request): boolean => request.method() === 'POST'
    await page.route('**/messages', (route) => (isSending(route.request()) ? route.abort() : route.continue()))
    await say('What is the capital of France?')
    await page.getByText("Not connected. Your message is kept and sent when you're back.").waitFor()
    await page.reload()
    await page.getByText('Not sent yet').waitFor()
    assert.equal((await log.innerText()).match(/capital of France/g)?.length, 1)
    await page.unroute('**/messages')
    await page.locator('.notice.unknown').waitFor()
    await page.getByText('Not sent yet').waitFor({ state: 'detached' })
    assert.equal((await log.innerText()).match(/capital of France/g)?.length, 1)
  })

  deep('a message whose answer was lost on the way is sent again and stands once', async (t) => {
    const { page, say, log } = await openChat(t, browser, { url: url() })
    await page.getByText('Hello, I can look up').waitFor()
    let lost = 0
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return await route.continue()
      lost += 1
      await route.fetch() // it arrives, and nobody here hears of it
      return await route.abort('connectionreset')
    })
    await say('What is the capital of France?')
    await page.locator('.notice.unknown').waitFor()
    await page.locator('.out-message').waitFor({ state: 'detached' })
    assert.equal(lost, 1)
    assert.equal((await log.innerText()).match(/capital of France/g)?.length, 1)
    assert.equal(await page.locator('.notice.unknown').count(), 1)
  })

  deep('event streams that break off after each event lose and double nothing', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: url() })
    await page.getByText('Hello, I can look up').waitFor()
    await page.route('**/events?*', async (route) => {
      if (route.request().headers().accept !== 'text/event-stream') return await route.continue()
      const answer = await route.fetch({ url: `${route.request().url()}&limit=1`, headers: asJson(route.request()) })
      const { events } = (await answer.json()) as { events: readonly { readonly seq: number }[] }
      const frames = events.map((event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`)
      return await route.fulfill({ contentType: 'text/event-stream', body: frames.join('') })
    })
    await page.reload()
    await page.getByText('Hello, I can look up').waitFor()
    await say('Refund order A17')
    await card('waiting').waitFor()
    await say('What is the capital of France?')
    await page.locator('.notice.unknown').waitFor()
    assert.equal(await page.locator('.plan').count(), 1)
    assert.equal(await page.locator('.me').count(), 2)
    assert.equal(await page.locator('[data-message]').count(), 1)
  })

  deep('who is another person in the same browser sees nothing of the conversation', async (t) => {
    const { page, say, card } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    await card('waiting').waitFor()
    await page.request.post(`${url()}/dev/session`, { data: { person: 'other-customer' }, headers: { origin: url() } })
    await page.reload()
    await page.getByText('Hello, I can look up').waitFor()
    assert.equal(await chatOf(page).log.locator('.me, .plan').count(), 0)
  })
})

function asJson(request: Request): Record<string, string> {
  return { ...request.headers(), accept: 'application/json' }
}

/** What stands in the conversation, in order, and how each plan is. */
async function shownIn(page: Page): Promise<readonly string[]> {
  return await page
    .locator('.list > *')
    .evaluateAll((all) =>
      all.map((one) => `${one.className} ${one.getAttribute('data-status') ?? ''} ${one.textContent}`),
    )
}
