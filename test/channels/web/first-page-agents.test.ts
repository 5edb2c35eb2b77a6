import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyAgents } from '../../helpers/agents.ts'
import { assertAccessible, browserSuite, picture } from '../../helpers/browser.ts'
import { deep } from '../../helpers/depth.ts'
import { dataFolder, runParley } from '../cli/run-parley.ts'
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

  test('the agent that was chosen stays chosen, and the lead is told of who asks for a person', async (t) => {
    const page = await browser.newPage(t)
    await page.goto(server.parley.url)
    await page.locator('#chat-title', { hasText: 'Example shop support' }).waitFor()
    await page.getByRole('combobox').selectOption('workshop')
    await page.locator('#chat-title', { hasText: 'Repairs of lamps' }).waitFor()
    await page.getByLabel('Message', { exact: true }).fill('Can I talk to a human?')
    await page.keyboard.press('Enter')
    await page.getByRole('log').getByText('until then the assistant answers').waitFor()
    await page.getByRole('link', { name: '1 conversation waits for a person' }).waitFor()
    await page.reload()
    await page.locator('#chat-title', { hasText: 'Repairs of lamps' }).waitFor()
    assert.equal(await page.getByRole('combobox').inputValue(), 'workshop')
    await page.getByRole('link', { name: '1 conversation waits for a person' }).click()
    await page.getByRole('link', { name: /Maya Lindqvist.*Can I talk to a human/ }).waitFor()
  })

  test('a terminal that names no agent is told which one answers, and an unknown one which there are', async (t) => {
    const { url } = server.parley
    const dataDir = await dataFolder(t)
    const chat = (...words: readonly string[]) =>
      runParley(['chat', '-m', 'hi', ...words, '--key', server.parley.as('customer').key, '--server', url], { dataDir })
    const said = await chat()
    assert.match(said.err, /^You talk with support\. Others: workshop \(--agent NAME\)\.$/m)
    assert.match(said.out, /Hello/)
    assert.equal((await chat('--agent', 'workshop')).err, '')
    assert.match((await chat('--agent', 'nosuch')).err, /There is no agent "nosuch"\. There are: support, workshop\./)
  })

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
