import type { TurnRecord } from '#turn/read-turn.ts'
import { changesSomething } from '#dialogue/asked-for.ts'
import type { Route } from '#dialogue/contract.ts'
import { isOneOf } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'

/**
 * Where a message goes while its thread is with a person: no deed is begun. What a person has taken is between the two, and
 * the agent says nothing; until then it looks things up, and gives the thread back to itself where its requester says so.
 */
export async function besidePerson(record: TurnRecord, typed: string, choose: () => Promise<Route>): Promise<Route> {
  const { handOver, live, language: code } = record
  if (handOver === null) return choose()
  if (handOver.takenBy !== null) return { to: 'with-person' }
  const language = languageOf(live.agent, code)
  if (isOneOf(typed, language.cancel, language)) return { to: 'no-person' }
  const chosen = await choose()
  return isDeed(chosen, record) ? { to: 'with-person' } : withoutQuestion(chosen)
}

function isDeed(route: Route, { live }: TurnRecord): boolean {
  // What waits may be taken back; another plan in its place is a deed.
  if (route.planCall?.do === 'leave-out') return true
  if (route.planCall?.do === 'decide') return route.planCall.decision === 'approve'
  switch (route.to) {
    case 'answer':
    case 'other-language':
    case 'cancelled':
    case 'talk':
    case 'too-many':
    case 'open-plan':
    case 'passed-on':
    case 'in-private':
      return false
    case 'playbook':
    case 'ask-slot':
    case 'confirm': {
      const playbook = live.agent.playbooks.find(({ name }) => name === route.playbook)
      return !playbook || changesSomething(playbook, live)
    }
    case 'plan':
    case 'wish':
    case 'offer-person':
    case 'ask-which':
    case 'hand-over':
    case 'with-person':
    case 'no-person':
      return true
  }
}

// What it would ask again is a deed's.
function withoutQuestion(route: Route): Route {
  if (route.to !== 'answer' && route.to !== 'other-language' && route.to !== 'talk') return route
  const { asking: _, ...rest } = route
  return rest
}
