import { useState } from 'preact/hooks'
import type { DeskProcedure } from '#contract/desk.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import {
  answerHandOver,
  changeHandOver,
  closeHandOver,
  handOnHandOver,
  listColleagues,
  listDeskProcedures,
  proposeFromDesk,
  rankHandOver,
  type Colleagues,
} from '#channels/client/hand-over-calls.ts'
import type { Polled } from '../kit/use-polling.ts'
import type { ScreenProps } from '../view.ts'
import type { DeskAct } from './doing.tsx'
import type { Proposal } from './procedure-dialog.tsx'
import type { HandOnTo } from './hand-on-dialog.tsx'

type Asking =
  | { readonly what: 'close'; readonly of: HandOverView }
  | { readonly what: 'propose'; readonly of: HandOverView; readonly procedures: readonly DeskProcedure[] }
  | { readonly what: 'hand-on'; readonly of: HandOverView; readonly colleagues: readonly Colleagues[] }

type Announced = keyof typeof texts.announced

export type Desk = ReturnType<typeof useDesk>

/** What is done at the desk: each act with what it asks first, and what is said of it. */
export function useDesk({ client, go }: ScreenProps, reading: Polled<readonly HandOverView[]>) {
  const { gone } = reading
  const [begun, setBegun] = useState(0)
  const [asking, setAsking] = useState<Asking | null>(null)
  const { isBusy, said, attempt, change } = useAttempts(reading)
  const act = async (of: HandOverView, how: DeskAct): Promise<void> => {
    if (how === 'take' || how === 'release') await change(how, () => changeHandOver(client, of.id, how, gone))
    else await attempt(null, async () => setAsking(await firstAsked(client, { of, how, gone })))
  }
  // Does what was asked first, where it was answered; where that closes or hands it on, the list is next.
  const answered = <Answer>(does: (id: string, answer: Answer) => Promise<boolean>) => {
    return (answer: Answer | null): void => {
      setAsking(null)
      if (answer !== null && asking !== null) void does(asking.of.id, answer)
    }
  }
  const leave = (isDone: boolean): boolean => {
    if (isDone) go(null, null)
    return isDone
  }
  return {
    ...{ isBusy, said, asking, begun },
    acts: {
      act: (of: HandOverView, how: DeskAct) => void act(of, how),
      rank: (of: HandOverView, priority: HandOverView['priority']) =>
        void change('rank', () => rankHandOver(client, of.id, priority, gone)),
      send: (of: HandOverView, words: string) =>
        attempt('send', () => answerHandOver(client, of.id, { text: words, key: null }, gone)),
    },
    answered: {
      close: answered(async (id, end: { readonly outcome: string; readonly note?: string }) =>
        leave(await change('close', () => closeHandOver(client, id, end, gone))),
      ),
      handOn: answered(async (id, to: HandOnTo) =>
        leave(await change('hand-on', () => handOnHandOver(client, id, to, gone))),
      ),
      propose: answered(async (id, proposal: Proposal) => {
        const isDone = await attempt('propose', () => proposeFromDesk(client, id, proposal, gone))
        if (isDone) setBegun((times) => times + 1)
        return isDone
      }),
    },
  }
}

interface Asked {
  readonly of: HandOverView
  readonly how: Asking['what']
  readonly gone: AbortSignal
}

async function firstAsked(client: ScreenProps['client'], { of, how, gone }: Asked): Promise<Asking> {
  switch (how) {
    case 'close':
      return { what: how, of }
    case 'propose':
      return { what: how, of, procedures: await listDeskProcedures(client, of.id, gone) }
    case 'hand-on':
      return { what: how, of, colleagues: await listColleagues(client, of.id, gone) }
  }
}

function useAttempts(reading: Polled<readonly HandOverView[]>) {
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const attempt = async (what: Announced | null, work: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    const isDone = await reading.attempt(work)
    if (isDone && what !== null) setSaid(texts.announced[what])
    setBusy(false)
    return isDone
  }
  const change = (what: Announced, work: () => Promise<HandOverView>): Promise<boolean> =>
    attempt(what, async () => {
      const changed = await work()
      reading.setSeen((before) => replaced(before ?? [], changed))
    })
  return { isBusy, said, attempt, change }
}

// What was closed is no longer listed; what was handed on may be for others, as the next look says.
function replaced(all: readonly HandOverView[], changed: HandOverView): readonly HandOverView[] {
  return all.flatMap((one) => (one.id !== changed.id ? [one] : changed.status === 'closed' ? [] : [changed]))
}
