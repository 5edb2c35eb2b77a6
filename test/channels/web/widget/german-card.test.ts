import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

// Here whoever asks for a larger refund is asked themselves, in the language that they asked in.
const agents = await copyAgents({ after })
await agents.change('policy.cedar', '@ask("support-lead")', '@ask("requester")')

browserSuite('a plan that was asked for in German', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR: agents.dir } })

  for (const [width, scheme] of someOf([
    ['wide', 'light'],
    ['wide', 'dark'],
    ['phone', 'light'],
    ['phone', 'dark'],
  ] as const)) {
    test(`is a card in German, and so is what is said no to, ${width} and ${scheme}`, async (t) => {
      const { page, say, card } = await openChat(t, browser, { url: server.parley.url, view: { width, scheme } })
      await say('Bitte die Bestellung A17 erstatten')
      await page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor()
      const waiting = await card('waiting').innerText()
      assert.match(waiting, /Braucht Ihr Ja\s+Antwort bis (?:Mo|Di|Mi|Do|Fr|Sa|So) \d\d:\d\d/)
      assert.match(waiting, /129,00 EUR für Bestellung A17 erstatten, dann E-Mail an/)
      assert.match(waiting, /lässt sich nicht rückgängig machen/)
      assert.equal(await card('waiting').getAttribute('lang'), 'de')
      await page.getByRole('button', { name: '129,00 EUR erstatten und E-Mail senden' }).waitFor()
      await picture(page, `german-card-${width}-${scheme}`)
      await page.getByRole('button', { name: 'Das habe ich nicht gemeint' }).click()
      await card('rejected').waitFor()
      assert.match(await card('rejected').innerText(), /Sie haben abgelehnt[\s\S]*Es wurde nichts getan\./)
    })
  }

  deep('beside a plan that was asked for in English, which is in English', async (t) => {
    const { page, card, say } = await openChat(t, browser, { url: server.parley.url })
    await say('Please refund order A17')
    await page.getByRole('button', { name: 'Refund 129.00 EUR and mail' }).waitFor()
    await page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor()
    await page.getByRole('button', { name: "That's not what I meant" }).click()
    // What still waits isn't planned again.
    await card('rejected').waitFor()
    await say('Bitte die Bestellung A17 erstatten')
    await page.getByRole('button', { name: '129,00 EUR erstatten und E-Mail senden' }).waitFor()
  })
})
