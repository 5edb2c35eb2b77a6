import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, browserSuite } from '../../../helpers/browser.ts'
import { consoleServer } from '../console/console-server.ts'
import { chatOf, openChat } from './chat-page.ts'

/** As many questions with their answers make 200 messages. */
const TIMES = 100

interface KnownEvents {
  readonly events: readonly { readonly seq: number; readonly type: string }[]
}

browserSuite('a long conversation', (browser) => {
  const server = consoleServer()

  test('a key draws no message, what happens draws none that is far away, and it stays accessible', async (t) => {
    const { page, say } = await openChat(t, browser, { url: server.parley.url })
    await say('How long do I have to return a damaged item?')
    await page.getByRole('button', { name: /^Source 1/ }).waitFor()
    await repeatEvents(page)
    await page.reload()
    const { composer, say: sayThen } = chatOf(page)
    await page
      .getByRole('button', { name: /^Source 1/ })
      .nth(TIMES - 1)
      .waitFor()
    await assertAccessible(page)

    await composer.fill('a')
    await countChanges(page)
    const times: number[] = []
    for (let key = 0; key < 20; key++) times.push(await msOfKey(page))
    assert.deepEqual(await changes(page), { far: 0, log: 0 })
    // A frame of 60 in a second; the middle one, on a machine that does other things as well.
    assert.ok((times.toSorted((left, right) => left - right)[10] ?? Infinity) <= 16, times.join())
    assert.equal(await composer.inputValue(), `a${'b'.repeat(20)}`)

    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await sayThen('Which orders do I have?')
    await page.getByText('Which orders do I have?').waitFor()
    const after = await changes(page)
    assert.equal(after.far, 0)
    assert.notEqual(after.log, 0)
  })
})

// The same question and answer again and again, as new messages.
async function repeatEvents(page: Page): Promise<void> {
  await page.route('**/v1/threads/*/events?*', async (route) => {
    if (route.request().headers()['accept'] === 'text/event-stream') return await route.continue()
    const response = await route.fetch()
    const { events } = (await response.json()) as KnownEvents
    const times = events.length === 0 ? 0 : TIMES
    const repeated = Array.from({ length: times }, (_, time) =>
      events.map((event, index) => ({
        ...JSON.parse(
          JSON.stringify(event).replaceAll(/[\da-f]{8}(?=-[\da-f]{4}-[\da-f]{4}-)/g, (id) => idOf(id, time)),
        ),
        seq: time * events.length + index + 1,
      })),
    )
    await route.fulfill({ response, json: { events: repeated.flat() } })
  })
}

function idOf(id: string, time: number): string {
  return time === 0 ? id : time.toString(16).padStart(8, '0')
}

async function countChanges(page: Page): Promise<void> {
  await page.evaluate(() => {
    const log = document.querySelector('parley-chat')?.shadowRoot?.querySelector('.log')
    const rows = [...(log?.querySelectorAll('.list > *') ?? [])]
    const far = rows.slice(0, rows.length - 4)
    const counted = { far: 0, log: 0 }
    Reflect.set(globalThis, 'counted', counted)
    const seen = new MutationObserver((records) => {
      counted.log += records.length
      counted.far += records.filter(({ target }) => far.some((row) => row.contains(target))).length
    })
    if (log) seen.observe(log, { subtree: true, childList: true, attributes: true, characterData: true })
  })
}

async function changes(page: Page): Promise<{ readonly far: number; readonly log: number }> {
  return await page.evaluate(() => Reflect.get(globalThis, 'counted') as { far: number; log: number })
}

// From the key to the end of all that it made run.
async function msOfKey(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const field = document.querySelector('parley-chat')?.shadowRoot?.querySelector('textarea')
    if (!field) return Infinity
    const start = performance.now()
    field.value += 'b'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await Promise.resolve()
    await Promise.resolve()
    return performance.now() - start
  })
}
