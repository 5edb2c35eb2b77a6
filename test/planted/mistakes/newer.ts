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
    name: 'answer-doubts-nothing',
    room: 'graph/routing',
    file: 'src/graph/routing/dialogue/open-question.ts',
    find: 'asking.intent && afterReply(asking.intent, record, typed)',
    replace: 'asking.intent',
    kind: 'dropped-condition',
    what: '“A17, but only if it’s quick” in answer to our question leaves the wish explicit.',
  },
  {
    name: 'intent-uncovered-where-taken-out',
    room: 'graph/planning',
    file: 'src/graph/planning/document.ts',
    find: " || 'intent' in seal['fields']",
    replace: '',
    kind: 'dropped-condition',
    what: 'A plan whose intent was taken out of its row is taken for one from before there were any, and differs nowhere.',
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
]
