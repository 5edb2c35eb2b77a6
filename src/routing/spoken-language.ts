import { detectLanguage } from '#dialogue/detect-language.ts'
import type { Heard } from '#dialogue/small-talk.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

export interface Spoken {
  /** One of the agent's languages. */
  readonly language: string
  /** The code of the message's, where it is plainly none of the agent's. */
  readonly other: string | null
}

/**
 * In which language a message is answered: its own, where that is one of the agent's; else the thread's so far; else the
 * agent's first. Of greetings and the like it is known whose words they are. A single word changes no thread's language, and what is short or mixed says nothing of it.
 */
export function spokenLanguage({ live, languageBefore }: TurnRecord, typed: string, heard: Heard): Spoken {
  const { languages } = live.agent
  const so = languageBefore ?? languages[0] ?? 'en'
  if (heard.foreign !== null) return { language: so, other: heard.foreign }
  if (heard.language !== null) {
    return { language: languageBefore === null || /\S\s+\S/u.test(typed) ? heard.language : so, other: null }
  }
  const detected = detectLanguage(typed, languages)
  switch (detected.is) {
    case 'known': {
      const changes = languageBefore === null || detected.isPlain
      return { language: changes ? detected.language : so, other: null }
    }
    case 'other':
      return { language: so, other: detected.language }
    case 'unsure':
      return { language: so, other: null }
  }
}
