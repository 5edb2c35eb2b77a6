import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { Answered, Blocks, buttonsOf, shownText, stateOf, View, type Block } from './block-kit.ts'
import type { Scope } from './database.ts'
import { fakeInstalls, type FakeInstalls } from './fake-slack-installs.ts'
import { fakeSockets, type FakeSockets } from './fake-slack-sockets.ts'

export const WORKSPACE = 'T0ACME'
export const APP = 'U0PARLEY'

/** How long a press may open a window: Slack’s three seconds, and more, since the tests of others run beside this. */
const TRIGGER_MS = 30_000

const Metadata = z.object({ event_type: z.string(), event_payload: z.looseObject({ id: z.string() }) })
const Posting = z.looseObject({
  channel: z.string(),
  text: z.string().min(1).max(40_000),
  blocks: Blocks.optional(),
  thread_ts: z.string().optional(),
  metadata: Metadata.optional(),
  ts: z.string().optional(),
})

/** A message in a channel, as people see it now. */
export interface Posted {
  readonly channel: string
  readonly ts: string
  readonly thread: string | null
  readonly text: string
  readonly blocks: readonly Block[]
  /** How often it was changed. */
  readonly edits: number
  readonly id: string | null
}

/** An answer that isn't whole yet, as people see it now, and how it looked before. */
export interface Drafted extends Posted {
  readonly looked: readonly string[]
}

export interface SlackUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly team?: string
}

/** What is different about how a request is sent. */
export interface SentOtherwise {
  readonly secret?: string
  readonly ageS?: number
  /** Changes the body after it was signed. */
  readonly tamper?: (body: string) => string
  readonly headers?: Readonly<Record<string, string>>
  readonly team?: string
  readonly name?: string
  readonly type?: string
  readonly event?: Readonly<Record<string, unknown>>
}

/** A Slack that holds its clients to its rules: tokens, sizes, rates. */
export interface FakeSlack {
  readonly environment: Readonly<Record<string, string>>
  readonly secret: string
  /** Over which it sends, where it was opened so; else it sends to our address. */
  readonly sockets: FakeSockets
  /** Where its workspaces install the app. */
  readonly installs: FakeInstalls
  /** What each call was authorized by. */
  readonly tokens: readonly string[]
  /** What stands in its channels, but for what isn't whole yet. */
  readonly posted: readonly Posted[]
  /** What isn't whole yet. */
  readonly drafts: readonly Drafted[]
  /** All that people saw in a channel of what wasn't whole yet, in that order. */
  readonly drafted: readonly string[]
  readonly ephemeral: readonly { readonly channel: string; readonly user: string; readonly text: string }[]
  readonly views: readonly View[]
  /** Each call, by its method. */
  readonly calls: readonly string[]
  /** What was refused, and why. */
  readonly refused: readonly string[]
  /** How long each event or press took to be answered, in ms. */
  readonly answeredMs: readonly number[]
  /** Every so many posts are answered with 429; 0 for none. */
  limitEvery(count: number): void
  /** Runs after a post was taken and before it is answered. */
  beforeAnswer(work: (() => Promise<void>) | null): void
  in(channel: string): readonly Posted[]
  /** Somebody writes in a channel, or to the app alone (`D…`). */
  write(url: string, message: Readonly<Record<string, unknown>>, otherwise?: SentOtherwise): Promise<Response>
  press(url: string, user: string, posted: Posted, actionId: string, otherwise?: SentOtherwise): Promise<Response>
  submit(url: string, user: string, view: View, reason: string, note: string | null): Promise<Response>
  /** Hands a window in with its fields as they were shown, but for those that are filled in, by their names. */
  fill(url: string, user: string, view: View, filled: Readonly<Record<string, string | null>>): Promise<Answered>
}

