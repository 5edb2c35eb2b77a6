import { z } from 'zod'
import type { PlanView } from '#contract/plan.ts'
import type { TestParley } from '../../test/helpers/parley.ts'
import type { PersonClient } from '../../test/helpers/parley-client.ts'
import { ended } from '../ended.ts'
import type { Talk } from './run-talks.ts'

const CallEnd = z.looseObject({
  event: z.literal('model-call-end'),
  prompt: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
})

/** Plays one conversation: each message is said once the turn before it has come to an end, or to somebody who is asked. */
export async function playTalk(parley: TestParley, talk: Talk, say: (text: string) => void): Promise<void> {
  const person = parley.as(talk.as)
  const { body: thread } = await person.request<{ id: string }>('POST', '/v1/threads', {})
  let heard = 0
  for (const text of talk.say) {
    const logged = parley.log().length
    say(`> ${text}`)
    const said = await person.request<{ runId: string }>('POST', `/v1/threads/${thread.id}/messages`, { text })
    await ended(person, thread.id, said.body.runId)
    const messages = (await person.messages(thread.id)).slice(heard)
    heard += messages.length
    const answers = messages.filter(({ role }) => role === 'assistant').flatMap(({ parts }) => parts)
    for (const part of answers) say(await shown(part, person))
    say(`  [${callsIn(parley.log().slice(logged))}]`)
  }
  const { plans } = (await person.request<{ plans: PlanView[] }>('GET', '/v1/plans?limit=20')).body
  const own = plans.filter(({ threadId }) => threadId === thread.id)
  say(`\nIn the end: ${own.map((plan) => `${plan.title} (${plan.status})`).join('; ') || 'no plan'}.`)
}

type Shown = Awaited<ReturnType<PersonClient['messages']>>[number]['parts'][number]

async function shown(part: Shown, person: PersonClient): Promise<string> {
  switch (part.type) {
    case 'plan': {
      const plan = await person.plan(part.planId)
      const basis = plan.intent?.basis ?? 'no intent'
      const awaits = plan.awaits.length > 0 ? `, waits for ${plan.awaits.join(' and ')}` : ''
      return `  [card: ${plan.title} (${plan.status}, ${basis}${awaits})]`
    }
    case 'choices':
      return `  [buttons: ${part.choices.map(({ label }) => label).join(' | ')}]`
    case 'file':
      return `  [file ${part.name}]`
    default:
      return `  ${part.text}`
  }
}

function callsIn(log: string): string {
  const calls = log.split('\n').flatMap((line) => CallEnd.safeParse(json(line)).data ?? [])
  const tokens = calls.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0)
  const prompts = calls.map(({ prompt, inputTokens }) => `${prompt} ${inputTokens}`).join(', ')
  return calls.length === 0 ? 'no call of a model' : `${calls.length} calls, ${tokens} tokens: ${prompts}`
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
