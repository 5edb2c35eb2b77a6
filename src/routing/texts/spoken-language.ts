import { detectLanguage } from '#dialogue/detect-language.ts'
import { baseLanguage, hasWords } from '#dialogue/language-of.ts'
import type { Heard } from '#dialogue/small-talk.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

export interface Spoken {
  /** One of the agent's languages. */
  readonly language: string
  /** The code of the message's, where it is plainly none of the agent's. */
  readonly other: string | null
  /** The same, where it is plainly one that rules know no words of, whether or not it is one of the agent's. */
  readonly wordless: string | null
  /** Whether it is plainly in a language that rules know. */
  readonly isKnown: boolean
}

/**
 * In which language a message is answered: its own, where that is one of the agent's; else the thread's so far; else the
 * agent's first. Of greetings and the like it is known whose words they are. A single word changes no thread's language, and what is short or mixed says nothing of it.
 */
export function spokenLanguage({ live, languageBefore }: TurnRecord, typed: string, heard: Heard): Spoken {
  const { languages } = live.agent
  const so = languageBefore ?? languages[0] ?? 'en'
  if (heard.foreign !== null) return ofOther(so, heard.foreign)
  if (heard.language !== null) {
    const isKnown = /\S\s+\S/u.test(typed)
    return { language: languageBefore === null || isKnown ? heard.language : so, other: null, wordless: null, isKnown }
  }
  const detected = detectLanguage(typed, languages)
  switch (detected.is) {
    case 'known': {
      const { language, isPlain } = detected
      const spoken = { language: languageBefore === null || isPlain ? language : so, other: null }
      return hasWords(language)
        ? { ...spoken, wordless: null, isKnown: isPlain }
        : { ...spoken, wordless: baseLanguage(language), isKnown: false }
    }
    case 'other':
      return ofOther(so, detected.language)
    case 'unsure':
      return { language: so, other: null, wordless: null, isKnown: false }
  }
}

// Rules may know the words of a language that the agent isn't to speak.
function ofOther(language: string, other: string): Spoken {
  return { language, other, wordless: hasWords(other) ? null : other, isKnown: false }
}

/**
 * The code of the language that a message is in, where rules know no words of it: its own, or, where it doesn't tell, that of
 * the requester's message before. Null where they know them.
 */
export function wordlessLanguage({ wordless, isKnown }: Spoken, { routeBefore }: TurnRecord): string | null {
  return wordless ?? (isKnown ? null : (routeBefore?.spoken ?? null))
}

/**
 * The same once a model has read it. What is plain by its words isn't read otherwise, and a short message that is read in a
 * language which rules know leaves the conversation in its own.
 */
export function wordlessAsRead(spoken: Spoken, read: string, record: TurnRecord): string | null {
  const code = baseLanguage(read.trim().toLowerCase())
  const isToldBy = !spoken.isKnown && /^[a-z]{2,3}$/u.test(code) && !hasWords(code)
  return isToldBy ? code : wordlessLanguage(spoken, record)
}
