import { z } from 'zod'

/** What people say to each other beside what they want. `person` asks for one; all else is answered with a sentence. */
export const TalkKind = z.enum([
  'person',
  'upset',
  'who-are-you',
  'a-person',
  'what-can-you-do',
  'pardon',
  'how-are-you',
  'thanks',
  'goodbye',
  'one-moment',
  'yes',
  'never-mind',
  'sorry',
  'chatter',
  'unclear',
  'value',
  'recap',
  'greeting',
  'kind-words',
  'all-right',
])
export type TalkKind = z.infer<typeof TalkKind>

/** Kinds that are known by phrases; a value alone is known by the slots that take it, what was said before by who reads. */
export const SaidKind = TalkKind.exclude(['value', 'recap'])
export type SaidKind = z.infer<typeof SaidKind>
/** Kinds that are answered with a sentence. */
export const AnsweredKind = TalkKind.exclude(['person'])
export type AnsweredKind = z.infer<typeof AnsweredKind>
