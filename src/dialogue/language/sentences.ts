import { messageFormat } from '#text/languages/message-format.ts'
import { textsIn } from '#text/languages/translated-texts.ts'
import type { Sentences } from '../language.ts'
import { ENGLISH } from './english.ts'

/** What is said in a language that there may be a message file of. */
export function sentencesIn(code: string, address: 'formal' | 'informal'): Sentences {
  return code === ENGLISH.code
    ? ENGLISH.say
    : textsIn({ code, address }, 'dialogue', { ...ENGLISH.say, ...writtenIn(code) })
}

// What needs no words.
function writtenIn(code: string): Pick<Sentences, 'list' | 'number' | 'day'> {
  const days = new Intl.DateTimeFormat(code, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    list: messageFormat('{0, or}', code),
    number: messageFormat('{0, decimal}', code),
    day: (year, month, day) => days.format(Date.UTC(year, month - 1, day)),
  }
}
