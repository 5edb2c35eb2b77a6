import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { DEGREES } from '../../../fixtures/degrees-of-knowing.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { startKnowingDesk } from '../../../helpers/knowing-desk.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { overflowing } from '../browser/longer-texts.ts'
import { openChat } from './chat-page.ts'

browserSuite('degrees of knowing, without a model', (browser) => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())
  const desk = startKnowingDesk({ after: (cleanUp) => closing.defer(cleanUp) })

  for (const view of VIEWS) {
    const look = `${view.width}-${view.scheme}`
    for (const { name, question, said } of someOf(DEGREES)) {
      test(`${name}: “${question}”, ${view.width} and ${view.scheme}`, async (t) => {
        const { page, say, log } = await openChat(t, browser, { url: (await desk).url, view })
        await say(question)
        const answer = log.locator('[data-message]').last()
        await answer.waitFor()
        await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
        assert.match((await answer.innerText()).replace(/^Answer:\s+/u, ''), said)
        await picture(page, `knowing-${name}-${look}`)
        await assertAccessible(page)
        assert.deepEqual(await overflowing(page, '.wh, .list, .b, .comp, .source, .notice, .text li'), [])
      })
    }
  }
})
