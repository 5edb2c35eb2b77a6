import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Page } from 'playwright-core'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { openChat } from '../widget/chat-page.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

const HOSTILE = 'A person, please <img src=x onerror=alert(1)>'

browserSuite('conversations that wait for a person', (browser) => {
  const server = consoleServer()
  const url = () => server.parley.url
  const desk = async (page: Page, person: string) => {
    await signInAs(page, url(), person)
    await page.goto(`${url()}/console/conversations`)
  }

  const closeAll = async () => {
    const operator = server.parley.as('operator')
    const { body } = await operator.request<{ handOvers: { id: string }[] }>('GET', '/v1/hand-overs')
    for (const { id } of body.handOvers) await operator.request('POST', `/v1/hand-overs/${id}/close`)
  }
  beforeEach(closeAll)

  test('one is taken, answered and closed by keyboard, and the chat shows each at once', async (t) => {
    const { page: chat, say, log } = await openChat(t, browser, { url: url() })
    await say('I want to talk to a person')
    await log.getByText('Waits for a support lead; until then the assistant answers').waitFor()
    const page = await browser.newPage(t)
    await signInAs(page, url(), 'support-lead')
    await page.goto(`${url()}/console/queue`)
    // Whoever looks at plans sees that somebody waits.
    await page.getByRole('link', { name: /^People\s*1$/ }).waitFor()
    await page.getByRole('link', { name: /^People/ }).focus()
    await page.keyboard.press('Enter')
    const waiting = page.getByRole('link', {
      name: /Maya Lindqvist.*I want to talk to a person.*Waits for a support lead, just now/,
    })
    await waiting.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Conversation with Maya Lindqvist' }).waitFor()
    await page.locator('.desk .said li', { hasText: 'I want to talk to a person' }).waitFor()
    await page.getByRole('button', { name: 'Take it' }).focus()
    await page.keyboard.press('Enter')
    await log.getByText('Jonas Weber is here now').waitFor()
    const field = page.getByLabel('Your answer')
    await field.waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.type('Hello Maya, what can I do for you?')
    await page.keyboard.press('Enter')
    await log.getByText('Hello Maya, what can I do for you?').waitFor()
    await log.getByText('Jonas Weber:').waitFor()
    assert.equal(await field.inputValue(), '')
    // What the customer writes comes up by itself, and the agent keeps out of it.
    await say('My vase <b>broke</b>')
    await page.locator('.desk .said li.user', { hasText: 'My vase <b>broke</b>' }).waitFor()
    await looksRight(page, 'conversations-taken')
    await picture(chat, 'chat-with-a-person')
    await page.getByRole('button', { name: 'Close', exact: true }).focus()
    await page.keyboard.press('Enter')
    const closing = page.getByRole('dialog', { name: 'Close the conversation with Maya Lindqvist' })
    await closing.waitFor()
    await page.keyboard.press('Enter')
    await looksRight(page, 'conversation-closing')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type('A new vase comes on Friday.')
    await page.keyboard.press('Enter')
    await log.getByText('The assistant answers again').waitFor()
    await page.getByText('Nobody waits for a person.').waitFor()
    assert.equal(await log.getByText('It’s not in our documents').count(), 0)
    // Who comes back later reads the same.
    await chat.reload()
    await log.getByText('Jonas Weber:').waitFor()
    await log.getByText('The assistant answers again').waitFor()
  })

  test('a morning at the desk by keys alone: four conversations, two plans, one handed on', async (t) => {
    const customer = server.parley.as('customer')
    for (const first of ['The vase in A17 is broken', 'Where is A31', 'Hello', 'My new account'])
      await customer.ask('I want to talk to a person', (await customer.ask(first)).threadId)
    const page = await browser.newPage(t)
    await desk(page, 'support-lead')
    await page.locator('.desk .wait').nth(3).waitFor()
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const take = async () => {
      await press('j')
      await page.getByRole('button', { name: 'Take it' }).waitFor()
      await press('t')
      await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    }
    const begin = async (procedure: string, orderId: string, title: RegExp) => {
      await press('Escape', 'p')
      await page.getByRole('dialog', { name: 'Use a procedure' }).waitFor()
      await page.keyboard.type(procedure)
      await press('Tab')
      await page.keyboard.type(orderId)
      await press('Enter')
      await page.locator('.begun').getByRole('link', { name: title }).waitFor()
    }
    const close = async (left: number) => {
      await press('Escape', 'c')
      await page.getByRole('dialog', { name: /^Close the conversation/ }).waitFor()
      await press('Space', 'Enter')
      await page.waitForFunction((count) => document.querySelectorAll('.desk .wait').length === count, left)
    }
    await take()
    assert.match(await page.locator('.in-short').innerText(), /Asked\s+The vase in A17 is broken/)
    await begin('Refund', 'A17', /^Refund .*waits for a yes$/)
    await looksRight(page, 'desk-with-a-plan')
    await press('r')
    await page.keyboard.type('I have asked a colleague for your refund.')
    await press('Enter')
    await page.locator('.desk .said li.person').waitFor()
    await close(3)
    await take()
    await begin('Send', 'A31', /waits for a yes$/)
    await close(2)
    await take()
    await close(1)
    await take()
    await press('Escape', 'h')
    await page.getByRole('dialog', { name: /^Hand on/ }).waitFor()
    await looksRight(page, 'desk-handing-on')
    await press('Space', 'Enter')
    await page.getByText('Nobody waits for a person.').waitFor()
    await press('Tab')
    await page.goto(`${url()}/console/conversations?show=closed`)
    await page.locator('.desk .wait').nth(2).waitFor()
    await looksRight(page, 'desk-closed')
  })

  deep('of two people at the same one the second is told who has it', async (t) => {
    await server.parley.as('customer').ask('I want to talk to a person')
    const [one, other] = [await browser.newPage(t), await browser.newPage(t)]
    await desk(one, 'support-lead')
    await desk(other, 'other-lead')
    for (const page of [one, other]) {
      await page.locator('.desk .wait').first().click()
      await page.getByRole('button', { name: 'Take it' }).waitFor()
    }
    await one.getByRole('button', { name: 'Take it' }).click()
    await one.getByLabel('Your answer').waitFor()
    await other.getByText('With Jonas Weber').first().waitFor()
    assert.equal(await other.getByRole('button', { name: 'Take it' }).count(), 0)
    await one.getByRole('button', { name: 'Hand back' }).click()
    await other.getByRole('button', { name: 'Take it' }).click()
    await other.getByLabel('Your answer').waitFor()
    await other.getByRole('button', { name: 'Close', exact: true }).click()
    await other.getByLabel('Not solved').check()
    await other.getByRole('button', { name: 'Close and let the agent continue' }).click()
    await other.getByText('Nobody waits for a person.').waitFor()
  })

  for (const view of VIEWS) {
    deep(`it looks right, ${view.width} and ${view.scheme}, and no words become markup`, async (t) => {
      const customer = server.parley.as('customer')
      const first = await customer.ask(HOSTILE)
      await customer.ask('I want to talk to a person', first.threadId)
      const said = await customer.ask('Refund order A17')
      await customer.ask('Connect me with customer service', said.threadId)
      const page = await browser.newPage(t, view)
      await desk(page, 'support-lead')
      await page.locator('.desk .wait').nth(1).waitFor()
      await looksRight(page, `conversations-${view.width}-${view.scheme}`)
      await page.locator('.desk .wait').first().click()
      await page.getByRole('button', { name: 'Take it' }).waitFor()
      await page.locator('.desk .said li').first().waitFor()
      await looksRight(page, `conversation-${view.width}-${view.scheme}`)
      assert.equal(await page.locator('.desk img').count(), 0)
      await closeAll()
      await page.getByText('There is no such conversation').waitFor()
    })
  }

  deep('a customer has no such page', async (t) => {
    const page = await browser.newPage(t)
    await desk(page, 'customer')
    await page.getByText('There is no such page here.').waitFor()
  })
})
