import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, browserSuite, picture, VIEWS } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

browserSuite('how the values of a plan came to be', (browser) => {
  const server = consoleServer()

  for (const view of VIEWS) {
    test(`a refund's details tell each value's way, ${view.width} and ${view.scheme}`, async (t) => {
      const { page, say, card } = await openChat(t, browser, { url: server.parley.url, view })
      await say('Refund order A17')
      const values = card('waiting').locator('[data-detail=values]')
      await values.locator('summary').click()
      const way = (name: string) =>
        values.locator('.args > div', { hasText: name }).first().locator('.way').allInnerTexts()
      assert.deepEqual(await way('Amount'), ['orders.get → total'])
      assert.deepEqual(await way('Currency'), ['orders.get → currency'])
      assert.deepEqual(await way('Reason'), ['written in the plan → in place of reason'])
      assert.deepEqual((await way('Values')).toSorted(), ['order id: orders.get → id', 'refund id: number of step 1'])
      assert.equal(await card('waiting').locator('.steps .way').count(), 0)
      await picture(page, `chat-ways-${view.width}-${view.scheme}`)
      await assertAccessible(page)
    })
  }
})
