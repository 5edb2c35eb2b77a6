import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

const STORY =
  'The lamp came on a Tuesday and I was so glad about it that I put it up at once, next to the window. But the shade has a crack from top to bottom. '

browserSuite('a long message', (browser) => {
  const server = consoleServer()

  for (const [width, scheme] of someOf([
    ['wide', 'light'],
    ['wide', 'dark'],
    ['phone', 'light'],
    ['phone', 'dark'],
  ] as const)) {
    test(`is shown folded, as it was sent, with its button, ${width} and ${scheme}`, async (t) => {
      const { page, say } = await openChat(t, browser, { url: server.parley.url, view: { width, scheme } })
      await say(`Please refund order A12. ${STORY.repeat(6)}The end.`)
      await page.getByRole('button', { name: 'This is my own request' }).waitFor()
      await assertAccessible(page)
      await picture(page, `own-request-${width}-${scheme}`)
      const fold = page.locator('details.folded')
      assert.equal(await fold.getByText('The end.').isVisible(), false)
      await fold.getByText(/^Show all \d+ characters$/).click()
      assert.equal(await fold.getByText('The end.').isVisible(), true)
      await picture(page, `own-request-${width}-${scheme}-open`)
    })
  }

  deep('is read as one’s own request by a press on the keyboard, once', async (t) => {
    const { page, say, log } = await openChat(t, browser, { url: server.parley.url })
    await say(`Please refund order A12. ${STORY.repeat(6)}`)
    const button = page.getByRole('button', { name: 'This is my own request' })
    await button.focus()
    await page.keyboard.press('Enter')
    await log.getByText('Refund 24.90 EUR for order A12').first().waitFor()
    assert.equal(await button.count(), 0)
    await picture(page, 'own-request-done')
  })

  deep('offers no button where it was forwarded', async (t) => {
    const { page, say } = await openChat(t, browser, { url: server.parley.url })
    await say(`From: Bob\nTo: Maya\nSubject: lamp\n\nPlease refund order A12. ${STORY.repeat(6)}`)
    await page.locator('details.folded').waitFor()
    await page.locator('[data-message]').first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'This is my own request' }).count(), 0)
  })

  deep('speaks German where the conversation does', async (t) => {
    const { page, say } = await openChat(t, browser, {
      url: server.parley.url,
      view: { width: 'phone', scheme: 'light' },
    })
    await say('Guten Tag, wo ist meine Bestellung A31?')
    await page.locator('[data-message]').first().waitFor()
    await say(
      `Bitte erstatten Sie mir die Bestellung A12. ${'Die Lampe kam an einem Dienstag, und der Schirm hat einen Riss von oben bis unten. '.repeat(9)}`,
    )
    await page.getByRole('button', { name: 'Das ist mein eigener Auftrag' }).waitFor()
    await page.getByText(/^Alle \d+ Zeichen zeigen$/).waitFor()
    await picture(page, 'own-request-german')
  })
})
