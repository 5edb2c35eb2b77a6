import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, browserSuite, picture, signInAs } from '../../../helpers/browser.ts'
import { startParley, type TestParley } from '../../../helpers/parley.ts'
import { startSandboxHost } from '../../../helpers/sandbox-host.ts'
import { startTestShop } from '../../../helpers/shop.ts'

// A sandbox host that says of itself that its processes reach the network, and an operator who accepts that.
browserSuite('a sandbox without its wall to the network', (browser) => {
  const closing = new AsyncDisposableStack()
  let parley: TestParley
  before(async () => {
    const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
    const host = await startSandboxHost(scope, { program: ['test/fixtures/sandbox/hostile-host.ts', 'no wall'] })
    const environment = { SANDBOX_SOCKET: host.socket, SANDBOX_NETWORK: 'accepted' }
    parley = await startParley(scope, { shop: await startTestShop(scope), environment })
  })
  after(() => closing.disposeAsync())

  test('is told of to the operator in the console, in the words of /readyz, and to nobody whom it does not help', async (t) => {
    const { dependencies } = await (await fetch(`${parley.url}/readyz`)).json()
    const [warning] = dependencies.sandbox.warnings
    assert.match(warning, /aren't cut off from the network/)
    const page = await browser.newPage(t)
    await signInAs(page, parley.url, 'operator')
    await page.goto(`${parley.url}/console`)
    await page.getByText('Sandbox: 1 wall is missing').click()
    await page.getByText(warning).waitFor()
    await assertAccessible(page)
    await picture(page, 'console-missing-walls')
    await signInAs(page, parley.url, 'support-lead')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.reload()
    await page.getByText('Nothing waits for you', { exact: false }).first().waitFor()
    assert.equal(asked.includes('/readyz'), false)
  })
})
