import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { until } from '../../../helpers/until.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat, type ChatPage } from './chat-page.ts'

// Who says this may mean it: they are asked.
const DOUBTFUL = 'It never worked at home. Refund order A12'

browserSuite('a plan that asks whoever asked for it', (browser) => {
  const server = consoleServer()

  async function asked(t: TestContext, text = DOUBTFUL, view: View = {}): Promise<ChatPage> {
    const chat = await openChat(t, browser, { url: server.parley.url, view })
    await chat.say(text)
    await chat.page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor()
    return chat
  }
  const refunds = async (): Promise<number> => (await server.shop.book()).refunds.length
  const onlyPlan = async () => {
    const [plan, ...others] = await server.parley.as('customer').waitingPlans()
    assert.deepEqual(others, [])
    assert.ok(plan)
    return plan
  }

  for (const view of someOf(VIEWS.toReversed())) {
    const look = `${view.width}-${view.scheme}`
    test(`shows their words, what they were taken to mean, and what else they can say (${look})`, async (t) => {
      const { page, card } = await asked(t, DOUBTFUL, view)
      const words = await card('waiting').locator('.asked-for').innerText()
      assert.match(words, /^You asked: “Refund order A12”\s+understood as: Refund an order$/)
      await page.getByRole('button', { name: 'Refund 24.90 EUR and mail' }).waitFor()
      await assertAccessible(page)
      await picture(page, `own-yes-waiting-${look}`)
      await page.getByRole('button', { name: "That's not what I meant" }).click()
      await card('rejected').locator('[data-act=instead-0]').waitFor()
      assert.match(await card('rejected').innerText(), /You said no[^]*Nothing was done\.[^]*What did you mean\?/)
      await assertAccessible(page)
      await picture(page, `own-yes-not-meant-${look}`)
      assert.equal(await refunds(), 0)
    })
  }

  for (const [word, text] of [
    ['yes', DOUBTFUL],
    ['Ja.', 'Bitte A12 erstatten. Oder haben Sie das schon gemacht?'],
  ] as const) {
    deep(
      `“${word}” in the composer answers it, by the code of the card that is shown, and is a message like others`,
      async (t) => {
        const { page, card, say, log } = await asked(t, text)
        const { id, digest } = await onlyPlan()
        await decisionsOf(page, async () => {
          await say(word)
          await card('done').waitFor()
        })
        assert.equal(await refunds(), 1)
        assert.equal(await log.locator('.me').count(), 2)
        await log
          .locator('.it', { hasText: word === 'yes' ? 'I take this as your yes' : 'Das nehme ich als' })
          .waitFor()
        const plan = await server.parley.as('customer').plan(id)
        assert.deepEqual([plan.intent?.basis, plan.digest], ['confirmed', digest])
        assert.equal(plan.decisions[0]?.digest, digest)
        const words = await card('done').locator('.asked-for').innerText()
        assert.match(words, word === 'yes' ? /you said yes to this$/ : /Sie haben dem zugestimmt$/)
      },
    )
  }

  deep('“no” in the composer turns it down', async (t) => {
    const { card, say } = await asked(t)
    await say('no')
    await card('rejected').waitFor()
    assert.equal(await refunds(), 0)
  })

  deep('by keyboard alone: “not what I meant”, then what is meant, then back to writing', async (t) => {
    const { page, card, composer, log } = await asked(t)
    await composer.focus()
    for (let steps = 0; steps < 12; steps += 1) {
      await page.keyboard.press('Shift+Tab')
      if ((await focused(page)).text === "That's not what I meant") break
    }
    await page.keyboard.press('Enter')
    await card('rejected').locator('[data-act^=instead]').first().waitFor()
    assert.match((await focused(page)).act, /^instead-0$/)
    const person = page.getByRole('button', { name: 'Talk to a person' })
    await page.locator('.plan[data-status=rejected]:not([data-inert])').waitFor()
    await person.focus()
    await page.keyboard.press('Enter')
    await log.locator('.me', { hasText: 'I want to talk to a person' }).waitFor()
    assert.equal((await focused(page)).tag, 'TEXTAREA')
    assert.equal(await refunds(), 0)
  })

  for (const view of VIEWS) {
    const look = `${view.width}-${view.scheme}`
    deep(`of two that wait, the plan that a yes or “cancel that” is for is chosen by a button (${look})`, async (t) => {
      const { page, say, log } = await asked(t, DOUBTFUL, view)
      await say('It never worked at home. Refund order A31')
      await page.locator('.plan:not([data-inert]) [data-act=approve]').nth(1).waitFor()
      await say('yes')
      const buttons = log.locator('.suggestions').last().getByRole('button')
      await buttons.nth(1).waitFor()
      assert.match((await buttons.allInnerTexts()).join('\n'), /^Refund 24\.90 EUR for order A12.*\nRefund 12\.00.*A31/)
      await assertAccessible(page)
      await picture(page, `own-yes-which-${look}`)
      await say('cancel that')
      await log.locator('.it', { hasText: 'Which one do you mean?' }).waitFor()
      await picture(page, `cancel-which-${look}`)
      await buttons.last().click()
      await until(async () => (await server.parley.as('customer').waitingPlans()).length === 0, t.signal)
      assert.equal(await refunds(), 0)
    })
  }

  deep('what the documents say is asked for by a message that starts nothing', async (t) => {
    const { page, card, log } = await asked(t)
    await page.getByRole('button', { name: "That's not what I meant" }).click()
    await card('rejected').and(page.locator(':not([data-inert])')).waitFor()
    await page.getByRole('button', { name: 'What our documents say about it' }).click()
    await log.locator('.me', { hasText: 'What do your documents say about' }).waitFor()
    await log.locator('.it[data-message]').last().waitFor()
    assert.deepEqual(await server.parley.as('customer').waitingPlans(), [])
    assert.equal(await log.locator('.plan').count(), 1)
    assert.equal(await refunds(), 0)
  })

  deep(
    'a word is a message where two ask, where somebody else is asked, and where a question came since',
    async (t) => {
      const { page, say, log } = await asked(t)
      await say('I have a new IBAN')
      await log.locator('.it', { hasText: 'Do you mean A12?' }).waitFor()
      await decisionsOf(page, async () => {
        await say('yes')
        await log.locator('.me', { hasText: /yes$/ }).waitFor()
      })
      await say('cancel')
      await say('It never worked at home. Refund order A31')
      await until(async () => (await server.parley.as('customer').waitingPlans()).length === 2, t.signal)
      await page.locator('.plan:not([data-inert]) [data-act=approve]').nth(1).waitFor()
      await decisionsOf(page, async () => {
        await say('ja')
        await log.locator('.me', { hasText: /ja$/ }).waitFor()
      })
      assert.equal(await refunds(), 0)
    },
  )

  deep('a word before the card can be pressed stays written, and is answered on the card', async (t) => {
    const { page, say, composer, card } = await openChat(t, browser, { url: server.parley.url })
    await say(DOUBTFUL)
    await page.locator('.plan[data-inert] [data-act=approve]').waitFor()
    await say('yes')
    // Where it was pressed in time it has to be looked at first; else it counts.
    const told = card('waiting').locator('.why', { hasText: 'This card has just changed.' })
    await Promise.race([told.waitFor(), card('done').waitFor()])
    if (await told.count()) {
      assert.equal(await composer.inputValue(), 'yes')
      assert.equal(await refunds(), 0)
    }
  })
})

/** That nothing is decided by what is done here. */
async function decisionsOf(page: ChatPage['page'], work: () => Promise<void>): Promise<void> {
  const urls: string[] = []
  const listen = (request: { url(): string }): void => {
    if (request.url().endsWith('/decisions')) urls.push(request.url())
  }
  page.on('request', listen)
  await work()
  page.off('request', listen)
  assert.deepEqual(urls, [])
}

async function focused(page: ChatPage['page']): Promise<{ tag: string; text: string; act: string }> {
  return await page.evaluate(() => {
    const at = document.querySelector('parley-chat')?.shadowRoot?.activeElement
    return {
      tag: at?.tagName ?? '',
      text: at?.textContent ?? '',
      act: at?.getAttribute('data-act') ?? '',
    }
  })
}
