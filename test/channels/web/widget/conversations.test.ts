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

  test('near the end of what a message takes its characters are counted, and none too many are sent', async (t) => {
    const { page, composer, log } = await openChat(t, browser, { url: url() })
    const fine = page.locator('.fine')
    await composer.fill('x'.repeat(7_500))
    assert.doesNotMatch(await fine.innerText(), /left/)
    await composer.fill('x'.repeat(7_999))
    await fine.getByText('1 character left').waitFor()
    await composer.fill('x'.repeat(8_012))
    await fine.getByText('12 characters too many').waitFor()
    await composer.press('Enter')
    assert.equal((await composer.inputValue()).length, 8_012)
    assert.equal(await log.locator('.me').count(), 0)
    await picture(page, 'chat-too-long')
    await assertAccessible(page)
  })

  test('what the server refuses is in the composer again, and under no later message', async (t) => {
    const { say, page, composer, log } = await openChat(t, browser, { url: url() })
    await page.route('**/messages', (route) =>
      route.request().postData()?.includes('order A17') === true
        ? route.fulfill({
            status: 422,
            contentType: 'application/problem+json',
            body: JSON.stringify({ code: 'message-refused', detail: 'That can’t be taken.', status: 422 }),
          })
        : route.continue(),
    )
    await say('Refund order A17')
    await page.getByRole('alert').getByText('Not sent: That can’t be taken.').waitFor()
    assert.equal(await composer.inputValue(), 'Refund order A17')
    assert.equal(await log.locator('.me').count(), 0)
    await picture(page, 'chat-refused')
    await page.reload()
    await log.getByText('Automated').or(log.locator('.it')).first().waitFor()
    assert.equal(await composer.inputValue(), 'Refund order A17')
    await say('thanks')
    await page.locator('[data-message]', { hasText: 'welcome' }).waitFor()
    assert.equal(await page.getByRole('alert').count(), 0)
    assert.equal(await log.locator('.me').count(), 1)
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
      assert.deepEqual(await way('Amount'), ['as written: amount: 12900', 'orders.get → total'])
      assert.deepEqual(await way('Currency'), ['orders.get → currency'])
      assert.deepEqual(await way('Reason'), ['as written: reason: other', 'written in the plan → in place of reason'])
      assert.deepEqual((await way('Details')).toSorted(), [
        'as written: values',
        'order id: orders.get → id',
        'refund id: number of step 1',
      ])
      assert.equal(await card('waiting').locator('.steps .way').count(), 0)
      await picture(page, `chat-ways-${view.width}-${view.scheme}`)
      await assertAccessible(page)
    })
  }
})
