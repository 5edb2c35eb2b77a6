import { randomBytes, randomUUID } from 'node:crypto'

const CLIENT = '1234567890.9876543210'

/** What is different about what Slack gives for a code. */
export interface AgreedOtherwise {
  readonly scope?: string
  readonly more?: Readonly<Record<string, unknown>>
  /** Slack's own refusal. */
  readonly error?: string
}

/** Slack's side of installing an app, held to its rules (https://docs.slack.dev/authentication/installing-with-oauth). */
export interface FakeInstalls {
  readonly environment: Readonly<Record<string, string>>
  readonly yaml: string
  /** What somebody of a workspace does with the address: they agree, and are sent back. */
  agree(
    address: string,
    team: { readonly id: string; readonly name: string },
    otherwise?: AgreedOtherwise,
  ): Promise<Response>
  /** `oauth.v2.access`. */
  access(authorization: string | undefined, sent: string): object
  knows(authorization: string): boolean
  tokenOf(team: string): string | undefined
  /** Takes the app out of a workspace. */
  remove(team: string): void
}

export function fakeInstalls(): FakeInstalls {
  const clientSecret = randomBytes(16).toString('hex')
  const codes = new Map<string, { readonly backTo: string; readonly given: object }>()
  const tokens = new Map<string, string>()
  const login = `Basic ${Buffer.from(`${CLIENT}:${clientSecret}`).toString('base64')}`
  return {
    environment: { SLACK_CLIENT_SECRET: clientSecret, SIGN_IN_KEY: randomBytes(32).toString('base64url') },
    yaml: `install:\n      clientId: "${CLIENT}"\n      clientSecret: "\${SLACK_CLIENT_SECRET}"`,
    agree: async (address, team, { scope, more = {}, error } = {}) => {
      const { pathname, searchParams } = new URL(address)
      const asked = Object.fromEntries(searchParams)
      if (pathname !== '/oauth/v2/authorize' || asked['client_id'] !== CLIENT)
        throw new Error(`Slack knows no ${address}`)
      const back = new URL(asked['redirect_uri'] ?? '')
      back.searchParams.set('state', asked['state'] ?? '')
      if (error !== undefined) back.searchParams.set('error', error)
      else {
        const code = randomUUID()
        const token = `xoxb-${randomBytes(12).toString('hex')}`
        tokens.set(team.id, token)
        const given = {
          ok: true,
          access_token: token,
          token_type: 'bot',
          scope: scope ?? asked['scope'],
          team,
          ...more,
        }
        codes.set(code, { backTo: asked['redirect_uri'] ?? '', given })
        back.searchParams.set('code', code)
      }
      return await fetch(back)
    },
    access: (authorization, sent) => {
      if (authorization !== login) return { ok: false, error: 'bad_client_secret' }
      const form = new URLSearchParams(sent)
      const code = form.get('code') ?? ''
      const waiting = codes.get(code)
      // A code counts once, with the address that it was asked for.
      codes.delete(code)
      if (!waiting) return { ok: false, error: 'invalid_code' }
      return waiting.backTo === form.get('redirect_uri') ? waiting.given : { ok: false, error: 'bad_redirect_uri' }
    },
    knows: (authorization) => [...tokens.values()].some((token) => authorization === `Bearer ${token}`),
    tokenOf: (team) => tokens.get(team),
    remove: (team) => void tokens.delete(team),
  }
}
