import { z } from 'zod'
import { outgoingCall } from '#core/outgoing-http.ts'
import { AppError } from '#core/errors.ts'
import { Secret } from '#core/secret.ts'
import type { ChannelInstaller } from '../channel-installer.ts'
import type { SlackApi } from './api.ts'

/** What the app asks for, of a workspace that it is installed in. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
] as const

export interface InstallRules {
  readonly api: Omit<SlackApi, 'token'>
  readonly clientId: string
  readonly clientSecret: Secret
}

const MOST_BYTES = 100_000

/** What Slack gives for a code (https://docs.slack.dev/reference/methods/oauth.v2.access). */
const Access = z.looseObject({
  ok: z.literal(true),
  access_token: z.string().regex(/^xoxb-[\x21-\x7e]{4,395}$/),
  scope: z.string().max(4_000),
  team: z.looseObject({ id: z.string().regex(/^T[A-Z0-9]{1,39}$/), name: z.string().max(500) }),
  is_enterprise_install: z.boolean().optional(),
  expires_in: z.number().optional(),
})
const Refused = z.looseObject({ ok: z.literal(false), error: z.string().max(200) })

/** Installs the app in a workspace, once somebody there has agreed (https://docs.slack.dev/authentication/installing-with-oauth). */
export function slackInstaller(rules: InstallRules): ChannelInstaller {
  return {
    agreeAt: ({ state, backTo }) => {
      const url = new URL('../oauth/v2/authorize', rules.api.url)
      url.search = new URLSearchParams({
        client_id: rules.clientId,
        scope: SCOPES.join(','),
        state,
        redirect_uri: backTo,
      }).toString()
      return url.href
    },
    exchange: async ({ code, backTo }, { signal }) => {
      const given = await exchanged(rules, { code, redirect_uri: backTo }, signal)
      const refused = Refused.safeParse(given).data
      if (refused) return no(`Slack says “${refused.error}”.`)
      const access = Access.safeParse(given).data
      if (!access) return no('Slack’s answer wasn’t understood.')
      if (access.is_enterprise_install === true)
        return no('It was installed for a whole organisation. Install it in one workspace.')
      // A token that ends has to be renewed, and nobody does it here.
      if (access.expires_in !== undefined) return no('The app’s tokens end: switch token rotation off in its settings.')
      const scopes = access.scope.split(',')
      const missing = SCOPES.filter((scope) => !scopes.includes(scope))
      if (missing.length > 0) return no(`It wasn’t given ${missing.join(', ')}.`)
      const { team, access_token: token } = access
      return { ok: true, agreed: { workspace: team.id, name: team.name, token: new Secret(token) } }
    },
  }
}

async function exchanged(
  { api, clientId, clientSecret }: InstallRules,
  fields: Record<string, string>,
  signal: AbortSignal,
): Promise<unknown> {
  const { url, allowPrivate, timeoutMs } = api
  const login = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${login}`,
    'user-agent': 'parley',
  }
  const sent = { headers, body: new URLSearchParams(fields).toString() }
  const options = { signal, timeoutMs, allowPrivate, maxBytes: MOST_BYTES }
  try {
    const { status, body } = await outgoingCall(`${url}oauth.v2.access`, sent, options)
    return status === 200 ? JSON.parse(Buffer.from(body).toString('utf8')) : { ok: false, error: `http-${status}` }
  } catch (error) {
    signal.throwIfAborted()
    return { ok: false, error: error instanceof AppError ? error.code : 'no answer' }
  }
}

function no(why: string) {
  return { ok: false as const, why }
}
