import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { askingAgent } from '../../../helpers/asking-agent.ts'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { looksRight } from '../console/looks-right.ts'
import { openChat } from './chat-page.ts'

// Several reads on one card, and a no to them.
browserSuite('reads that people are asked about, and what becomes of them', (browser) => {
  const closing = new AsyncDisposableStack()
  let parley: TestParley
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const agent = await askingAgent(scope, {
      'open all of them': `const { messages } = await tools.rooms.messages.list({})
const texts = []
for (const { text } of messages) texts.push((await tools.rooms.page.open({ url: text.match(/www\\.\\S+/)[0] })).text)
return say(texts.join(' / '))`,
      'look up three records': `const names = []
for (const id of ['R7', 'R8', 'R9']) names.push((await tools.rooms.record.read({ id })).holder)
return say(names.join(', '))`,
    })
    const environment = { AGENTS_DIR: agent.dir }
    parley = await startParley(scope, { shop: { url: 'http://127.0.0.1:1', token: 'none' }, environment })
  })
  after(() => closing.disposeAsync())

  for (const view of someOf(VIEWS.toReversed())) {
    const look = `${view.width}-${view.scheme}`
    test(`several are one card, which a no ends (${look})`, async (t) => {
      const { page, card, say, log } = await openChat(t, browser, { url: parley.url, view })
      await say('open all of them')
      await page.locator('.plan:not([data-inert]) [data-act=reject]').waitFor()
      const words = await card('waiting').innerText()
      assert.match(words, /www\.example\.org\/selling/)
      assert.match(words, /www\.evil\.example\/x\?about=maya/)
      await assertAccessible(page)
      await picture(page, `asked-reads-chat-${look}`)
      await page.locator('[data-act=reject]').last().click()
      await card('rejected').waitFor()
      await assertAccessible(page)
      await picture(page, `asked-reads-rejected-chat-${look}`)
      assert.notEqual(await log.getByText('Nothing was done').count(), 0)
    })

    deep(`several of a role’s are one card in its queue (${look})`, async (t) => {
      const { run } = await parley.as('customer').ask('look up three records')
      assert.equal(run.status, 'waiting')
      const page = await browser.newPage(t, view)
      await signInAs(page, parley.url, 'support-lead')
      await page.goto(`${parley.url}/console`)
      await page.locator('.row', { hasText: 'Look up record R7' }).first().click()
      await page.locator('.plan:not([data-inert])', { hasText: 'Look up record R9' }).waitFor()
      await looksRight(page, `asked-reads-console-${look}`)
      await page.locator('[data-act=reject]').first().click()
      await page.locator('[data-act=send]').first().click()
      await parley.as('customer').settled(run.id, 'done')
      await picture(page, `asked-reads-rejected-console-${look}`)
    })
  }
})
