import { referenceLabel, screenMessage } from '#guardrails/screening/screen-message.ts'
import type { Tx } from '#memory/database/database.ts'
import { listRequestersFirstMessages, listRequestersMessages, type Message } from '#memory/threads/messages.ts'
import { textOfParts } from '#memory/threads/part.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'

/**
 * Characters of typed words that a planner is shown, some 2,000 tokens at four to one: turn 50 costs what turn 5 does. The
 * newest message always fits.
 */
export const WORDS_LENGTH = 8_000
/** Messages that are looked at for that. */
const MOST_MESSAGES = 20

/** What a planner may know of what was said: the requester's own typed words, and that there is more by name. */
export interface PlannerWords {
  /** Newest first. The newest is there also where nothing of it was typed, so that none before it is taken for it. */
  readonly typed: readonly string[]
  /** The ids of the messages that they are of, in the same order. */
  readonly messageIds: readonly string[]
  /** The part of the newest that this is about; null where it is all of it. */
  readonly wish: string | null
  /** What the newest message only passes on, for the program; its author sees name, type and label. */
  readonly refs: Slots
}

/**
 * Reads what the requester of a run typed in its thread. What they quote, forward or paste isn't theirs, and of a message
 * that wants several things the run is about one: another does the others.
 */
export async function readPlannerWords(
  tx: Tx,
  runId: string,
  { route, screening }: Pick<TurnRecord, 'route' | 'screening'>,
): Promise<PlannerWords> {
  const messages = await listRequestersMessages(tx, runId, MOST_MESSAGES)
  const screened = messages.map((message, index) =>
    // Of its own message a turn knows whether it is the one that was asked for by the press.
    screenMessage(textOf(message), index === 0 ? screening : { ...screening, isOwn: message.isOwn }),
  )
  const own = route?.wishes?.own
  // What a model read, it read out of the whole: a number may stand beside another wish.
  const words = own?.read ? null : own?.text
  const [newest] = screened
  const newestId = messages[0]?.id ?? ''
  const shown = withinLength(
    screened
      .map(({ typed }, index) => ({ id: messages[index]?.id ?? '', typed: (index === 0 && words) || typed }))
      .filter(({ typed }, index) => index === 0 || typed !== ''),
  )
  return {
    typed: shown.map(({ typed }) => typed),
    messageIds: shown.map(({ id }) => id),
    // In pieces its words say less than the question that was read of them.
    wish: own?.read ? ((own.said.length > 1 ? own.read.question : null) ?? own.text) : null,
    refs: Object.fromEntries(
      (newest?.references ?? []).map((reference) => [
        reference.name,
        { value: reference.text, labels: { '': referenceLabel(newestId, reference) } },
      ]),
    ),
  }
}

/** Messages at the beginning of a thread that its tools are chosen by. */
const MOST_FIRST = 10
/** Characters of each that count for that. */
const FIRST_LENGTH = 1_000

/**
 * The typed words of the requester's first messages in the thread of a run, and those of the newest, oldest first: they grow
 * at their end alone.
 */
export async function readThreadsWords(
  tx: Tx,
  runId: string,
  { screening, message }: Pick<TurnRecord, 'screening' | 'message'>,
): Promise<readonly string[]> {
  const first = await listRequestersFirstMessages(tx, runId, MOST_FIRST)
  const before = first
    .filter(({ id }) => id !== message.id)
    .map((each) => screenMessage(textOf(each), { ...screening, isOwn: each.isOwn }).typed)
  const words = [...before, screenMessage(message.text.trim(), screening).typed]
  return words.map((typed) => typed.slice(0, FIRST_LENGTH).trim()).filter((typed) => typed !== '')
}

function textOf({ parts }: Message): string {
  return textOfParts(parts).trim()
}

function withinLength<Said extends { readonly typed: string }>(said: readonly Said[]): readonly Said[] {
  let length = 0
  const firstTooMany = said.findIndex(({ typed }) => (length += typed.length) > WORDS_LENGTH)
  return firstTooMany === -1 ? said : said.slice(0, Math.max(1, firstTooMany))
}
