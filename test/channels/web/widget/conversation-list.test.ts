import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { ConversationView } from '#contract/conversation-list.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { until } from '../../../helpers/until.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat, type ChatPage } from './chat-page.ts'

browserSuite('the list of conversations', (browser) => {
  const server = consoleServer()
  const url = (): string => server.parley.url
  const unread = async (): Promise<number> => {
    const path = '/v1/conversations?words=damaged'
    const { body } = await server.parley.as('customer').request<{ conversations: ConversationView[] }>('GET', path)
    return body.conversations.reduce((sum, each) => sum + each.unread, 0)
  }

  test('three conversations are found on another device, with what waits in each, and gone on with there', async (t) => {
    const laptop = await openChat(t, browser, { url: url() })
    await laptop.say('Refund order A17')
    await laptop.card('waiting').waitFor()
    await begin(laptop)
    await laptop.say('How long do I have to return a damaged item?')
    await laptop.log.getByText('14 days').first().waitFor()
    await begin(laptop)
    await laptop.say('I want to talk to a person')
    await laptop.log
      .getByText(/support lead/)
      .first()
      .waitFor()

    const phone = await openChat(t, browser, { url: url(), view: { width: 'phone' } })
    assert.equal(await phone.log.locator('.me').count(), 0)
    await phone.page.getByRole('button', { name: 'Your conversations' }).click()
    const rows = phone.page.locator('[data-conversation]')
    await rows.nth(2).waitFor()
    assert.deepEqual(await rows.locator('.conv-title').allInnerTexts(), [
      'I want to talk to a person',
      'How long do I have to return a damaged item?',
      'Refund order A17',
    ])
    assert.match(await rows.nth(0).innerText(), /Waits for a person/)
    assert.match(await rows.nth(2).innerText(), /129\.00 EUR[\s\S]*waits for an answer[\s\S]*Waits for somebody else/)
    await picture(phone.page, 'conversations-phone')
    await assertAccessible(phone.page)

    await phone.page.getByRole('searchbox', { name: 'Find by words' }).fill('damaged')
    await rows.nth(1).waitFor({ state: 'detached' })
    await rows.locator('.conv-open').press('Enter')
    await phone.log.getByText('14 days').first().waitFor()
    await phone.say('thanks')
    await phone.log.locator('[data-message]', { hasText: 'welcome' }).waitFor()
    await phone.page.reload()
    await phone.log.getByText('14 days').first().waitFor()
    // What was read on one is new on none.
    await until(async () => (await unread()) === 0)
  })

  test('a conversation is saved as a file, and deleted once one is sure, which withdraws what waited', async (t) => {
    const { page, say, card, log } = await openChat(t, browser, { url: url() })
    await say('Refund order A17')
    await card('waiting').waitFor()
    await page.getByRole('button', { name: 'Your conversations' }).click()
    await page.getByRole('button', { name: 'Save or delete “Refund order A17”' }).first().click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as text' }).click(),
    ])
    assert.match(await readFile(await download.path(), 'utf8'), /^Maya Lindqvist, .*\nRefund order A17$/m)
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page.getByText('Delete this conversation?').waitFor()
    await picture(page, 'conversations-delete')
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('button', { name: 'Save or delete “Refund order A17”' }).first().click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    // The one that was open is gone: a new one stands in its place.
    await log.locator('.suggestion').first().waitFor()
    assert.equal(await log.locator('.me').count(), 0)
    assert.deepEqual(await server.parley.as('support-lead').waitingPlans(), [])
  })

  for (const view of VIEWS) {
    test(`the list can be used and read, ${view.width} and ${view.scheme}`, async (t) => {
      const { page, say, card, composer } = await openChat(t, browser, { url: url(), view })
      await say('Refund order A17')
      await card('waiting').waitFor()
      await page.getByRole('button', { name: 'Your conversations' }).press('Enter')
      await page.locator('[data-conversation]').first().waitFor()
      await picture(page, `conversations-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Back to the conversation' }).press('Enter')
      await card('waiting').waitFor()
      await composer.waitFor()
    })
  }
})

async function begin({ page, log }: ChatPage): Promise<void> {
  await page.getByRole('button', { name: 'Your conversations' }).click()
  await page.getByRole('button', { name: 'New conversation' }).click()
  await log.locator('.suggestion').first().waitFor()
}
