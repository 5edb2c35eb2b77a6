import { test } from 'node:test'
import { z } from 'zod'
import { someOf } from '../../../helpers/depth.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { connectMcp } from '../../../helpers/mcp-client.ts'
import { until } from '../../../helpers/until.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

const Proposed = z.object({ waits: z.object({ link: z.string(), plan: z.string() }) })

browserSuite('what an MCP client proposed, at its link', (browser) => {
  const server = consoleServer()

  for (const view of someOf(VIEWS)) {
    test(`its person reads that a program sent it, and says yes there, ${view.width} and ${view.scheme}`, async (t) => {
      const customer = server.parley.as('customer')
      const client = await connectMcp(t, server.parley.url, customer)
      const said = await client.callTool({ name: 'propose', arguments: { words: 'Refund order A12' } })
      const { waits } = Proposed.parse(said.structuredContent)
      const page = await browser.newPage(t, view)
      await signInAs(page, server.parley.url, 'customer')
      await page.goto(waits.link)
      const approve = page.locator('.review [data-act="approve"]')
      await approve.waitFor()
      await looksRight(page, `mcp-link-${view.width}-${view.scheme}`)
      // A card that has only just changed takes no press.
      await page.locator('.review .plan:not([data-inert])').waitFor()
      await approve.click()
      await until(async () => (await customer.plan(waits.plan)).status === 'done')
    })
  }
})
