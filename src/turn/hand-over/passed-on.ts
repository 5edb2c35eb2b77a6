import type { Agent } from '#agents/contract.ts'
import type { Part } from '#memory/threads/part.ts'
import type { Speech } from '#turn/speaking.ts'
import { opensAt } from './hours.ts'

/** What is said where a conversation is passed on: that somebody takes it only where somebody is there who can. */
export function passedOnPart(
  { say, when, role: nameOf }: Speech,
  {
    agent,
    role,
    isHeld,
    now,
  }: { readonly agent: Agent; readonly role: string; readonly isHeld: boolean; readonly now: Date },
): Part {
  const opens = opensAt(agent, now)
  const there =
    opens === null
      ? say('A {role} will take this from here.', { role: nameOf(role) })
      : say('Nobody is here right now. A {role} takes this from {when}; until then I go on here.', {
          role: nameOf(role),
          when: when(opens, agent.zone ?? 'UTC'),
        })
  const text = isHeld
    ? there
    : say(
        'I’ve kept this for a {role}, but nobody here is one yet, so I can’t say when you will hear from somebody. Meanwhile I go on here. Say “never mind”, and nobody has to come.',
        { role: nameOf(role) },
      )
  return { type: 'notice', code: 'handed-over', text }
}

/** What is said to whom asks for a person and waits for one already. */
export function waitingPart({ say, role: nameOf }: Speech, role: string): Part {
  const text = say(
    'This conversation waits for a {role}. Until somebody takes it I go on here. Say “never mind”, and nobody has to come.',
    { role: nameOf(role) },
  )
  return { type: 'notice', code: 'with-person', text }
}

/** What is said where its requester goes on without a person. */
export function closedPart({ say }: Speech): Part {
  return { type: 'notice', code: 'hand-over-closed', text: say('All right, nobody has to come. I’m with you again.') }
}

/** What is said where a person has the conversation. */
export function takenPart({ say }: Speech, name: string): Part {
  const text = say('{name} is here now and reads what you write. I begin nothing here until it is handed back to me.', {
    name,
  })
  return { type: 'notice', code: 'with-person', text }
}
