import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { doubted, withDoubts, type Doubt, type Intent } from '#core/intent.ts'
import { askingSpans } from '#dialogue/utterance/bearing.ts'
import type { Slots } from '#dialogue/slot-filling/fill-slots.ts'
import { isPlainReply } from '#dialogue/utterance/plain-reply.ts'
import { plainMessage } from '#dialogue/utterance/plain-message.ts'
import { hasOthersSigns, isNothingBut } from '#dialogue/utterance/plain-wish.ts'
import type { Span } from '#dialogue/span.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { requesterWords } from '#turn/words/requester-words.ts'

/** What of a turn says whose words a message is, and in which language. */
export interface Typing extends Pick<TurnRecord, 'language' | 'message' | 'principal' | 'screening'> {
  readonly live: { readonly agent: Agent }
}

/** How it was found out what a message means. */
export interface Recognition extends Pick<Intent, 'recognisedBy' | 'likeness' | 'near'> {
  /** Why it isn't sure that it means that. */
  readonly doubts: readonly Doubt[]
}

/** What a message asks for that was recognised as a playbook, before its slots are known. Sure only where it is nothing but that. */
export function requestedIntent(
  record: Typing,
  playbook: NamedPlaybook,
  { typed, isExample, recognition }: { typed: string; isExample: boolean; recognition: Recognition },
): Intent {
  const { agent } = record.live
  const isPlain = isPlainlyRequested(agent, playbook, { typed, isExample })
  const asking = askingSpans(typed, playbook, agent.languages)
  const spans = isPlain && asking.length === 0 ? [wholeOf(typed)] : asking
  return withDoubts(
    {
      playbook: playbook.name,
      goal: playbookIn(playbook, record.language).title,
      said: spans.flatMap((span) => requesterWords(record, span) ?? []),
      recognisedBy: recognition.recognisedBy,
      likeness: recognition.likeness,
      near: recognition.near.filter((other) => other.playbook !== playbook.name),
      language: record.language.split('-', 1)[0] ?? record.language,
      author: record.principal.id,
      steps: [],
    },
    [...(isPlain ? [] : (['speech-act'] as const)), ...recognition.doubts],
  )
}

/** Whether a message is nothing but a playbook's wish, or says an example of it as that stands there. */
export function isPlainlyRequested(
  agent: Agent,
  playbook: NamedPlaybook,
  { typed, isExample }: { readonly typed: string; readonly isExample: boolean },
): boolean {
  if (isNothingBut(typed, playbook, agent)) return true
  if (!isExample || hasOthersSigns(typed)) return false
  const plain = plainMessage(agent, typed)
  // The operator says that this asks for it: "can you pay me back?" too.
  const same = [playbook.title, ...playbook.examples].filter((example) => plainMessage(agent, example) === plain)
  return same.some((example) => !typed.includes('?') || example.includes('?'))
}

function wholeOf(typed: string): Span {
  const start = typed.length - typed.trimStart().length
  return { start, end: typed.trimEnd().length }
}

/** The same after an answer to a question of ours: one that says more than a value makes it doubtful. */
export function afterReply(intent: Intent, { live }: Pick<Typing, 'live'>, reply: string): Intent {
  if (intent.recognisedBy === 'model') return intent
  return isPlainReply(reply, live.agent.languages) ? intent : doubted(intent, 'speech-act')
}

/** The same once its slots are filled: what the rules didn't read from the requester's own words they didn't say. */
export function withSlots(intent: Intent, { slots: declared }: Pick<NamedPlaybook, 'slots'>, slots: Slots): Intent {
  const isSaid = Object.entries(declared).every(([name, { optional }]) => {
    const filled = slots[name]
    if (filled === undefined || filled.value === null) return optional
    return filled.said.trim() !== ''
  })
  return isSaid ? intent : doubted(intent, 'slot')
}
