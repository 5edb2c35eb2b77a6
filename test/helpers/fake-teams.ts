import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { AdaptiveCard, type Execute, executesOf, shownText } from './adaptive-card.ts'
import type { Scope } from './database.ts'
import { askedChat } from './fake-teams-chats.ts'
import { fakeTokens, type SentOtherwise } from './fake-teams-tokens.ts'
import { fakeStreams, StreamInfo, Typing } from './fake-teams-streams.ts'

export const DIRECTORY = '0a0a0a0a-0000-4000-8000-00000000acce'
export const APP_ID = '0b0b0b0b-0000-4000-8000-0000000000a9'
/** Our app, as a conversation names it. */
export const BOT = `28:${APP_ID}`
const ISSUER = 'https://api.botframework.com'
/** What Teams takes of one message, with all that is around it. */
const MOST_BYTES = 28_672

export interface TeamsUser {
  readonly id: string
  readonly objectId: string
  readonly name: string
  readonly email: string
  readonly directory?: string
  readonly principalName?: string
  readonly role?: string
}

/** A message in a conversation, as people see it now. */
export interface Posted {
  readonly conversation: string
  readonly id: string
  readonly summary: string
  readonly card: AdaptiveCard
  /** How often it was changed. */
  readonly edits: number
}

const Sent = z.strictObject({
  type: z.literal('message'),
  id: z.string().optional(),
  entities: Typing.shape.entities.optional(),
  channelData: StreamInfo.optional(),
  summary: z.string().min(1).max(400),
  attachments: z
    .array(z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: AdaptiveCard }))
    .length(1),
})

/** A Teams that holds its clients to its rules: tokens, sizes, rates, and conversations that are there. */
export interface FakeTeams {
  readonly environment: Readonly<Record<string, string>>
  readonly serviceUrl: string
  /** What stands in its conversations, but for what isn't whole yet. */
  readonly posted: readonly Posted[]
  /** What isn't whole yet where several people read. */
  readonly drafts: readonly Posted[]
  /** All that people saw of it, in that order. */
  readonly drafted: readonly string[]
  /** Streams that haven't ended, and all that people saw of each. */
  readonly streams: readonly {
    readonly conversation: string
    readonly id: string
    readonly looked: readonly string[]
  }[]
  /** What is answered to a stream from now on; null for what Teams answers. */
  refuseStreams(why: string | null): void
  /** Each call, by its method and what it was for. */
  readonly calls: readonly string[]
  /** What was refused, and why. */
  readonly refused: readonly string[]
  /** How long each activity took to be answered, in ms. */
  readonly answeredMs: readonly number[]
  /** Every so many posts are answered with 429; 0 for none. */
  limitEvery(count: number): void
  /** Takes back all tokens that were given. */
  takeBackTokens(): void
  /** Runs after a post was taken and before it is answered. */
  beforeAnswer(work: (() => Promise<void>) | null): void
  in(conversation: string): readonly Posted[]
  /** Somebody writes to the app alone, or in a place where others read. */
  write(url: string, message: TeamsMessage, otherwise?: SentOtherwise): Promise<Response>
  /** Somebody gets the app, and has a chat with it from now on. */
  install(url: string, user: TeamsUser, conversation: string): Promise<Response>
  /** Somebody presses a button of a card, and has filled in what is above it. */
  press(url: string, user: TeamsUser, posted: Posted, verb: string, filled?: Filled): Promise<Invoked>
  /** Teams asks how a card stands, which somebody has in view. */
  look(url: string, user: TeamsUser, posted: Posted): Promise<Invoked>
}

export interface TeamsMessage {
  readonly from: TeamsUser
  readonly text: string
  readonly conversation?: string
  readonly type?: 'channel' | 'groupChat' | 'personal'
  readonly id?: string
  readonly html?: string
  readonly files?: readonly { readonly name: string; readonly url: string }[]
  /** Whether the app is named in it. */
  readonly isNamed?: boolean
}

