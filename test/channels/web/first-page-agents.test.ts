import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import { copyAgents } from '../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture } from '../../helpers/browser.ts'
import { deep } from '../../helpers/depth.ts'
import { consoleServer } from './console/console-server.ts'

const agents = await copyAgents({ after })
const workshop = join(await agents.another('workshop'), 'agent.yaml')
await writeFile(
  workshop,
  (await readFile(workshop, 'utf8')).replace(
    /^title: .*/m,
    'title: Repairs of lamps, clocks and all that has a plug, by appointment',
  ),
)

browserSuite('the first page of two agents', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR: agents.dir } })

  for (const view of [{}, { width: 'phone' }, { scheme: 'dark' }] as const) {
    deep(
      `which agent one talks with is chosen there, ${view.width ?? 'wide'}, ${view.scheme ?? 'light'}`,
      async (t) => {
        const page = await browser.newPage(t, view)
        await page.goto(server.parley.url)
        const choice = page.getByRole('combobox', { name: 'Which agent you talk with' })
        assert.equal(await choice.inputValue(), 'support')
        await page.locator('#chat-title', { hasText: 'Example shop support' }).waitFor()
        await choice.selectOption('workshop')
        await page.locator('#chat-title', { hasText: 'Repairs of lamps' }).waitFor()
        // However long a title is, the choice and all of the chat are to be seen.
        const side = await page.locator('#side-customer').boundingBox()
        for (const part of [choice, page.getByRole('button', { name: 'Send' })]) {
          const box = await part.boundingBox()
          assert.ok(box && side && box.x + box.width <= side.x + side.width, JSON.stringify([box, side]))
        }
        await picture(page, `first-page-two-agents-${view.width ?? 'wide'}-${view.scheme ?? 'light'}`)
        await assertAccessible(page)
      },
    )
  }
})
