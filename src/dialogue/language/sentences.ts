import { MESSAGE_FILES } from '#text/languages/message-files.ts'
import { messageFormat } from '#text/languages/message-format.ts'
import { translatedTexts, withTexts } from '#text/languages/translated-texts.ts'
import type { Sentences } from '../language.ts'
import { ENGLISH } from './english.ts'

/** What is said in a language: in the words of its message file, and in English what that lacks. */
export function sentencesIn(code: string, address: 'formal' | 'informal'): Sentences {
  const file = MESSAGE_FILES.get(code)
  if (file === undefined) return ENGLISH.say
  const said = [file.texts, ...(address === 'informal' ? [file.informal?.texts ?? {}] : [])].map((texts) =>
    translatedTexts(ENGLISH.say, texts['dialogue'] ?? {}, code),
  )
  return said.reduce<Sentences>(withTexts, { ...ENGLISH.say, ...writtenIn(code) })
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
