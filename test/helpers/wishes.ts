import type { MessageView } from '#contract/message.ts'
import type { Scope } from './database.ts'
import { startShop } from './parley.ts'
import type { PersonClient } from './parley-client.ts'
import { until } from './until.ts'

/** The example customer of a shop of which nothing was refunded yet, and its support lead. */
export async function startCustomer(scope: Scope): Promise<{ client: PersonClient; lead: PersonClient }> {
  const { customer, lead } = await startShop(scope)
  return { client: customer, lead }
}

/** Says something and waits until nothing of the thread is at work any more; gives what was answered to it, in order. */
export async function say(client: PersonClient, text: string, threadId?: string) {
  const before = threadId === undefined ? [] : await client.messages(threadId)
  const said = await client.ask(text, threadId)
  await untilQuiet(client, said.threadId)
  const answers = (await client.messages(said.threadId)).slice(before.length).filter(({ role }) => role === 'assistant')
  return { ...said, answers: answers.map(textOf) }
}

/** Waits until nothing of a thread is queued or at work. */
export async function untilQuiet(client: PersonClient, threadId: string): Promise<void> {
  await until(async () => {
    const { body } = await client.request<{ runs?: readonly { status: string }[] }>(
      'GET',
      `/v1/runs?threadId=${threadId}`,
    )
    return body.runs?.every(({ status }) => status !== 'queued' && status !== 'running') ?? false
  })
}

function textOf({ parts }: MessageView): string {
  return parts.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n')
}

/** Each plan of theirs by how it stands and its first step, oldest first. */
export async function plansOf(client: PersonClient): Promise<readonly string[]> {
  const { body } = await client.request<{ plans: readonly { status: string; title: string }[] }>('GET', '/v1/plans')
  return body.plans.map(({ status, title }) => `${status}: ${title}`).toReversed()
}

/** Their plans once a new customer has said one thing. */
export async function plansFor(scope: Scope, message: string): Promise<readonly string[]> {
  const { client } = await startCustomer(scope)
  await say(client, message)
  return plansOf(client)
}

/** Whether a plan of `plansOf` was done. */
export function isDone(plan: string): boolean {
  return plan.startsWith('done')
}
