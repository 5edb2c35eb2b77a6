import assert from 'node:assert/strict'
import type { PersonClient } from './parley-client.ts'

/** Somebody takes the conversation that was passed on, the newest where none is named, and says something in it. */
export async function answerInPerson(person: PersonClient, threadId: string | null, text: string): Promise<void> {
  const { body } = await person.request<{ handOvers: { id: string; threadId: string }[] }>('GET', '/v1/hand-overs')
  const own = body.handOvers.findLast((one) => threadId === null || one.threadId === threadId)
  assert.ok(own, JSON.stringify(body))
  const taken = await person.request('POST', `/v1/hand-overs/${own.id}/take`)
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  const said = await person.request('POST', `/v1/hand-overs/${own.id}/answers`, { text })
  assert.ok(said.status < 300, JSON.stringify(said.body))
}