export async function openFakeSlack(
  scope: Scope,
  {
    users,
    more = 'trustEmails: true',
    bySocket = false,
    isInstalled = false,
  }: {
    readonly users: readonly SlackUser[]
    readonly more?: string
    readonly bySocket?: boolean
    /** Whether its workspaces install the app; else it is the app of one. */
    readonly isInstalled?: boolean
  },
): Promise<FakeSlack> {
  const installs = fakeInstalls()
  const appToken = `xapp-${randomBytes(12).toString('hex')}`
  const token = `xoxb-${randomBytes(12).toString('hex')}`
  const secret = randomBytes(16).toString('hex')
  const posted: Posted[] = []
  const drafts: Drafted[] = []
  const drafted: string[] = []
  let draftedAt = -Infinity
  const ephemeral: { channel: string; user: string; text: string }[] = []
  const views: View[] = []
  const triggers = new Map<string, number>()
  const calls: string[] = []
  const tokensOf: string[] = []
  const refused: string[] = []
  const answeredMs: number[] = []
  let limit = 0
  let posts = 0
  let clock = 1_700_000_000
  let before: (() => Promise<void>) | null = null
  const newTs = () => `${(clock += 1)}.000100`

  const methods: Readonly<Record<string, (body: unknown) => object>> = {
    'users.info': (body) => {
      const { user } = z.object({ user: z.string() }).parse(body)
      const found = users.find(({ id }) => id === user)
      if (!found) return no('user_not_found')
      const { id, name, email, team = WORKSPACE } = found
      return {
        ok: true,
        user: { id, team_id: team, is_bot: false, is_email_confirmed: true, profile: { real_name: name, email } },
      }
    },
    'chat.postMessage': (body) => {
      const parsed = Posting.safeParse(body)
      if (!parsed.success) return no('invalid_blocks', parsed.error.message)
      const { channel, text: said, blocks = [], thread_ts: thread = null, metadata } = parsed.data
      const ts = newTs()
      const one = { channel, ts, thread, text: said, blocks, edits: 0, id: metadata?.event_payload.id ?? null }
      if (metadata?.event_type === 'parley_draft') drafts.push({ ...one, looked: looking(one) })
      else posted.push(one)
      return { ok: true, channel, ts }
    },
    'chat.update': (body) => {
      const parsed = Posting.safeParse(body)
      if (!parsed.success) return no('invalid_blocks', parsed.error.message)
      const { channel, ts, text: said, blocks = [], metadata } = parsed.data
      const draftAt = drafts.findIndex((each) => each.channel === channel && each.ts === ts)
      const draft = drafts[draftAt]
      if (draft) {
        const { looked, ...now } = { ...draft, text: said, blocks }
        const isWhole = metadata?.event_type === 'parley_message'
        if (isWhole) posted.push({ ...now, id: metadata.event_payload.id })
        drafts.splice(draftAt, 1, ...(isWhole ? [] : [{ ...now, looked: [...looked, ...looking(now)] }]))
        return { ok: true, channel, ts }
      }
      const at = posted.findIndex((each) => each.channel === channel && each.ts === ts)
      const old = posted[at]
      if (!old) return no('message_not_found')
      posted[at] = { ...old, text: said, blocks, edits: old.edits + 1 }
      return { ok: true, channel, ts }
    },
    'chat.delete': (body) => {
      const { channel, ts } = z.strictObject({ channel: z.string(), ts: z.string() }).parse(body)
      const at = drafts.findIndex((each) => each.channel === channel && each.ts === ts)
      if (at < 0) return no('message_not_found')
      drafts.splice(at, 1)
      return { ok: true, channel, ts }
    },
    'chat.postEphemeral': (body) => {
      ephemeral.push(z.object({ channel: z.string(), user: z.string(), text: z.string().max(4_000) }).parse(body))
      return { ok: true, message_ts: newTs() }
    },
    'views.open': (body) => {
      const parsed = z.object({ trigger_id: z.string().min(1), view: View }).safeParse(body)
      if (!parsed.success) return no('invalid_arguments', parsed.error.message)
      const pressedAt = triggers.get(parsed.data.trigger_id)
      triggers.delete(parsed.data.trigger_id)
      if (pressedAt === undefined) return no('invalid_trigger_id')
      if (performance.now() - pressedAt > TRIGGER_MS) return no('expired_trigger_id')
      views.push(parsed.data.view)
      return { ok: true }
    },
    'conversations.history': (body) => found(body),
    'conversations.replies': (body) => found(body),
    'apps.connections.open': () => sockets.open(),
    'auth.test': () => ({ ok: true, team_id: WORKSPACE, user_id: APP }),
    'conversations.open': (body) => {
      const { users: user } = z.object({ users: z.string() }).parse(body)
      return { ok: true, channel: { id: directOf(user) } }
    },
  }

  function found(body: unknown): object {
    const { channel, ts = null } = z.looseObject({ channel: z.string(), ts: z.string().optional() }).parse(body)
    const known = (event_type: string) => (each: Posted) => ({
      ts: each.ts,
      metadata: { event_type, event_payload: { id: each.id } },
    })
    const isThere = (each: Posted) => each.channel === channel && each.thread === ts
    const messages = [
      ...posted.filter(isThere).map(known('parley_message')),
      ...drafts.filter(isThere).map(known('parley_draft')),
    ]
    return { ok: true, messages }
  }

  // Fifty changes a minute are taken of a workspace, and no message is posted or changed twice in a second.
  function looking(shown: Pick<Posted, 'blocks'>): readonly string[] {
    if (performance.now() - draftedAt < 1_000) no('drafts too often')
    draftedAt = performance.now()
    drafted.push(shownText(shown))
    return [shownText(shown)]
  }

  function no(error: string, why = ''): object {
    refused.push(`${error} ${why}`.trim())
    return { ok: false, error }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const method = request.url?.replace(/^\/api\//, '') ?? ''
      const sent = await text(request)
      calls.push(method)
      const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
        response
          .writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers })
          .end(JSON.stringify(body))
      if (method === 'oauth.v2.access') return answer(200, installs.access(request.headers.authorization, sent))
      const needed = method === 'apps.connections.open' ? appToken : token
      const { authorization = '' } = request.headers
      const isOurs = isInstalled ? installs.knows(authorization) : authorization === `Bearer ${needed}`
      if (!isOurs) return answer(200, no('invalid_auth'))
      tokensOf.push(authorization)
      const writes = method.startsWith('chat.')
      if (writes) posts += 1
      if (writes && limit > 0 && posts % limit === 0)
        return answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' })
      const work = methods[method]
      const said = work ? work(JSON.parse(sent)) : no('unknown_method')
      if (method === 'chat.postMessage') await before?.()
      return answer(200, said)
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }).listen(0, '127.0.0.1')
  const sockets = fakeSockets(server, () => `ws://127.0.0.1:${port}`, no)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  scope.after(async () => {
    sockets.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const folder = await mkdtemp(join(tmpdir(), 'parley-slack-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'channels.yaml')
  await writeFile(
    file,
    `slack:
  acme:
    ${isInstalled ? installs.yaml : `workspace: ${WORKSPACE}\n    token: "\${SLACK_TOKEN}"`}
    ${bySocket ? 'appToken: "${SLACK_APP_TOKEN}"' : 'signingSecrets: ["${SLACK_SIGNING_SECRET}"]'}
    apiUrl: "http://127.0.0.1:${port}/api/"
    private: true
    ${more}
`,
  )

  async function send(url: string, body: string, type: string, otherwise: SentOtherwise): Promise<Response> {
    if (bySocket && otherwise.name === undefined) return await sendBySocket(body, type)
    const { ageS = 0, tamper = (as) => as, headers = {}, name = 'acme' } = otherwise
    const timestamp = String(Math.floor(Date.now() / 1_000) - ageS)
    const signature = createHmac('sha256', otherwise.secret ?? secret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex')
    const began = performance.now()
    const response = await fetch(`${url}/channels/slack/${name}`, {
      method: 'POST',
      body: tamper(body),
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
    })
    answeredMs.push(performance.now() - began)
    return response
  }

  async function sendBySocket(body: string, type: string): Promise<Response> {
    const began = performance.now()
    const payload = type === 'application/json' ? body : (new URLSearchParams(body).get('payload') ?? '')
    const kind = type === 'application/json' ? 'events_api' : 'interactive'
    const acknowledged = await sockets.send(kind, JSON.parse(payload))
    answeredMs.push(performance.now() - began)
    return Response.json(acknowledged)
  }

  return {
    environment: {
      CHANNELS_FILE: file,
      ...(isInstalled ? installs.environment : { SLACK_TOKEN: token }),
      ...(bySocket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: secret }),
    },
    secret,
    sockets,
    installs,
    tokens: tokensOf,
    posted,
    drafts,
    drafted,
    ephemeral,
    views,
    calls,
    refused,
    answeredMs,
    limitEvery: (count) => void (limit = count),
    beforeAnswer: (work) => void (before = work),
    in: (channel) => posted.filter((each) => each.channel === channel),
    write: (url, message, otherwise = {}) => {
      const { team = WORKSPACE, type = 'event_callback' } = otherwise
      const ts = newTs()
      const isDirect = String(message['channel']).startsWith('D')
      const event = { type: isDirect ? 'message' : 'app_mention', ts, ...message }
      const body = { type, team_id: team, event_id: `Ev${randomUUID()}`, event }
      return send(url, JSON.stringify({ ...body, ...otherwise.event }), 'application/json', otherwise)
    },
    press: (url, user, { channel, ts, thread, text: shown, blocks }, actionId, otherwise = {}) => {
      const trigger = randomUUID()
      triggers.set(trigger, performance.now())
      const button = buttonsOf(blocks).find(({ action_id: id }) => id === actionId)
      const payload = {
        type: 'block_actions',
        user: { id: user },
        ...{ team: { id: otherwise.team ?? WORKSPACE }, channel: { id: channel } },
        container: { message_ts: ts, ...(thread && { thread_ts: thread }) },
        message: { text: shown, blocks },
        trigger_id: trigger,
        actions: [{ action_id: actionId, value: button?.value }],
      }
      return send(url, formOf(payload), 'application/x-www-form-urlencoded', otherwise)
    },
    submit: (url, user, view, reason, note) => {
      const values = { reason: { reason: { selected_option: { value: reason } } }, note: { note: { value: note } } }
      const payload = {
        type: 'view_submission',
        user: { id: user },
        team: { id: WORKSPACE },
        view: { callback_id: view.callback_id, private_metadata: view.private_metadata, state: { values } },
      }
      return send(url, formOf(payload), 'application/x-www-form-urlencoded', {})
    },
    fill: async (url, user, { callback_id, private_metadata, blocks }, filled) => {
      const inputs = blocks.filter((block) => block.type === 'input')
      const values = Object.fromEntries(
        inputs.map(({ block_id: id, element }) => [id, { [element.action_id]: stateOf(element, filled[id]) }]),
      )
      const unknown = Object.keys(filled).filter((id) => !(id in values))
      for (const id of unknown) values[id] = { value: { type: 'plain_text_input', value: filled[id] ?? null } }
      const payload = {
        type: 'view_submission',
        user: { id: user },
        team: { id: WORKSPACE },
        view: { callback_id, private_metadata, state: { values } },
      }
      const response = await send(url, formOf(payload), 'application/x-www-form-urlencoded', {})
      const answered = Answered.parse(JSON.parse((await response.text()) || '{}'))
      if ('errors' in answered) for (const id of Object.keys(answered.errors)) if (!(id in values)) no(`no field ${id}`)
      return answered
    },
  }
}

/** The direct messages of somebody with the app. */
export function directOf(user: string): string {
  return `D${user.slice(1)}`
}

function formOf(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
}
