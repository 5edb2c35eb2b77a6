import { createHmac, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentsCopy } from './agents.ts'

/** What is different about how an event is sent. */
export interface EventOtherwise {
  readonly id?: string
  readonly secrets?: readonly string[]
  readonly ageS?: number
  readonly body?: string
  /** What the signature is over, where that isn't what is sent. */
  readonly signed?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Writes a file of the example agent: `webhooks/returns.yaml`. */
export async function writeStarter({ dir }: Pick<AgentsCopy, 'dir'>, file: string, text: string): Promise<void> {
  const path = join(dir, 'support', file)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
}

/** Sends an event as a service elsewhere does, signed by Standard Webhooks: by this file alone. */
export function sendEvent(
  url: string,
  secret: string,
  event: unknown,
  otherwise: EventOtherwise = {},
): Promise<Response> {
  const { id = `evt_${randomUUID()}`, secrets = [secret], ageS = 0, headers = {} } = otherwise
  const body = otherwise.body ?? JSON.stringify(event)
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageS)
  const signatures = secrets.map((each) => `v1,${signature(each, `${id}.${timestamp}.${otherwise.signed ?? body}`)}`)
  return fetch(url, {
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
}

function signature(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(content)
    .digest('base64')
}
