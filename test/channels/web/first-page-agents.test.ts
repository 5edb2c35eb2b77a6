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
await writeFile(workshop, (await readFile(workshop, 'utf8')).replace(/^title: .*/m, 'title: Lamp repairs'))

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
        await page.locator('#chat-title', { hasText: 'Lamp repairs' }).waitFor()
        await picture(page, `first-page-two-agents-${view.width ?? 'wide'}-${view.scheme ?? 'light'}`)
        await assertAccessible(page)
      },
    )
  }
})
