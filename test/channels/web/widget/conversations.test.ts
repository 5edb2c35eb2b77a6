import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deep } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture, wordsOf } from '../../../helpers/browser.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { edited } from '../../../helpers/edited.ts'
import { bannedWords } from '../../cli/banned-words.ts'
import { consoleServer } from '../console/console-server.ts'
import { lengthenTexts, overflowing } from '../browser/longer-texts.ts'
import { openChat } from './chat-page.ts'

browserSuite('conversations in the chat', (browser) => {
  const server = consoleServer()
  const url = (): string => server.parley.url

  test('a small refund goes ahead by itself, and its card says what was done', async (t) => {
    const { say, card, log } = await openChat(t, browser, { url: url() })
    await say('Refund order A12')
    const done = card('done')
    await done.waitFor()
    assert.match(await done.innerText(), /Done\s+went ahead by itself\s+Refund 24\.90 EUR for order A12/)
    assert.match(await done.innerText(), /number R1001[\s\S]*number M1001/)
    assert.equal((await log.innerText()).match(/R1001/g)?.length, 1)
    assert.equal((await server.shop.book()).refunds.length, 1)
  })

  deep('a question is answered in quotes, with a number after each and where they come from', async (t) => {
    const { page, log } = await openChat(t, browser, { url: url() })
    await page.getByRole('button', { name: 'How long do I have to return a damaged item?' }).click()
    await page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
    assert.match(await log.innerText(), /You have 14 days from delivery to report and return a damaged item\./)
    await page.getByRole('button', { name: 'Source 1: Returns, Damaged items' }).waitFor()
    assert.equal(
      await page
        .getByRole('status')
        .innerText()
        .then((text) => text.includes('14 days')),
      true,
    )
  })

  deep('a larger refund waits for the lead, who says yes elsewhere, and the card follows', async (t) => {
    const { say, card, page } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    const waiting = card('waiting')
    await waiting.waitFor()
    assert.match(await waiting.innerText(), /With our support lead\s+until \w{3} \d\d:\d\d/)
    assert.match(await waiting.innerText(), /You don’t have to wait here\./)
    assert.deepEqual(await waiting.locator('.acts').getByRole('button').allInnerTexts(), ['Withdraw'])
    const lead = server.parley.as('support-lead')
    const [plan] = await lead.waitingPlans()
    assert.ok(plan)
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await card('done').waitFor()
    assert.match(await card('done').innerText(), /Done\s+Jonas Weber said yes, \d\d:\d\d/)
    assert.equal(await page.locator('.plan').count(), 1)
  })

  test('while a plan that the lead has changed waits, there is nothing to stop', async (t) => {
    const { say, card, page } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    await card('waiting').waitFor()
    const [plan] = await server.parley.as('support-lead').waitingPlans()
    assert.ok(plan)
    await edited(plan, server.parley.as('support-lead'), { effect: 0, path: '/amount', value: 10_000 })
    await card('waiting').locator('.plan-title', { hasText: 'Refund 100.00 EUR' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 0)
    await page.reload()
    await card('waiting').locator('.plan-title', { hasText: 'Refund 100.00 EUR' }).waitFor()
    assert.deepEqual(await page.locator('form button').evaluateAll((all) => all.map((one) => one.ariaLabel)), ['Send'])
  })

  deep('a card that has just come up takes no answer yet, and a moment later it does', async (t) => {
    const { say, card, page } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    // Pressed from inside the page: a click from outside may come when that moment is over.
    await page.waitForFunction(() => {
      const shadow = document.querySelector('parley-chat')?.shadowRoot
      const button = shadow?.querySelector<HTMLElement>('.plan[data-inert] [data-act=withdraw]')
      button?.click()
      return button != null
    })
    await page.getByText('This card has just changed. Look at it, then press again.').first().waitFor()
    await page.locator('.plan:not([data-inert]) [data-act=withdraw]').click()
    await card('cancelled').waitFor()
    assert.match(await card('cancelled').innerText(), /Withdrawn[\s\S]*Nothing was done\./)
    assert.deepEqual((await server.shop.book()).refunds, [])
  })

  test('a message that is too long is refused in words once, and can be taken back', async (t) => {
    const { say, page, composer } = await openChat(t, browser, { url: url() })
    await say('x'.repeat(8_001))
    const refusal = page.getByRole('alert')
    await refusal.waitFor()
    assert.match(await refusal.innerText(), /Not sent: That was too long: 8,000 characters at most/)
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0)
    let posted = 0
    page.on(
      'request',
      (request) => (posted += request.method() === 'POST' && request.url().endsWith('/messages') ? 1 : 0),
    )
    await page.reload()
    await refusal.waitFor()
    // What comes after it is sent all the same.
    await say('thanks')
    await page.locator('[data-message]', { hasText: 'welcome' }).waitFor()
    assert.equal(posted, 1)
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'Discard' }).waitFor({ state: 'detached' })
    assert.equal(await composer.inputValue(), '')
  })

  for (const view of VIEWS) {
    deep(`every state is accessible and in our words, ${view.width} and ${view.scheme}`, async (t) => {
      const { page, say, card } = await openChat(t, browser, { url: url(), view })
      await page.getByText('Hello, I can look up').waitFor()
      await picture(page, `chat-first-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await say('How long do I have to return a damaged item?')
      await page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
      await say('Refund order A40')
      await card('refused').waitFor()
      await say('Refund order A17')
      await card('waiting').waitFor()
      for (const fold of await card('waiting').locator('summary').all()) await fold.click()
      await card('waiting').locator('.way').first().waitFor()
      await picture(page, `chat-waiting-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await page.getByRole('button', { name: /^Source 1/ }).click()
      await page.locator('mark.here').waitFor()
      await picture(page, `chat-reader-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      assert.deepEqual(bannedWords(await wordsOf(page)), [])
      if (view.width === 'phone') {
        await page.setViewportSize({ width: 320, height: 640 })
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      }
      await lengthenTexts(page)
      await picture(page, `chat-longer-${view.width}-${view.scheme}`)
      assert.deepEqual(await overflowing(page, '.wh, .list, .plan, .b, .reader-head, .reader-foot, .comp, .source'), [])
    })

    deep(`a refund's details tell each value's way, ${view.width} and ${view.scheme}`, async (t) => {
      const { page, say, card } = await openChat(t, browser, { url: url(), view })
      await say('Refund order A17')
      const values = card('waiting').locator('[data-detail=values]')
      await values.locator('summary').click()
      await values.locator('.way').first().waitFor()
      const way = (name: string) =>
        values.locator('.args > div', { hasText: name }).first().locator('.way').allInnerTexts()
      assert.deepEqual(await way('Amount'), ['orders.get → total'])
      assert.deepEqual(await way('Currency'), ['orders.get → currency'])
      assert.deepEqual(await way('Reason'), ['written in the plan → in place of reason'])
      assert.deepEqual((await way('Values')).toSorted(), ['order id: orders.get → id', 'refund id: number of step 1'])
      assert.equal(await card('waiting').locator('.steps .way').count(), 0)
      await picture(page, `chat-ways-${view.width}-${view.scheme}`)
      await assertAccessible(page)
    })
  }
})
