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
]
