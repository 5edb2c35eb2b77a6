import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { deep } from '../../../helpers/depth.ts'
import { copyAgents } from '../../../helpers/agents.ts'
import { browserSuite, signInAs } from '../../../helpers/browser.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { consoleServer } from './console-server.ts'
import { looksRight } from './looks-right.ts'

const agents = await copyAgents({ after })
const place = join(agents.dir, 'support')
const trialFile = join(place, 'policy.shadow.cedar')
const policyText = await readFile(join(place, 'policy.cedar'), 'utf8')
const asked = 'context.args.amount > 5000 || context.ledger.user24h.amount > 10000'
assert.ok(policyText.includes(asked))
await writeFile(trialFile, policyText.replace(asked, 'context.args.amount > 20000'))

browserSuite('rules on trial', (browser) => {
  const server = consoleServer({ environment: { AGENTS_DIR: agents.dir } })

  async function openTrial(t: TestContext, person = 'operator', view: View = {}) {
    const page = await browser.newPage(t, view)
    await signInAs(page, server.parley.url, person)
    return { page, go: () => page.goto(`${server.parley.url}/console/trial`) }
  }

  test('before any plan was judged the page says so', async (t) => {
    const { page, go } = await openTrial(t)
    await go()
    await page.getByRole('heading', { name: 'support' }).waitFor()
    await page.getByText('No plan was judged since these rules are on trial.').waitFor()
    assert.equal(await page.title(), 'Rules on trial: Parley')
  })

  deep(
    'each plan that would come out otherwise is told with both outcomes and rules, and is a link to it',
    async (t) => {
      const rejected = await server.ask('Refund order A17')
      await server.parley.as('support-lead').decide(rejected.plan, 'reject')
      const { plan } = await server.ask('Refund order A17')
      for (const view of VIEWS) {
        const { page, go } = await openTrial(t, 'operator', view)
        await go()
        await page.getByText('2 plans compared, 2 would be decided differently:').waitFor()
        await page.getByText('2 asked, and would go ahead by themselves').waitFor()
        const items = page.locator('.trial .plans > li')
        // First what a person said no to and would go ahead.
        assert.match(await items.first().innerText(), /A person said no to it\./)
        assert.doesNotMatch(await items.last().innerText(), /A person said no/)
        const told = await items.last().innerText()
        assert.match(told, /Was\s+asks a support lead, by the rule larger-refund\s+Would be\s+/)
        assert.match(told, /Would be\s+goes ahead by itself, by the rules refund and mail-about-refunds$/)
        await looksRight(page, `trial-${view.width}-${view.scheme}`)
      }
      const { page, go } = await openTrial(t)
      await go()
      const link = page
        .locator('.trial .plans > li')
        .last()
        .getByRole('link', { name: /^Refund 129\.00 EUR/ })
      await link.focus()
      await page.keyboard.press('Enter')
      await page.locator(`.plan[data-plan="${plan.id}"]`).waitFor()
      assert.match(page.url(), new RegExp(`/console/queue/${plan.id}`))
      await page.goBack()
      await link.waitFor()
    },
  )

  deep('while it is read the page says so, and what can’t be read is told with a way to try again', async (t) => {
    const { page, go } = await openTrial(t)
    const held = Promise.withResolvers<void>()
    await page.route('**/v1/policy/shadow?*', async (route) => {
      await held.promise
      await route.abort()
    })
    await go()
    await page.locator('.trial[aria-busy=true]').waitFor()
    await page.locator('.trial .by', { hasText: 'Reading what the rules on trial said' }).waitFor()
    await looksRight(page, 'trial-reading')
    held.resolve()
    const alert = page.getByRole('alert')
    await alert.getByText('Not connected').waitFor()
    assert.equal(await page.locator('.trial[aria-busy]').count(), 0)
    await looksRight(page, 'trial-failed')
    await page.unroute('**/v1/policy/shadow?*')
    await alert.getByRole('button', { name: 'Try again' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/plans? compared/).waitFor()
    assert.equal(await alert.count(), 0)
  })

  deep('the page of rules leads to those on trial', async (t) => {
    const { page } = await openTrial(t)
    await page.goto(`${server.parley.url}/console/rules`)
    await page.getByRole('link', { name: 'See what they would change' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Rules on trial' }).waitFor()
  })

  deep('who neither operates nor audits finds no such page', async (t) => {
    const { page, go } = await openTrial(t, 'support-lead')
    await go()
    await page.getByRole('heading', { name: 'There is no such page here.' }).waitFor()
    const { status } = await server.parley.as('support-lead').request('GET', '/v1/policy/shadows')
    assert.equal(status, 404)
  })

  deep('rules with a mistake are told with file and line, and without a file nothing is on trial', async (t) => {
    const { parley } = server
    await parley.stop()
    await writeFile(trialFile, policyText.replace('context.args.amount <= 50000', 'context.args.amont <= 50000'))
    await parley.start()
    const { page, go } = await openTrial(t)
    await go()
    await page.getByText('These rules have mistakes.').waitFor()
    await page.getByText(/^policy\.shadow\.cedar:\d+:\d+: .*did you mean `amount`/).waitFor()
    await looksRight(page, 'trial-broken')
    await parley.stop()
    await agents.remove('policy.shadow.cedar')
    await parley.start()
    const again = await openTrial(t)
    await again.go()
    await again.page.getByText('No rules are on trial.').first().waitFor()
    await looksRight(again.page, 'trial-empty')
  })
})
