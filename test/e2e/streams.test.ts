import assert from 'node:assert/strict'
import { on, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { ThreadEvent } from '#memory/events/thread-event.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { patient } from '../helpers/patient.ts'
import { startTestShop } from '../helpers/shop.ts'

const shop = await startTestShop({ after })
const parley = await startParleyProcess({ after }, { shop })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const people = await readFile(join(parley.place.dataDir, 'dev-people.json'), 'utf8')
const { key } = z.object({ customer: z.object({ key: z.string() }) }).parse(JSON.parse(people)).customer

for (const [how, follow] of [
  ['server-sent events', eventsOf],
  ['a socket', socketEvents],
] as const) {
  const title = `${how}: a reader whose server is killed resumes at the next one, and has each event once, in order`
  test(title, patient, async ({ signal }) => {
    await shop.renew()
    const { threadId, runId } = await customer.ask('Refund order A17')
    const broken = follow(threadId, 0, signal)
    const seen = [await nextOf(broken), await nextOf(broken)]
    assert.deepEqual(numbersOf(seen), [1, 2])
    await parley.kill()
    await endOf(broken)

    await parley.start()
    const resumed = follow(threadId, 2, signal)
    const until = async (type: ThreadEvent['type']): Promise<void> => {
      do seen.push(await nextOf(resumed))
      while (seen.at(-1)?.type !== type)
    }
    await until('run-waiting')
    // From here on what comes is news, not the past.
    assert.equal((await lead.decide(await customer.planOf({ threadId, runId, messageId: '' }), 'approve')).status, 200)
    await until('run-completed')
    await resumed.return(undefined)
    assert.deepEqual(
      numbersOf(seen),
      seen.map((_, index) => index + 1),
    )
    assert.deepEqual(seen, await customer.events(threadId))
  })
}

type Events = AsyncGenerator<ThreadEvent, undefined>

async function* eventsOf(threadId: string, last: number, signal: AbortSignal): Events {
  const response = await fetch(`${parley.url}/v1/threads/${threadId}/events`, {
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream', 'last-event-id': String(last) },
    signal,
  })
  assert.ok(response.body)
  const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { id, data } of frames) {
    const event = ThreadEvent.safeParse(JSON.parse(data)).data
    // How far a plan is comes between the events, without a number.
    if (event === undefined) continue
    assert.equal(id, String(event.seq))
    yield event
  }
  return undefined
}

async function* socketEvents(threadId: string, last: number, signal: AbortSignal): Events {
  const socket = new WebSocket(`${parley.url.replace('http', 'ws')}/v1/socket`)
  try {
    await once(socket, 'open', { signal })
    const messages = on(socket, 'message', { signal, close: ['close'] })
    socket.send(JSON.stringify({ type: 'authenticate', token: key, threadId, after: last }))
    for await (const [data] of messages) {
      const event = ThreadEvent.safeParse(JSON.parse(String(data)))
      if (event.success) yield event.data
    }
  } finally {
    socket.terminate()
  }
  return undefined
}

async function nextOf(events: Events): Promise<ThreadEvent> {
  const { done, value } = await events.next()
  assert.ok(!done && value, 'the events ended')
  return value
}

/** Reads what had arrived already; then the connection is found broken, which is an end or an error. */
async function endOf(events: Events): Promise<void> {
  try {
    while (!(await events.next()).done);
  } catch (error) {
    assert.match(String(error), /terminated|socket/i)
  }
}

function numbersOf(events: readonly ThreadEvent[]): readonly number[] {
  return events.map(({ seq }) => seq)
}
