import { setTimeout as delay } from 'node:timers/promises'
import type { RunView } from '#contract/run.ts'
import type { PersonClient } from '../test/helpers/parley-client.ts'

/**
 * Waits until all that a message wants is done or waits for somebody, however long that takes: whoever reads in a model's place
 * has no hurry. A message that wants several things has a run for each.
 */
export async function ended(person: PersonClient, threadId: string, runId: string): Promise<void> {
  await runEnded(person, runId)
  const { body } = await person.request<{ runs: RunView[] }>('GET', `/v1/runs?threadId=${threadId}`)
  for (const run of body.runs ?? []) await runEnded(person, run.id)
}

/** The same for one run. */
export async function runEnded(person: PersonClient, runId: string): Promise<RunView> {
  for (;;) {
    const { body } = await person.request<RunView>('GET', `/v1/runs/${runId}`)
    if (['done', 'failed', 'cancelled', 'waiting'].includes(body.status)) return body
    await delay(2_000)
  }
}
