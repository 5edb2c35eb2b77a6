import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deep, someOf } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { heldReply, type HeldReply } from '../../../helpers/held-reply.ts'
import { fails, openModelServer } from '../../../helpers/model-server.ts'
import { startParley } from '../../../helpers/parley.ts'
import { routesTo } from '../../../helpers/planner-replies.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { openChat } from './chat-page.ts'

const QUESTION = 'My vase is broken, until when can I return it?'
const quoted = (text: string, quote: string) => ({
  text,
  quotes: [1, 2, 3, 4, 5, 6].map((passage) => ({ passage, quote })),
})
const FIRST = quoted(
  'You have 14 days to send a damaged item back.',
  'You have 14 days from delivery to report and return a damaged item.',
)
const SECOND = quoted('We pay the return shipping.', 'We pay the return shipping for damaged items.')
const MADE_UP = quoted('We also pay you 1,000 EUR.', 'We pay 1,000 EUR to everybody.')
const OLD = 'You can return any unused item within 30 days of delivery, without giving a reason.'
const NEW = 'You can return any unused item within 60 days of delivery.'

browserSuite('an answer that a model writes', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  let held: HeldReply = heldReply()
  const started = (async () => {
    const agents = await copyAgents(scope)
    await writeFile(join(agents.dir, 'support/knowledge/autumn.md'), `# Autumn guide\n\n## Sending back\n\n${NEW}\n`)
    const model = await openModelServer(({ schemaName }) =>
      schemaName === 'reading' ? routesTo('answer') : schemaName === 'answer' ? held.reply : fails(400),
    )
    closing.defer(() => model[Symbol.asyncDispose]())
    return await startParley(scope, {
      shop: await startTestShop(scope),
      environment: { ...model.environment, AGENTS_DIR: agents.dir },
    })
  })()

  for (const view of someOf(VIEWS.toReversed())) {
    test(`comes sentence by sentence, with its sources when it is whole, on a ${view.width} ${view.scheme} screen`, async (t) => {
      held = heldReply()
      const { page, say, log } = await openChat(t, browser, { url: (await started).url, view })
      await say(QUESTION)
      held.say(FIRST)
      held.say(MADE_UP)
      const answer = log.locator('[data-message]')
      await answer.getByText(FIRST.text).waitFor()
      assert.equal(await answer.getAttribute('aria-busy'), 'true')
      assert.equal(await page.getByRole('status').filter({ hasText: FIRST.text }).count(), 1)
      assert.equal(await page.getByRole('button', { name: 'Stop' }).count(), 1)
      await picture(page, `answer-written-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      held.say(SECOND)
      await answer.getByText(SECOND.text).waitFor()
      held.end()
      await page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
      assert.equal(await answer.count(), 1)
      assert.equal(await answer.getAttribute('aria-busy'), null)
      assert.doesNotMatch(await log.innerText(), /1,000/)
      await picture(page, `answer-whole-${view.width}-${view.scheme}`)
    })

    deep(`that contradicts itself shows both sides, on a ${view.width} ${view.scheme} screen`, async (t) => {
      held = heldReply()
      const { page, say, log } = await openChat(t, browser, { url: (await started).url, view })
      await say('How long do I have to return an unused item?')
      const sides = [OLD, NEW].flatMap((quote) => [1, 2, 3, 4, 5, 6].map((passage) => ({ passage, quote })))
      held.end(`],"contradictions":[{"quotes":${JSON.stringify(sides)}}]}`)
      await page.getByRole('heading', { name: 'Where this comes from' }).waitFor()
      assert.equal(await log.locator('[data-message] .text li').count(), 2)
      await picture(page, `contradiction-${view.width}-${view.scheme}`)
      await assertAccessible(page)
    })

    deep(`that nothing supports says so and names a person, on a ${view.width} ${view.scheme} screen`, async (t) => {
      held = heldReply()
      const { page, say, log } = await openChat(t, browser, { url: (await started).url, view })
      await say('Do you ship to Japan?')
      held.end()
      await log.getByText(/^I don’t know\. It’s not in our documents\./).waitFor()
      await log.getByText(/ask a person/).waitFor()
      await picture(page, `unknown-${view.width}-${view.scheme}`)
      await assertAccessible(page)
    })
  }
})
