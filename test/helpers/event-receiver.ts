import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { newSecret } from './outside-desk.ts'

const Condition = z.object({
  text: z.string(),
  words: z.string().nullable(),
  values: z.array(z.object({ name: z.string(), value: z.json() })),
})
const Event = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.looseObject({
    threadId: z.uuid(),
    seq: z.int(),
    plan: z.looseObject({ id: z.uuid(), status: z.string(), title: z.string() }).optional(),
    decision: z.string().optional(),
    effect: z.object({ index: z.int(), tool: z.string(), title: z.string(), state: z.string() }).optional(),
    limits: z
      .array(z.looseObject({ rule: z.string(), reason: z.string().nullable(), conditions: z.array(Condition) }))
      .optional(),
    handOver: z.object({ id: z.uuid(), role: z.string(), takenBy: z.string().nullable() }).optional(),
    run: z.looseObject({ status: z.string() }).optional(),
  }),
})
/** `signedBy`: the places, in the list of its secrets, of those that it is signed with. */
export type ReceivedEvent = z.infer<typeof Event> & { readonly id: string; readonly signedBy: readonly number[] }

/** A program that is told what happens: it keeps what came and checks signatures by itself. */
export interface EventReceiver {
  readonly url: string
  readonly secrets: readonly string[]
  readonly received: readonly ReceivedEvent[]
  /** From now on. */
  answerWith(answer: (event: ReceivedEvent) => number): void
}

export async function openEventReceiver(
  scope: Scope,
  secrets: readonly string[] = [newSecret()],
): Promise<EventReceiver> {
  const received: ReceivedEvent[] = []
  let answer: (event: ReceivedEvent) => number = () => 204
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request)
      const header = (name: string) => String(request.headers[name])
      const content = `${header('webhook-id')}.${header('webhook-timestamp')}.${body}`
      const given = header('webhook-signature').split(' ')
      const signedBy = secrets.flatMap((secret, place) => (given.includes(signature(secret, content)) ? [place] : []))
      const event = { ...Event.parse(JSON.parse(body)), id: header('webhook-id'), signedBy }
      received.push(event)
      response.writeHead(answer(event)).end()
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.after(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/events`, secrets, received, answerWith: (next) => void (answer = next) }
}

/** An operator's file with these entries under `events:`, gone when the scope ends. */
export async function writeEvents(scope: Scope, entries: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-events-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'channels.yaml')
  await writeFile(file, `events:\n${entries}`)
  return file
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}
