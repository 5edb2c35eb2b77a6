import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Scope } from './database.ts'

/** What an outside desk was sent, with whether it was signed as it should be: checked by this file alone. */
export const Received = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.looseObject({
    conversation: z.string(),
    threadId: z.uuid(),
    seq: z.int(),
    text: z.string().optional(),
    messageId: z.uuid().optional(),
    link: z.string().nullable().optional(),
    decision: z.string().optional(),
  }),
})
export type Received = z.infer<typeof Received> & { readonly id: string; readonly isSigned: boolean }

/** How the desk answers what it is sent. */
export type DeskAnswer = number | { readonly status: number; readonly headers: Readonly<Record<string, string>> }

/** What somebody writes at the desk. */
export interface DeskMessage {
  readonly conversation?: string
  readonly message?: string
  readonly sender?: unknown
  readonly text?: unknown
}

/** What is different about how it is sent. */
export interface SentOtherwise {
  readonly secrets?: readonly string[]
  readonly ageS?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
}

/** A service elsewhere that speaks Standard Webhooks: it sends what its people write, and is sent the answers. */
export interface OutsideDesk {
  /** What came, in order, whatever it was answered. */
  readonly received: readonly Received[]
  /** For a server: where the file is, and its secrets. */
  readonly environment: Readonly<Record<string, string>>
  readonly inSecret: string
  /** Its entry in the file. */
  readonly entry: string
  send(url: string, message: DeskMessage, otherwise?: SentOtherwise): Promise<Response>
  /** What came of one conversation and was answered with success. */
  taken(conversation: string): readonly Received[]
  /** From now on. */
  answerWith(answer: (received: Received) => DeskAnswer | Promise<DeskAnswer>): void
  /** Nobody listens there, until it is opened again. */
  close(): Promise<void>
  open(): Promise<void>
}

export interface DeskOptions {
  /** The role that is asked in a requester's place, or `nobody`. */
  readonly confirmBy?: string
  /** A line of its entry in the file beside secrets and address. */
  readonly more?: string
  /** What `out` has beside those, after a comma. */
  readonly out?: string
  /** Further desks in the same file. */
  readonly beside?: readonly OutsideDesk[]
  readonly name?: string
}

/** Maya, as she is known at the desk and at the shop. */
export const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }

export async function openOutsideDesk(scope: Scope, options: DeskOptions = {}): Promise<OutsideDesk> {
  const { name = 'helpdesk', confirmBy = 'support-lead', more = '', out = '', beside = [] } = options
  const [inSecret, outSecret] = [newSecret(), newSecret()]
  const received: Received[] = []
  const taken: Received[] = []
  let answer: (received: Received) => DeskAnswer | Promise<DeskAnswer> = () => 204
  let server: Server | null = null
  let port = 0

  async function open(): Promise<void> {
    server = createServer((request, response) => {
      void (async () => {
        const one = await receivedIn(request, outSecret)
        received.push(one)
        const said = await answer(one)
        const { status, headers } = typeof said === 'number' ? { status: said, headers: {} } : said
        if (status < 300) taken.push(one)
        response.writeHead(status, headers).end()
      })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    ;({ port } = server.address() as AddressInfo)
  }

  async function close(): Promise<void> {
    server?.closeAllConnections()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
    server = null
  }

  await open()
  scope.after(close)
  const folder = await mkdtemp(join(tmpdir(), 'parley-channels-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const variable = name.toUpperCase()
  const file = join(folder, 'channels.yaml')
  const entry = `  ${name}:
    ${more}
    confirmBy: ${confirmBy}
    in: { secrets: ["\${${variable}_IN}"], senderEmail: trusted }
    out: { url: "http://127.0.0.1:${port}/parley", secrets: ["\${${variable}_OUT}"], private: true, timeout: 2s ${out} }
`
  await writeFile(file, `webhooks:\n${[entry, ...beside.map((desk) => desk.entry)].join('')}`)
  const others = Object.fromEntries(beside.flatMap((desk) => Object.entries(desk.environment)))
  return {
    received,
    entry,
    environment: { ...others, CHANNELS_FILE: file, [`${variable}_IN`]: inSecret, [`${variable}_OUT`]: outSecret },
    inSecret,
    taken: (conversation) => taken.filter(({ data }) => data.conversation === conversation),
    answerWith: (next) => void (answer = next),
    open,
    close,
    send: (url, message, otherwise = {}) => {
      const { secrets = [inSecret], ageS = 0, headers = {}, path = `/channels/webhook/${name}` } = otherwise
      const defaults = { conversation: 'c-1', message: randomUUID(), sender: MAYA }
      const body = otherwise.body ?? JSON.stringify({ ...defaults, ...message })
      const id = `msg_${randomUUID()}`
      const timestamp = String(Math.floor(Date.now() / 1_000) - ageS)
      const signatures = secrets.map((secret) => `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`)
      return fetch(`${url}${path}`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatures.join(' '),
          ...headers,
        },
      })
    },
  }
}

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

async function receivedIn(request: IncomingMessage, secret: string): Promise<Received> {
  const body = await text(request)
  const header = (name: string) => String(request.headers[name])
  const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')]
  const isFresh = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 60
  const expected = `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`
  const isSigned = isFresh && header('webhook-signature').split(' ').includes(expected)
  return { ...Received.parse(JSON.parse(body)), id, isSigned }
}

function signature(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(content)
    .digest('base64')
}