export type Filled = Readonly<Record<string, string>>

const Invoked = z.strictObject({
  statusCode: z.literal(200),
  type: z.enum(['application/vnd.microsoft.card.adaptive', 'application/vnd.microsoft.activity.message']),
  value: z.union([z.string().min(1), AdaptiveCard]),
})
export type Invoked = z.infer<typeof Invoked>

interface FakeOptions {
  readonly users: readonly TeamsUser[]
  readonly more?: string
}

export async function openFakeTeams(
  scope: Scope,
  { users, more = 'trustEmails: true' }: FakeOptions,
): Promise<FakeTeams> {
  const secret = randomBytes(16).toString('hex')
  const signed = await fakeTokens({ audience: APP_ID, issuer: ISSUER })
  const posted: Posted[] = []
  const drafts: Posted[] = []
  const drafted: string[] = []
  const calls: string[] = []
  const refused: string[] = []
  const answeredMs: number[] = []
  const tokens = new Set<string>()
  let limit = 0
  let posts = 0
  let ids = 0
  let before: (() => Promise<void>) | null = null

  const newId = () => `1:${(ids += 1)}`
  const streams = fakeStreams(newId, no)

  function no(status: number, why: string): Answer {
    refused.push(`${status} ${why}`)
    return { status, body: { error: { code: why, message: why } } }
  }

  function give(sent: string): Answer {
    const form = Object.fromEntries(new URLSearchParams(sent))
    const isOurs = form['client_id'] === APP_ID && form['client_secret'] === secret
    if (!isOurs || form['grant_type'] !== 'client_credentials') return no(401, 'invalid_client')
    if (form['scope'] !== `${ISSUER}/.default`) return no(400, 'invalid_scope')
    const token = randomUUID()
    tokens.add(token)
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3_599, access_token: token } }
  }

  async function take(conversation: string, id: string | null, sent: string): Promise<Answer> {
    posts += 1
    if (limit > 0 && posts % limit === 0) return { status: 429, body: {}, headers: { 'retry-after': '1' } }
    if (Buffer.byteLength(sent) > MOST_BYTES) return no(413, 'MessageSizeTooBig')
    const typing = Typing.safeParse(JSON.parse(sent)).data
    if (typing) return streams.write(conversation, typing)
    const parsed = Sent.safeParse(JSON.parse(sent))
    if (!parsed.success) return no(400, `BadSyntax ${parsed.error.message}`)
    const [{ content: card } = { content: null }] = parsed.data.attachments
    if (card === null) return no(400, 'BadSyntax')
    const { summary, channelData } = parsed.data
    if (channelData) {
      const ended = streams.end(conversation, channelData.streamId ?? '')
      if (ended.status === 201) posted.push({ conversation, id: channelData.streamId ?? '', edits: 0, summary, card })
      return ended
    }
    if (['Working on it…', 'Still writing…'].includes(summary)) return draft(conversation, id, { summary, card })
    const draftAt = drafts.findIndex((each) => each.conversation === conversation && each.id === id)
    if (draftAt >= 0) posted.push(...drafts.splice(draftAt, 1))
    const at = posted.findIndex((each) => each.conversation === conversation && each.id === id)
    const old = posted[at]
    if (id !== null && !old) return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } }
    const edits = draftAt >= 0 ? 0 : (old?.edits ?? 0) + 1
    if (old) posted[at] = { ...old, summary, card, edits }
    else posted.push({ conversation, id: newId(), summary, card, edits: 0 })
    await before?.()
    return { status: id === null ? 201 : 200, body: { id: id ?? posted.at(-1)?.id } }
  }

  function draft(conversation: string, id: string | null, shown: Pick<Posted, 'card' | 'summary'>): Answer {
    const at = drafts.findIndex((each) => each.conversation === conversation && each.id === id)
    const now = { conversation, edits: 0, ...shown, id: id ?? newId() }
    drafts.splice(at < 0 ? drafts.length : at, at < 0 ? 0 : 1, now)
    drafted.push(shownText(shown.card))
    return { status: id === null ? 201 : 200, body: { id: now.id } }
  }

  /** A message, a draft or what was a stream. */
  function remove(conversation: string, id: string): Answer {
    const lists: readonly { readonly conversation: string; readonly id: string }[][] = [posted, drafts, streams.open]
    for (const list of lists) {
      const at = list.findIndex((each) => each.conversation === conversation && each.id === id)
      if (at >= 0) list.splice(at, 1)
    }
    return { status: 200, body: {} }
  }

  function openChat(sent: string): Answer {
    const asked = askedChat(JSON.parse(sent), { bot: BOT, directory: DIRECTORY })
    if ('wrong' in asked) return no(400, `BadSyntax ${asked.wrong}`)
    const user = users.find(({ id, role }) => id === asked.user && role !== 'anonymous')
    return user ? { status: 201, body: { id: directOf(user) } } : { status: 403, body: {} }
  }

  function member(id: string): Answer {
    const user = users.find((each) => each.id === id)
    if (!user) return { status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } }
    const { objectId, name, email, directory = DIRECTORY, principalName = email, role = 'user' } = user
    const known = { id, name, aadObjectId: objectId, email, userPrincipalName: principalName, tenantId: directory }
    return { status: 200, body: { ...known, userRole: role } }
  }

  async function answer(method: string, path: string, sent: string, authorization: string): Promise<Answer> {
    calls.push(
      `${method} ${path.replaceAll(/\/(?:conversations|activities|members)\/[^/]+/g, (all) => all.replace(/[^/]+$/, '…'))}`,
    )
    if (path === '/v1/.well-known/openidconfiguration')
      return { status: 200, body: { issuer: ISSUER, jwks_uri: `${origin}/v1/.well-known/keys` } }
    if (path === '/v1/.well-known/keys') return { status: 200, body: signed.keys }
    if (path === `/${DIRECTORY}/oauth2/v2.0/token`) return give(sent)
    const [, conversation = '', kind = '', id = ''] =
      /^\/emea\/v3\/conversations\/([^/]+)\/(activities|members)(?:\/([^/]+))?$/
        .exec(path)
        ?.map((part: string | undefined) => decodeURIComponent(part ?? '')) ?? []
    if (!tokens.has(authorization.replace('Bearer ', ''))) return no(401, 'Unauthorized')
    if (path === '/emea/v3/conversations' && method === 'POST') return openChat(sent)
    if (conversation === '' || conversation === 'gone') return { status: 404, body: {} }
    if (kind === 'members' && method === 'GET') return member(id)
    if (method === 'DELETE' && kind === 'activities') return remove(conversation, id)
    if (method === 'POST' && id === '') return await take(conversation, null, sent)
    return method === 'PUT' ? await take(conversation, id, sent) : no(405, 'MethodNotAllowed')
  }

  const server = createServer((request, response) => {
    void (async () => {
      const { authorization = '' } = request.headers
      const said = await answer(request.method ?? '', request.url ?? '', await text(request), authorization)
      response
        .writeHead(said.status, { 'content-type': 'application/json', connection: 'close', ...said.headers })
        .end(JSON.stringify(said.body))
    })().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const serviceUrl = `${origin}/emea/`
  scope.after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const file = await channelsFile(scope, { origin, more })

  async function send(url: string, activity: object, otherwise: SentOtherwise): Promise<Response> {
    const { authorization = `Bearer ${await signed.tokenFor(serviceUrl, otherwise)}`, name = 'acme' } = otherwise
    const began = performance.now()
    const response = await fetch(`${url}/channels/teams/${name}`, {
      method: 'POST',
      body: JSON.stringify({ ...activity, ...otherwise.activity }),
      headers: { 'content-type': 'application/json; charset=utf-8', ...(authorization && { authorization }) },
    })
    answeredMs.push(performance.now() - began)
    return response
  }

  function around(from: TeamsUser, conversation: string, type: string): object {
    return {
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: from.id, name: from.name, aadObjectId: from.objectId },
      recipient: { id: BOT, name: 'Parley' },
      conversation: {
        id: conversation,
        conversationType: type,
        tenantId: DIRECTORY,
        ...(type !== 'personal' && { isGroup: true }),
      },
      channelData: { tenant: { id: DIRECTORY } },
    }
  }

  async function invoke(url: string, user: TeamsUser, posted: Posted, action: object): Promise<Invoked> {
    const activity = {
      ...around(user, posted.conversation, posted.conversation.startsWith('19:') ? 'channel' : 'personal'),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: posted.id,
      value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
    }
    const response = await send(url, activity, {})
    const said = await response.text()
    if (response.status !== 200) throw new Error(`${response.status} ${said}`)
    return Invoked.parse(JSON.parse(said))
  }

  return {
    environment: { CHANNELS_FILE: file, TEAMS_SECRET: secret },
    serviceUrl,
    posted,
    drafts,
    drafted,
    streams: streams.open,
    refuseStreams: streams.refuse,
    calls,
    refused,
    answeredMs,
    limitEvery: (count) => void (limit = count),
    takeBackTokens: () => tokens.clear(),
    beforeAnswer: (work) => void (before = work),
    in: (conversation) => posted.filter((each) => each.conversation === conversation),
    install: (url, user, conversation) => {
      const activity = {
        ...around(user, conversation, 'personal'),
        type: 'conversationUpdate',
        membersAdded: [{ id: BOT }],
      }
      return send(url, activity, {})
    },
    write: (url, { from, text: said, html, id, isNamed, files = [], ...place }, otherwise = {}) => {
      const { conversation = directOf(from), type = 'personal' } = place
      const mention = { type: 'mention', mentioned: { id: BOT, name: 'Parley' }, text: '<at>Parley</at>' }
      const activity = {
        ...around(from, conversation, type),
        ...(id !== undefined && { id }),
        type: 'message',
        textFormat: 'plain',
        text: said,
        attachments: [
          ...(html === undefined ? [] : [{ contentType: 'text/html', content: html }]),
          ...files.map(({ name, url: downloadUrl }) => ({
            contentType: 'application/vnd.microsoft.teams.file.download.info',
            name,
            content: { downloadUrl, uniqueId: randomUUID(), fileType: name.split('.').at(-1) },
          })),
        ],
        entities: [{ type: 'clientInfo', locale: 'en-GB' }, ...(isNamed ? [mention] : [])],
      }
      return send(url, activity, otherwise)
    },
    press: (url, user, card, verb, filled = {}) => {
      const action = executesOf(card.card).find((each) => each.verb === verb)
      return invoke(url, user, card, { verb, data: { ...action?.data, ...filled } })
    },
    look: (url, user, card) => {
      const { refresh } = card.card
      if (!refresh?.userIds.includes(user.id)) throw new Error('Teams wouldn’t ask for them.')
      return invoke(url, user, card, { verb: refresh.action.verb, data: refresh.action.data })
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

async function channelsFile(scope: Scope, { origin, more }: { readonly origin: string; readonly more: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-teams-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'channels.yaml')
  await writeFile(
    file,
    `teams:
  acme:
    appId: ${APP_ID}
    directory: ${DIRECTORY}
    secret: "\${TEAMS_SECRET}"
    hosts: ["${new URL(origin).host}"]
    keysUrl: "${origin}/v1/.well-known/openidconfiguration"
    loginUrl: "${origin}/"
    private: true
    ${more}
`,
  )
  return file
}

/** The chat of somebody with the app. */
export function directOf(user: TeamsUser): string {
  return `a:1${user.objectId}`
}

export type { Execute, SentOtherwise }
