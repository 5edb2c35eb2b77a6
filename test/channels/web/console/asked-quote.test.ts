import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { browserSuite, signInAs, wordsOf } from '../../../helpers/browser.ts'
import { startParley } from '../../../helpers/parley.ts'
import { quotingAgent } from '../../../helpers/quoting-agent.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { looksRight } from './looks-right.ts'

browserSuite('a quote that somebody is asked about and may not read', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  const started = (async () => {
    const { dir } = await quotingAgent(scope, 'Goodwill is no refund')
    return await startParley(scope, { shop: await startTestShop(scope), environment: { AGENTS_DIR: dir } })
  })()

  for (const view of someOf(VIEWS)) {
    const look = `${view.width}-${view.scheme}`
    test(`has no words and no yes in the console (${look})`, async (t) => {
      const parley = await started
      const requester = parley.as('finance')
      const said = await requester.ask('quote the guidelines')
      assert.equal(said.run.status, 'waiting')
      const { id } = await requester.planOf(said)
      const page = await browser.newPage(t, view)
      await signInAs(page, parley.url, 'other-lead')
      await page.goto(`${parley.url}/console`)
      await page.locator('.row', { hasText: 'Quote our documents' }).first().click()
      await page.locator('.plan:not([data-inert]) [data-act=reject]').first().waitFor()
      assert.doesNotMatch(await wordsOf(page), /Goodwill|is no refund/iu)
      assert.equal(await page.locator('[data-act=approve]').count(), 0)
      await looksRight(page, `asked-quote-console-${look}`)
      await page.locator('[data-act=reject]').first().click()
      await page.locator('[data-act=send]').first().click()
      await requester.settled(said.runId, 'done')
      assert.equal((await parley.as('other-lead').plan(id)).status, 'rejected')
    })
  }
})
