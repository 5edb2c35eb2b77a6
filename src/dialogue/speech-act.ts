/**
 * What a part of a message does: asks for a deed to be done, asks about it, refuses it, takes back what is under way,
 * tells of the past, wonders or sets a condition, has somebody else's words, or none of these. Beside a request it may say
 * what is not meant instead of it (`contrast`), or why it is asked for (`reason`). A `hope` asks for a thing as one asks
 * whether ("could I have my money back?"): whoever says it may be asked whether that is wanted. Whoever isn't sure says anything but
 * `request`, since that alone can start a deed without asking.
 */
export type SpeechAct =
  | ('request' | 'question' | 'refusal' | 'cancellation' | 'report' | 'hypothetical' | 'quotation' | 'statement')
  | ('contrast' | 'reason' | 'hope')
