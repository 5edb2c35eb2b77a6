import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import type { DocumentPage } from '#contract/document.ts'
import { deep } from '../../../helpers/depth.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { patient } from '../../../helpers/patient.ts'
import { AGENT_NAMES, writeAgent } from '../../../helpers/two-agents.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

const AGENTS_DIR = await mkdtemp(join(tmpdir(), 'console-agents-'))
after(() => rm(AGENTS_DIR, { recursive: true, force: true }))
for (const name of AGENT_NAMES)
  await writeAgent(AGENTS_DIR, name, { documents: { 'own.md': `# Of ${name}\n\nHours.` } })

browserSuite('documents of several agents in the console', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR } })

  async function open(t: TestContext, view: View = {}): Promise<Page> {
    const page = await browser.newPage(t, view)
    await signInAs(page, server.parley.url, 'operator')
    await page.goto(`${server.parley.url}/console/documents`)
    return page
  }
  async function agentsOf(source: string) {
    const path = `/v1/documents?all=true&source=${encodeURIComponent(source)}`
    const { documents } = (await server.parley.as('operator').request<DocumentPage>('GET', path)).body
    return documents.map(({ agents }) => agents)
  }
  async function handIn(title: string, agents: readonly string[]): Promise<void> {
    const document = { title, text: `About ${title}.`, source: `given/${title}`, acl: ['public'], agents }
    assert.equal((await server.parley.as('operator').request('POST', '/v1/documents', document)).status, 202)
  }

  test('files go in for the agents that are chosen, and not before one is', patient, async (t) => {
    const page = await open(t)
    const choice = page.getByRole('group', { name: 'Which agents answer from them' })
    const handInAs = async (name: string) => {
      const chosen = { name, mimeType: 'text/markdown', buffer: Buffer.from(`# ${name}\n\nText.`) }
      await page.getByLabel('Choose files…').setInputFiles([chosen])
      await page.getByLabel('Only me').check()
      await page.getByRole('button', { name: 'Hand in 1 file for me alone' }).click()
    }
    await handInAs('okapi.md')
    await page.getByRole('alert').getByText('Choose at least one agent, or all of them.').waitFor()
    assert.deepEqual(await agentsOf('uploads/okapi'), [])
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'documents-agents')
    for (const _ of AGENT_NAMES) {
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
    }
    await page.getByRole('button', { name: 'Hand in 1 file for me alone' }).click()
    await page.getByRole('status').getByText('1 file in').waitFor()
    assert.deepEqual(await agentsOf('uploads/okapi'), [['library', 'support']])
    await choice.getByLabel('support').uncheck()
    await handInAs('tapir.md')
    await page.getByRole('status').getByText('2 files in').waitFor()
    assert.deepEqual(await agentsOf('uploads/tapir'), [['library']])
    await choice.getByLabel('All agents').check()
    await handInAs('zebra.md')
    await page.getByRole('status').getByText('3 files in').waitFor()
    assert.deepEqual(await agentsOf('uploads/zebra'), [['shared']])
  })

  test('a document that is there is given to other agents by keyboard, and not to none', patient, async (t) => {
    await handIn('bandicoots', ['library'])
    const page = await open(t)
    const button = page.getByRole('button', { name: 'Choose which agents answer from bandicoots…' })
    const dialog = page.getByRole('dialog', { name: 'Which agents answer from “bandicoots”?' })
    const item = page.locator('.document-list li').filter({ hasText: 'given/bandicoots' })
    await button.focus()
    await page.keyboard.press('Enter')
    assert.deepEqual(await checked(dialog), ['library'])
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').getByText('Choose at least one agent').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('bandicoots: Answered by support').waitFor()
    await item.getByText('Answered by support').waitFor()
    assert.deepEqual(await agentsOf('given/bandicoots'), [['support']])
    assert.ok(await button.evaluate((one) => one === document.activeElement), 'focus is back where it was')
    await page.keyboard.press('Enter')
    await dialog.getByLabel('All agents').check()
    await page.keyboard.press('Escape')
    assert.equal(await dialog.count(), 0)
    assert.deepEqual(await agentsOf('given/bandicoots'), [['support']], 'left, it is as it was')
    const own = page.locator('.document-list li').filter({ hasText: 'agent:library' })
    assert.equal(await own.getByRole('button', { name: 'Choose which agents' }).count(), 0)
  })

  deep('the choice of agents looks right', patient, async (t) => {
    await handIn('A title of many words that says at length what the document is about', ['library'])
    for (const view of VIEWS) {
      const page = await open(t, view)
      const button = page.getByRole('button', { name: 'Choose which agents answer from A title' })
      await button.scrollIntoViewIfNeeded()
      await looksRight(page, `documents-of-agents-list-${view.width}-${view.scheme}`)
      await button.click()
      await looksRight(page, `documents-of-agents-${view.width}-${view.scheme}`)
    }
  })
})

async function checked(dialog: ReturnType<Page['getByRole']>): Promise<readonly string[]> {
  const boxes = dialog.getByRole('checkbox')
  await boxes.first().waitFor()
  return await boxes.evaluateAll((all) =>
    all.flatMap((box) => (box instanceof HTMLInputElement && box.checked ? [box.value] : [])),
  )
}
