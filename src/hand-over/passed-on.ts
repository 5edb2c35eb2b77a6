import type { Part } from '#memory/threads/part.ts'
import type { Speech } from '#turn/speaking.ts'

/** What is said where a conversation is passed on: that somebody takes it only where somebody is there who can. */
export function passedOnPart(
  { say, role: nameOf }: Speech,
  { role, isHeld }: { readonly role: string; readonly isHeld: boolean },
): Part {
  const text = isHeld
    ? say('A {role} will take this from here.', { role: nameOf(role) })
    : say(
        'I’ve kept this for a {role}, but nobody here is one yet, so I can’t say when you will hear from somebody. Say “never mind”, and I go on myself.',
        { role: nameOf(role) },
      )
  return { type: 'notice', code: 'handed-over', text }
}

/** What is said where something would be done that waits for a person instead. */
export function withPersonPart({ say, role: nameOf }: Speech, role: string): Part {
  const text = say(
    'This conversation waits for a {role}. Until somebody has answered I begin nothing here. Say “never mind”, and I go on myself.',
    { role: nameOf(role) },
  )
  return { type: 'notice', code: 'with-person', text }
}

/** What is said where its requester goes on without a person. */
export function closedPart({ say }: Speech): Part {
  return { type: 'notice', code: 'hand-over-closed', text: say('All right, nobody has to come. I’m with you again.') }
}

/** What is said to whom would go on without a person where one has just come. */
export function takenPart({ say }: Speech, name: string): Part {
  const text = say('{name} is here now and reads what you write. I begin nothing here meanwhile.', { name })
  return { type: 'notice', code: 'with-person', text }
}
