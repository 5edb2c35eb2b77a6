import type { Mistake } from '../mistake.ts'

/** In the rooms that came after the forty were chosen, one each. */
export const NEWER_MISTAKES: readonly Mistake[] = [
  {
    name: 'strangers-start-a-procedure',
    room: 'dialogue',
    file: 'src/dialogue/recognition/calibrate.ts',
    find: '    above(started, Math.floor(STRANGERS * strangers.length)),\n',
    replace: '',
    kind: 'dropped-line',
    what: 'What an agent has no procedure for starts the nearest one.',
  },
  {
    name: 'wish-taken-back-stays',
    room: 'dialogue',
    file: 'src/dialogue/speech-acts/in-message.ts',
    find: '?? takenBack(later, rules)',
    replace: '',
    kind: 'dropped-condition',
    what: '“Refund A12. No wait, don’t.” still asks for the refund.',
  },
  {
    name: 'language-guessed',
    room: 'dialogue',
    file: 'src/dialogue/detect-language.ts',
    find: 'words >= OTHER_WORDS &&',
    replace: 'words >= 1 &&',
    kind: 'dropped-condition',
    what: 'A short message with a foreign word is told to be in another language, and not answered.',
  },
  {
    name: 'informal-unasked',
    room: 'graph/messages',
    file: 'src/graph/messages/speaking.ts',
    find: "agent.address?.[code] ?? 'formal'",
    replace: "agent.address?.[code] ?? 'informal'",
    kind: 'wrong-value',
    what: 'Customers of an agent that says nothing of it are called “du”.',
  },
  {
    name: 'deed-beside-a-person',
    room: 'graph/hand-over',
    file: 'src/graph/hand-over/with-person.ts',
    find: "  if (handOver.takenBy !== null) return { to: 'with-person' }\n",
    replace: '',
    kind: 'dropped-line',
    what: 'The agent answers in a conversation that a person has taken.',
  },
]
