import type { Heard } from '#dialogue/small-talk.ts'
import { AnsweredKind } from '#agents/talk-kind.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Route } from '#dialogue/contract.ts'
import { bareValues } from './talk/bare-values.ts'
import { listeningOf } from './talk/listening.ts'

/** What a message is beside what it wants, for this agent. */
export function heardBy({ live: { agent } }: { readonly live: Pick<AgentRuntime, 'agent'> }, typed: string): Heard {
  return listeningOf(agent).hear(typed)
}

/**
 * Where a message goes that says nothing beside a greeting, thanks and the like, or nothing beside a value: it is
 * answered, and nothing begins. Null for all else.
 */
export function talkRoute(record: TurnRecord, typed: string): Route | null {
  const { kinds } = heardBy(record, typed)
  const bare = kinds.length === 0 || kinds[0] === 'unclear' ? bareValues(record, typed) : null
  if (bare) return { to: 'talk', about: ['value'], values: [...bare.values], offered: [...bare.playbooks] }
  if (kinds.includes('person')) return { to: 'hand-over' }
  const about = kinds.flatMap((kind) => {
    const answered = AnsweredKind.safeParse(kind)
    return answered.success ? [answered.data] : []
  })
  return about.length === 0 ? null : { to: 'talk', about, values: [], offered: [] }
}

/** What is said beside an open question and answers none: the question is asked again behind it. */
const BESIDE: ReadonlySet<AnsweredKind> = new Set([
  ...(['upset', 'who-are-you', 'a-person', 'what-can-you-do', 'how-are-you', 'thanks', 'goodbye'] as const),
  ...(['one-moment', 'sorry', 'chatter', 'greeting', 'kind-words'] as const),
])

/** The same while a question of ours is open, where it can't be an answer to that. */
export function talkBeside(record: TurnRecord, typed: string): Route | null {
  const route = talkRoute(record, typed)
  if (route?.to === 'talk') return route.about.every((kind) => BESIDE.has(kind)) ? route : null
  return route
}
