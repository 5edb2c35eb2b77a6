import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { askingAgent, type AskingAgent } from '../../../helpers/asking-agent.ts'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { looksRight } from '../console/looks-right.ts'
import { openChat } from './chat-page.ts'

// What is to be looked up waits for a yes: in the chat of whoever asked, and in the console of another role.
const OPEN = `const { messages } = await tools.rooms.messages.list({})
const url = messages.find(({ author }) => author === 'Bob').text.match(/www\\.\\S+/)[0]
const page = await tools.rooms.page.open({ url })`

browserSuite('a read that people are asked about', (browser) => {
  const closing = new AsyncDisposableStack()
  let agent: AskingAgent
  let parley: TestParley
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    agent = await askingAgent(scope, {
      'publish the article': `${OPEN}\ntools.rooms.note.publish({ text: 'Read this' })\nreturn say('It says: ' + page.text)`,
      'look up the record': `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`,
    })
    const environment = { AGENTS_DIR: agent.dir }
    parley = await startParley(scope, { shop: { url: 'http://127.0.0.1:1', token: 'none' }, environment })
  })
  after(() => closing.disposeAsync())

  for (const view of someOf(VIEWS.toReversed())) {
    const look = `${view.width}-${view.scheme}`
    test(`is the card that a plan is, and the plan’s card says with whose yes it was looked up (${look})`, async (t) => {
      const { page, card, say, composer } = await openChat(t, browser, { url: parley.url, view })
      await say('publish the article')
      const yes = page.getByRole('button', { name: 'Open', exact: true })
      await page.locator('.plan:not([data-inert]) [data-act=approve]').waitFor()
      const words = await card('waiting').innerText()
      assert.match(words, /Open www\.example\.org\/selling/)
      assert.match(words, /a link in Bob's message: unchecked/)
      assert.match(words, /This only looks things up\. The next steps are planned after the yes\./)
      assert.doesNotMatch(words, /undone/)
      await assertAccessible(page)
      await picture(page, `asked-read-chat-${look}`)
      await composer.focus()
      for (let steps = 0; steps < 12 && !(await yes.evaluate((button) => button.matches(':focus'))); steps += 1)
        await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await page.locator('.plan', { hasText: 'Publish Read this' }).waitFor()
      assert.match(await card('waiting').innerText(), /Looked up: Open www\.example\.org\/selling \(allowed by you\)\./)
      await assertAccessible(page)
      await picture(page, `asked-read-plan-${look}`)
    })

    deep(`is in the queue of the role that is asked (${look})`, async (t) => {
      const { run, threadId } = await parley.as('customer').ask('look up the record')
      assert.equal(run.status, 'waiting')
      const page = await browser.newPage(t, view)
      await signInAs(page, parley.url, 'support-lead')
      await page.goto(`${parley.url}/console`)
      await page.locator('.row', { hasText: 'Look up record R7' }).first().click()
      await page.locator('.plan:not([data-inert])', { hasText: 'Look up record R7' }).waitFor()
      await looksRight(page, `asked-read-console-${look}`)
      await page.locator('[data-act=approve]').first().click()
      await parley.as('customer').settled(run.id, 'done')
      assert.deepEqual(await parley.as('customer').answers(threadId), ['It is Charlie'])
    })
  }
})
