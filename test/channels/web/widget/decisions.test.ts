import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import '#cards/texts/card-language.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { AppError } from '#core/errors.ts'
import { deep } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat, type ChatPage } from './chat-page.ts'

// Here whoever asks for a larger refund is asked themselves.
const agents = await copyAgents({ after })
await agents.change('policy.cedar', '@ask("support-lead")', '@ask("requester")')
// However often they are paid back here.
await agents.change('policy.cedar', 'user30d.amount > 30000', 'user30d.amount > 3000000')

browserSuite('plans that ask who asked for them', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR: agents.dir } })

  async function asked(t: TestContext, text = 'Refund order A17'): Promise<ChatPage> {
    const chat = await openChat(t, browser, { url: server.parley.url })
    await chat.say(text)
    await chat.page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor()
    return chat
  }
  const refunds = async (): Promise<number> => (await server.shop.book()).refunds.length

  test('the button says the deed, says that it is heard, and nothing is done before that', async (t) => {
    const { page, card } = await asked(t)
    const deed = page.getByRole('button', { name: 'Refund 129.00 EUR and mail' })
    const { promise, resolve } = Promise.withResolvers<void>()
    await page.route('**/decisions', async (route) => {
      await promise
      await route.continue()
    })
    await deed.click()
    const saying = page.getByRole('button', { name: 'Saying yes…' })
    await saying.waitFor()
    assert.equal(await saying.getAttribute('aria-disabled'), 'true')
    assert.equal(await refunds(), 0)
    await picture(page, 'chat-saying-yes')
    await saying.press('Enter')
    resolve()
    await card('done').waitFor()
    assert.match(await card('done').innerText(), /Done\s+you said yes, \d\d:\d\d/)
    assert.equal(await refunds(), 1)
  })

  deep('a no is one press, and nothing is done', async (t) => {
    const { page, card } = await asked(t)
    await page.getByRole('button', { name: "That's not what I meant" }).click()
    await card('rejected').waitFor()
    assert.match(await card('rejected').innerText(), /You said no[\s\S]*Nothing was done\./)
    assert.equal(await refunds(), 0)
  })

  deep('by keyboard alone: from what one writes to the deed, and back', async (t) => {
    const { page, card, composer } = await asked(t)
    await composer.focus()
    for (let steps = 0; steps < 12; steps += 1) {
      await page.keyboard.press('Shift+Tab')
      if ((await focusedText(page)) === 'Refund 129.00 EUR and mail') break
    }
    await page.keyboard.press('Enter')
    await card('done').waitFor()
    assert.equal(await refunds(), 1)
  })

  deep('no card takes the keyboard away from who is writing, and each is told in a sentence', async (t) => {
    const chat = await openChat(t, browser, { url: server.parley.url })
    const { page, say, card, composer } = chat
    await say('Refund order A17')
    await composer.pressSequentially('While I wait')
    await card('waiting').waitFor()
    const status = page.getByRole('status')
    await page.waitForFunction(
      () =>
        document
          .querySelector('parley-chat')
          ?.shadowRoot?.querySelector('[role=status]')
          ?.textContent.startsWith('Plan: ') === true,
    )
    assert.match(await status.innerText(), /^Plan: Refund 129\.00 EUR for order A17, then mail .*\. Needs your yes\.$/)
    await server.parley.as('customer').decide((await server.parley.as('customer').waitingPlans())[0]!, 'approve')
    await card('done').waitFor()
    assert.equal(await composer.inputValue(), 'While I wait')
    assert.equal(await focusedText(page), '')
  })

  deep(
    'each problem that a decision can come to is said on the card, leads on, and the card can be answered',
    async (t) => {
      const { page, card } = await asked(t)
      const leadsOn = card('waiting').locator('[data-act=lead-on]')
      for (const [code, says, lead] of [
        ['decided-before', 'Ana Sousa said no before you. Your answer came second and changed nothing.', LOOK],
        ['digest-differs', 'The plan changed while you looked. Nothing was done.', LOOK],
        ['wrong-role', 'Only our support lead can answer this.', LOOK],
        ['person-required', 'This needs a person', AGAIN],
        ['hand-over-open', 'Omar Haddad has this conversation, and nothing new is begun in it meanwhile.', LOOK],
        ['own-page-required', "This is answered on Parley's own page.", 'Open in Parley'],
        ['stopped', 'Said by the server of stopped.', AGAIN],
        ['not-signed-in', 'You are signed out.', AGAIN],
        ['internal', 'Something went wrong on our side.', AGAIN],
        ['a-code-of-tomorrow', 'Said by the server of a-code-of-tomorrow.', LOOK],
      ] as const) {
        const facts = { decision: ANAS_NO, needs: ['support-lead'], by: 'Omar Haddad' }
        const json = { code, detail: `Said by the server of ${code}.`, ...facts }
        const status = code === 'internal' ? 503 : code === 'not-signed-in' ? 401 : 409
        await page.route('**/decisions', (route) => route.fulfill({ status, json }))
        await page.locator('.plan:not([data-inert]) [data-act=approve]').click()
        await card('waiting').locator('.why', { hasText: says }).waitFor()
        assert.equal(await leadsOn.innerText(), lead)
        if (code === 'hand-over-open') await picture(page, 'chat-refused')
        await page.unroute('**/decisions')
        if (lead !== LOOK) continue
        await leadsOn.click()
        await card('waiting').locator('.why', { hasText: says }).waitFor({ state: 'detached' })
      }
      await picture(page, 'chat-refused')
      assert.equal(await refunds(), 0)
      await page.route('**/decisions', (route) => route.fulfill({ status: 503, body: 'A proxy answers.' }))
      await page.locator('.plan:not([data-inert]) [data-act=approve]').click()
      await card('waiting').locator('.why', { hasText: 'We didn’t hear back.' }).waitFor()
      await page.unroute('**/decisions')
      // The very press is tried again.
      await leadsOn.click()
      await card('done').waitFor()
      assert.equal(await refunds(), 1)
    },
  )

  deep('each problem is said in German on the card of a plan that is spoken in German', async (t) => {
    const { page, card } = await asked(t, 'Bitte Bestellung A17 erstatten')
    for (const code of ['decided-before', 'wrong-role', 'hand-over-open', 'stopped', 'not-signed-in', 'internal']) {
      const facts = { decision: ANAS_NO, needs: ['support-lead'], by: 'Omar Haddad' }
      const detail = `Said by the server of ${code}.`
      const says = inLanguage('de', () => refusedPress(new AppError(detail, { code, details: facts })).words)
      await page.route('**/decisions', (route) => route.fulfill({ status: 409, json: { code, detail, ...facts } }))
      await page.locator('.plan:not([data-inert]) [data-act=approve]').click()
      await card('waiting').locator('.why', { hasText: says }).waitFor()
      assert.match(
        await card('waiting').locator('[data-act=lead-on]').innerText(),
        /^Noch einmal (?:ansehen|versuchen)$/,
        code,
      )
      await page.unroute('**/decisions')
    }
    await page.getByRole('button', { name: 'Das habe ich nicht gemeint' }).click()
    await card('rejected').waitFor()
    assert.equal(await refunds(), 0)
  })

  deep('an answer that is lost on the way is said, and what it did is on the card', async (t) => {
    const { page, card } = await asked(t)
    await page.route('**/decisions', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.locator('[data-act=approve]').click()
    await card('done').waitFor()
    assert.equal(await refunds(), 1)
  })

  deep('a plan whose time is over says that nothing was done, and can be asked for again', async (t) => {
    const { page, card, log } = await asked(t)
    const [plan] = await server.parley.as('customer').waitingPlans()
    assert.ok(plan)
    await page.route(`**/v1/plans/${plan.id}`, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...((await answer.json()) as object), status: 'expired', awaits: [] } })
    })
    await page.route('**/decisions', (route) => route.fulfill({ status: 410, json: { code: 'plan-expired' } }))
    await page.locator('[data-act=approve]').click()
    await card('expired').waitFor()
    assert.match(await card('expired').innerText(), /Nobody answered in time[\s\S]*Nothing was done\./)
    // What the page was told is over has to be: what waits isn't planned again.
    await server.parley.as('customer').request('POST', `/v1/runs/${plan.runId}/cancel`)
    await page.locator('.plan:not([data-inert]) [data-act=ask-again]').click()
    await card('waiting').waitFor()
    assert.equal(await log.locator('.me').count(), 2)
  })
})

const LOOK = 'Look again'
const AGAIN = 'Try again'

const ANAS_NO = {
  principal: { id: 'other-lead', name: 'Ana Sousa' },
  decision: 'reject',
  reason: null,
  note: null,
  at: '2026-11-20T09:31:00Z',
}

async function focusedText(page: ChatPage['page']): Promise<string> {
  return await page.evaluate(() => document.querySelector('parley-chat')?.shadowRoot?.activeElement?.textContent ?? '')
}
