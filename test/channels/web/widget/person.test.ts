import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { deep } from '../../../helpers/depth.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

browserSuite('a person in the chat', (browser) => {
  const server = consoleServer()
  const url = (): string => server.parley.url

  beforeEach(async () => {
    const operator = server.parley.as('operator')
    const { body } = await operator.request<{ handOvers: { id: string }[] }>('GET', '/v1/hand-overs')
    for (const { id } of body.handOvers) await operator.request('POST', `/v1/hand-overs/${id}/close`)
  })

  const atDesk = async (page: Page) => {
    await signInAs(page, url(), 'support-lead')
    await page.goto(`${url()}/console/conversations`)
    await page.locator('.desk .wait').first().click()
    await page.getByRole('button', { name: 'Take it' }).click()
    return page.getByLabel('Your answer')
  }

  test('a person is asked for in the header, by keyboard, and both ends see who types and what was seen', async (t) => {
    const { page: chat, log, composer, say } = await openChat(t, browser, { url: url() })
    const header = chat.locator('header.wh')
    await header.getByText('Automated.', { exact: true }).waitFor()
    await header.getByRole('button', { name: 'Talk to a person' }).focus()
    await chat.keyboard.press('Enter')
    const panel = chat.getByRole('group', { name: 'Talk to a person' })
    await panel.getByText('A support lead will read this conversation and answer you here.').waitFor()
    await chat.waitForFunction(
      () => document.querySelector('parley-chat')?.shadowRoot?.activeElement?.id === 'ask-person-title',
    )
    await chat.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await chat.keyboard.press('Enter')
    await panel.getByRole('button', { name: 'Ask for a person' }).click()
    await log.getByText('A support lead will take this from here.').waitFor()
    await header.getByText('Waits for a support lead; until then the assistant answers').waitFor()
    assert.equal(await header.getByRole('button', { name: 'Talk to a person' }).count(), 0)

    const desk = await browser.newPage(t)
    const answer = await atDesk(desk)
    // Nobody calls a person automated.
    await header.getByText('With Jonas Weber, support lead').waitFor()
    await chat.getByText('Jonas Weber reads what you write. The assistant waits.').waitFor()
    assert.doesNotMatch(await chat.locator('parley-chat').innerText(), /Automated|Language model/)
    await composer.pressSequentially('My vase')
    await desk.getByText('Maya Lindqvist is typing').waitFor()
    await composer.fill('')
    await desk.getByText('Maya Lindqvist is typing').waitFor({ state: 'detached' })
    await say('My vase broke\n\n  in two')
    await desk.locator('.desk .said li.user', { hasText: 'My vase broke' }).waitFor()
    await log.getByText('Seen').waitFor()
    await answer.pressSequentially('Hello')
    await log.getByText('Jonas Weber is typing').waitFor()
    await picture(chat, 'chat-person-types')
    await answer.fill('Hello Maya,\n\n  which one?')
    await answer.press('Enter')
    await log.getByText('which one?').waitFor()
    await log.getByText('Jonas Weber is typing').waitFor({ state: 'detached' })
    await desk.getByText('Maya Lindqvist has seen your answer').waitFor()
    await picture(desk, 'desk-person-seen')
    // Lines stay lines.
    assert.equal(await log.locator('.as-typed').innerText(), 'Hello Maya,\n\n  which one?')
    assert.match(await desk.locator('.desk .said').innerText(), /My vase broke\n\n {2}in two/)
    await server.parley
      .as('operator')
      .request('POST', `/v1/hand-overs/${new URL(desk.url()).pathname.split('/').at(-1)}/close`, { outcome: 'solved' })
    await header.getByText('Automated.', { exact: true }).waitFor()
    await header.getByRole('button', { name: 'Talk to a person' }).waitFor()
    await chat.getByText('Language model: none.').waitFor()
  })

  test('what is typed is kept where somebody changes their mind about a person', async (t) => {
    const { page, composer } = await openChat(t, browser, { url: url() })
    await composer.fill('My vase')
    await page.getByRole('button', { name: 'Talk to a person' }).click()
    await page.getByRole('button', { name: 'Not now' }).click()
    assert.equal(await composer.inputValue(), 'My vase')
  })

  for (const view of VIEWS) {
    deep(`the way to a person looks right, ${view.width} and ${view.scheme}`, async (t) => {
      const { page, log } = await openChat(t, browser, { url: url(), view })
      await page.getByRole('button', { name: 'Talk to a person' }).click()
      await page.getByRole('button', { name: 'Ask for a person' }).waitFor()
      await picture(page, `chat-ask-person-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await page.getByRole('button', { name: 'Ask for a person' }).click()
      await log.getByText('A support lead will take this from here.').waitFor()
      const desk = await browser.newPage(t, view)
      const answer = await atDesk(desk)
      await page.getByText('With Jonas Weber, support lead').waitFor()
      await answer.pressSequentially('Hello Maya')
      await log.getByText('Jonas Weber is typing').waitFor()
      await picture(page, `chat-with-person-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await page.getByRole('textbox', { name: 'Message' }).pressSequentially('Yes')
      await desk.getByText('Maya Lindqvist is typing').waitFor()
      await picture(desk, `desk-typing-${view.width}-${view.scheme}`)
      await assertAccessible(desk)
    })
  }
})
