import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { howMany } from '../../../helpers/depth.ts'
import { followBySocket } from '../../../helpers/follow-by-socket.ts'
import type { PersonClient } from '../../../helpers/parley-client.ts'
import { until } from '../../../helpers/until.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { consoleServer } from '../console/console-server.ts'
import { openChat } from './chat-page.ts'

// Three people who write the next message before the last is answered.
const PEOPLE = ['customer', 'other-customer', 'support-lead'] as const
const SAID: Readonly<Record<string, RegExp>> = {
  hello: /Hello|Hi\b/,
  'How long do I have to return a damaged item?': /14 days/,
  'What can you do?': /You can|I can/,
  thanks: /welcome/i,
  'What is the capital of France?': /don’t know|not in our documents/,
}
const BY_EVENTS = howMany({ quick: 6, deep: 180 })
const IN_PAGES = howMany({ quick: 1, deep: 7 })

browserSuite('messages that wait', (browser) => {
  const server = consoleServer()

  test('each answer names its message, over SSE, over a socket and when the thread is read again', async (t) => {
    for (let at = 0; at < BY_EVENTS; at += PEOPLE.length) {
      await Promise.all(
        PEOPLE.map(async (person, index) => {
          const client = server.parley.as(person)
          const { body } = await client.request<{ id: string }>('POST', '/v1/threads', { agent: 'support' })
          const heard = await followBySocket({ after: (end) => t.after(end) }, server.parley.url, client, body.id)
          const said = await sayAll(client, body.id, wordsOf(at + index))
          for (const { runId } of said.values()) await client.settled(runId, 'done')
          await underTheirs(
            said,
            (await client.messages(body.id)).filter(({ role }) => role === 'assistant'),
          )
          await underTheirs(
            said,
            (await client.events(body.id)).filter(({ type }) => type === 'message-completed'),
          )
          const told = () => heard.filter(({ type }) => type === 'message-completed')
          await until(() => told().length >= said.size)
          await underTheirs(said, told())
        }),
      )
    }
  })

  for (const view of VIEWS) {
    test(`in the chat each answer stands under its message, after a reload too, ${view.width} and ${view.scheme}`, async (t) => {
      for (let at = 0; at < IN_PAGES; at++) {
        await Promise.all(
          PEOPLE.map(async (person, index) => {
            const { page, say, log } = await openChat(t, browser, { url: server.parley.url, person, view })
            const words = wordsOf(at + index)
            for (const text of words) await say(text)
            if (index === 0) await picture(page, `chat-messages-waiting-${view.width}-${view.scheme}`)
            await page.getByText('Waiting', { exact: true }).first().waitFor({ state: 'detached' })
            const ordered = () => areUnder(log, words)
            await until(ordered)
            if (index === 0) await picture(page, `chat-messages-answered-${view.width}-${view.scheme}`)
            await page.reload()
            await until(ordered)
          }),
        )
      }
    })
  }
})

/** Three of them, others for each conversation, in another order. */
function wordsOf(at: number): readonly string[] {
  const all = Object.keys(SAID)
  return [0, 1, 2].map((place) => all[(at + place * 2) % all.length] ?? assert.fail())
}

interface Said {
  readonly text: string
  readonly runId: string
}

async function sayAll(client: PersonClient, threadId: string, words: readonly string[]) {
  const said = new Map<string, Said>()
  for (const text of words) {
    const { messageId, runId } = await client.say(text, threadId)
    said.set(messageId, { text, runId })
  }
  return said
}

/** Whether each of what was answered names one message, and says what answers that. */
async function underTheirs(said: ReadonlyMap<string, Said>, answers: readonly object[]): Promise<void> {
  const named = answers.flatMap((answer) => {
    const { answers: of, parts } = answer as { answers: readonly string[]; parts: readonly object[] }
    const text = parts.map((part) => ('text' in part ? String(part.text) : '')).join('\n')
    for (const id of of) assert.match(text, SAID[said.get(id)?.text ?? ''] ?? assert.fail(`names ${id}`))
    assert.equal(of.length, 1)
    return of
  })
  assert.deepEqual(named.toSorted(), [...said.keys()].toSorted())
}

/** Whether what stands under each message on the screen is its answer. */
async function areUnder(log: Locator, words: readonly string[]): Promise<boolean> {
  const shown = await log.locator('.me, [data-message]').allInnerTexts()
  return (
    shown.length === 2 * words.length &&
    words.every((text, at) => (shown[2 * at] ?? '').includes(text) && SAID[text]?.test(shown[2 * at + 1] ?? ''))
  )
}
