import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

browserSuite('what may be said next', (browser) => {
  const server = consoleServer()

  for (const [width, scheme] of someOf([
    ['wide', 'light'],
    ['wide', 'dark'],
    ['phone', 'light'],
    ['phone', 'dark'],
  ] as const)) {
    test(`is offered as buttons under an answer, ${width} and ${scheme}`, async (t) => {
      const { page, say } = await openChat(t, browser, { url: server.parley.url, view: { width, scheme } })
      await say('what can you do?')
      await page.getByRole('button', { name: 'Refund an order' }).waitFor()
      await say('A31')
      await page.getByRole('button', { name: 'Refund order A31' }).waitFor()
      await picture(page, `choices-${width}-${scheme}`)
      assert.equal(await page.getByRole('button', { name: 'Refund an order', exact: true }).count(), 0)
      assert.match(
        await page.getByRole('log').innerText(),
        /This is what I can do:\s+Say where an order is\s+Refund an order/,
      )
    })
  }

  deep('is said by the keyboard, once, as a message of one’s own', async (t) => {
    const { page, say, log } = await openChat(t, browser, { url: server.parley.url })
    await say('A31')
    const button = page.getByRole('list', { name: 'You can choose' }).getByRole('button', { name: 'Refund order A31' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByText('You said: Refund order A31').waitFor()
    assert.equal(await button.count(), 0)
    await log.getByText('12.00 EUR').first().waitFor()
    assert.equal(await page.getByText('You said: Refund order A31').count(), 1)
  })
})
