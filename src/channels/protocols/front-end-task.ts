import { cut } from '#cards/drawing/cut-text.ts'
import { transcriptIn, withoutSpeaker, withoutTranscript } from './transcript.ts'
import { unlinked } from '#cards/drawing/unlinked-text.ts'

/** A message of a conversation, as a front end tells it. */
export interface ToldMessage {
  readonly role: string
  readonly text: string
}

/**
 * What a front end is answered that asks for something itself, in its user's place: a title, tags, queries or follow-ups of a
 * conversation. A title is made of the conversation's first words; all else is empty. Null where somebody says something.
 *
 * Such a task is known by its name (`task`), by an instruction to make one of these things of a conversation, or by a
 * conversation that stands between tags in the last message, which nobody types.
 */
export function answerToTask(
  messages: readonly ToldMessage[],
  { task, isJson }: { readonly task: string | null; readonly isJson: boolean },
): string | null {
  const last = messages.at(-1)
  if (last === undefined) return null
  const said = transcriptIn(last.text)
  const asked = withoutTranscript(last.text)
  const orders = messages.filter(isInstruction).map(({ text }) => text.slice(0, BEGINNING))
  const isOrdered = orders.some(ordersOfConversation)
  const isAsked =
    isInstruction(last) || (said === null ? ordersOfConversation(asked) : ordersThing(asked, MOST_BESIDE_TRANSCRIPT))
  if (task === null && !isOrdered && !isAsked && said?.isTagged !== true) return null
  const words = task === null ? [...orders, asked].join('\n') : `${task.replaceAll('_', ' ')}\n${asked}`
  if (!TITLE.test(words)) return ''
  // What asks for the title isn't what its conversation is about.
  const spoken = messages.find(({ role, text }) => role === 'user' && (task !== null || !ordersOfConversation(text)))
  const title = titleOf(said?.first ?? spoken?.text ?? '')
  return isJson || /["']title["']\s*:/u.test(words) ? JSON.stringify({ title }) : title
}

function isInstruction({ role }: ToldMessage): boolean {
  return role === 'system' || role === 'developer'
}

/** Characters in which an instruction says what is to be done; what comes later says how. */
const BEGINNING = 300
const TITLE_WORDS = 6
const TITLE_CHARACTERS = 60

function titleOf(text: string): string {
  const words = withoutSpeaker(text.trim()).split(/\s+/u)
  const first = words.slice(0, TITLE_WORDS).join(' ')
  return unlinked(cut(words.length > TITLE_WORDS ? `${first}…` : first, TITLE_CHARACTERS)).text
}

const word = (alternatives: string, flags: string): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives})(?!\p{L})`, flags)

const TITLES = String.raw`titl(?:es?|ing)|headlines?|(?:conversation|chat|discussion|thread|session) (?:an? (?:\p{L}+ )?name|names?)|name for (?:an?|the|this) (?:\p{L}+ )?(?:conversation|chat|discussion|thread|session)|\p{L}*titels?|überschrift(?:en)?`
const TITLE = word(TITLES, 'iu')
const THING = word(
  String.raw`${TITLES}|tags?|keywords?|search[- ]quer(?:y|ies)|follow[- ]?ups?|questions?(?: \p{L}+){1,6} next|stichw[oö]rter?|schlagw[oö]rter?|suchanfragen?|(?:anschluss|folge)fragen?`,
  'iu',
)
const MAKING = word(
  String.raw`(?:generat|creat|writ|suggest|provid|propos|produc|extract|craft|compos|summari[sz]|erstell|erzeug|generier|schreib|formulier|vorschlag)\p{L}*(?<!ed)|giv(?:e|ing)|mak(?:e|ing)|return|reply|respond|output|gib|geben|nennen?|fasse?|schlagen?`,
  'giu',
)
const OF_CONVERSATION = word(
  String.raw`(?<!\bin (?:\p{L}+ )?)(?:conversations?|chats?|dialogues?|discussions?|exchanges?|threads?|sessions?)|first message|(?:user|human)(?:['’]s)? (?:messages?|requests?|quer(?:y|ies)|prompts?|inputs?)|(?<!\bi[mn] (?:\p{L}+ )?)(?:gespräch\p{L}*|unterhaltung\p{L}*|chat\p{L}*)|nachrichtenverlauf\p{L}*`,
  'iu',
)
// “After each answer suggest follow-up questions”, “Then suggest some”: how to answer, and no task.
const HABIT = word(
  'each|every|always|after|if|when|whenever|end|then|also|finally|jede[rmns]?|immer|nach|wenn|ende|dann|danach|auch|außerdem|anschließend',
  'iu',
)
// A line is a sentence's end only where the next one is a point of a list.
const SENTENCE_END = /(?<=[.!?:])\s+|\n\s*(?:[-*#\n]|\d+\.)/u
/** Words between what is to be done and what is to be made. */
const MOST_BETWEEN = 7
const MOST_BESIDE_TRANSCRIPT = 12
/** Characters before it in which it is said when. */
const BEFORE = 40

/** In one sentence: what an instruction says of the conversation elsewhere is how to hold it. */
function ordersOfConversation(text: string): boolean {
  return text
    .split(SENTENCE_END)
    .some((sentence) => OF_CONVERSATION.test(sentence) && ordersThing(sentence, MOST_BETWEEN))
}

function ordersThing(text: string, mostBetween: number): boolean {
  return [...text.matchAll(MAKING)].some(({ index }) => {
    const behind = text
      .slice(index)
      .split(/\s+/u, mostBetween + 2)
      .join(' ')
    const thing = THING.exec(behind)
    return thing !== null && !HABIT.test(text.slice(Math.max(0, index - BEFORE), index) + behind.slice(0, thing.index))
  })
}
