import { connectionLost } from '../browser/client.ts'
import { checked } from '#contract/shape.ts'
import type { DevPerson } from '#contract/server-endpoints.ts'
import { devPeople } from '#contract/wire.ts'
import { pageServer } from '../browser/page-server.ts'

/** Who one can be in development. */
export async function listPeople(signal: AbortSignal): Promise<readonly DevPerson[]> {
  const response = await reached(fetch(`${pageServer()}/dev/people`, { signal }))
  return checked(devPeople, await response.json())?.people ?? []
}

/** Becomes an example person, or also that one, beside whoever one is. */
export async function signInAs(
  person: string,
  { beside }: { readonly beside: boolean },
  signal: AbortSignal,
): Promise<void> {
  const response = await reached(
    fetch(`${pageServer()}/dev/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person, beside }),
      signal,
    }),
  )
  if (!response.ok) throw connectionLost(response.status)
}

async function reached(answer: Promise<Response>): Promise<Response> {
  try {
    return await answer
  } catch (error) {
    throw connectionLost(error)
  }
}

const NAME = 'parley-token'

/** The token that was pasted into this tab: kept over a reload, gone with the tab, and seen by no other. */
export function keptToken(): string | null {
  return sessionStorage.getItem(NAME)
}

export function keepToken(token: string): void {
  sessionStorage.setItem(NAME, token)
}

export function forgetToken(): void {
  sessionStorage.removeItem(NAME)
}
