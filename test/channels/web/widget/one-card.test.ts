import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

// However often they are paid back here.
const agents = await copyAgents({ after })
await agents.change('policy.cedar', 'user30d.amount > 30000', 'user30d.amount > 3000000')

browserSuite('a plan that is a part of the answer while it waits', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR: agents.dir } })

  for (const view of someOf(VIEWS.toReversed())) {
    const look = `${view.width}-${view.scheme}`
    test(`stands in the conversation once, waiting and done, also after a reload (${look})`, async (t) => {
      const { parley } = server
      const chat = await openChat(t, browser, { url: parley.url, view })
      await chat.say('Refund order A17')
      await chat.card('waiting').waitFor()
      await once('waiting')
      await picture(chat.page, `one-card-waiting-${look}`)
      await chat.page.reload()
      await chat.card('waiting').waitFor()
      await once('waiting')

      const lead = parley.as('support-lead')
      const [plan] = await lead.waitingPlans()
      assert.ok(plan)
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      await chat.card('done').waitFor()
      await once('done')
      await picture(chat.page, `one-card-done-${look}`)
      await chat.page.reload()
      await chat.card('done').waitFor()
      await once('done')
      await assertAccessible(chat.page)

      async function once(status: string): Promise<void> {
        const cards = chat.page.locator('.plan')
        assert.deepEqual([await cards.count(), await cards.first().getAttribute('data-status')], [1, status])
        const titles = (await chat.log.innerText()).match(/Refund 129\.00 EUR for order A17, then/g)
        assert.equal(titles?.length, 1)
      }
    })
  }
})
