import { z } from 'zod'
import { openPlaceAsOwner, type DatabasePlace } from '../../helpers/database.ts'
import type { Said } from '../../helpers/parley-client.ts'
import type { Bank } from '../crash/bank.ts'
import { judge, type Judgement } from '../crash/judge.ts'

export interface PeerJudgement extends Judgement {
  /** Runs that were stored, also those whose sender wasn't told so. */
  readonly turns: number
}

const Turn = z.object({
  runId: z.string(),
  threadId: z.string(),
  agent: z.string(),
  text: z.string(),
  state: z.string(),
  failure: z.string().nullable(),
  answers: z.coerce.number(),
})

/** Holds every turn against the bank's book, where it is the bank's, and against what any turn must come to. */
export async function judgePeers(place: DatabasePlace, bank: Bank, said: readonly Said[]): Promise<PeerJudgement> {
  const turns = await turnsOf(place)
  const settled = turns.filter(({ agent }) => agent === 'bank')
  const judgement = await judge(
    place,
    bank.book,
    settled.map((turn) => ({ ...turn, messageId: '', ref: /account (\w+)/.exec(turn.text)?.[1] ?? '' })),
  )
  const stored = new Set(turns.map(({ runId }) => runId))
  const others = turns.filter(({ agent }) => agent !== 'bank')
  const open = others.filter(({ state }) => !['done', 'failed'].includes(state))
  const unanswered = others.filter((turn) => turn.answers !== 1 && !open.includes(turn))
  const gone = said.filter(({ runId }) => !stored.has(runId))
  return {
    ...judgement,
    lost: [
      ...judgement.lost,
      ...gone.map(({ runId }) => `${runId} was taken in and is gone`),
      ...unanswered.map(({ text, answers }) => `“${text}” has ${answers} answers`),
    ],
    stuck: [...judgement.stuck, ...open.map(({ text, state }) => `“${text}” is ${state}`)],
    failed: turns
      .filter(({ state }) => state === 'failed')
      .map(({ runId, text, failure }) => `${runId} “${text}”: ${failure}`),
    turns: turns.length,
  }
}

async function turnsOf(place: DatabasePlace): Promise<readonly z.infer<typeof Turn>[]> {
  await using owner = await openPlaceAsOwner(place)
  const rows = await owner.run(`
    select r.id as "runId", r.thread_id as "threadId", r.agent, r.state, r.failure::text as failure,
           m.parts -> 0 ->> 'text' as text,
           (select count(*) from messages a where a.thread_id = r.thread_id and a.role = 'assistant' and a.is_complete)
             as answers
      from runs r join messages m on m.id = r.message_id`)
  return z.array(Turn).parse(rows)
}
