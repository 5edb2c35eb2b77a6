import { useState } from 'preact/hooks'
import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import {
  answerHandOver,
  changeHandOver,
  closeHandOver,
  handOnHandOver,
  listColleagues,
  rankHandOver,
  type Colleagues,
} from '#channels/client/hand-over-calls.ts'
import type { Polled } from '../kit/use-polling.ts'
import type { ScreenProps } from '../view.ts'
import type { DeskAct } from './doing.tsx'
import type { HandOnTo } from './hand-on-dialog.tsx'

type Asking =
  | { readonly what: 'close'; readonly of: HandOverView }
  | { readonly what: 'hand-on'; readonly of: HandOverView; readonly colleagues: readonly Colleagues[] }

type Announced = keyof typeof texts.announced

/** What is done at the desk: each act with what it asks first, and what is said of it. */
export function useDesk({ client, go }: ScreenProps, reading: Polled<readonly HandOverView[]>) {
  const { gone, setSeen } = reading
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [asking, setAsking] = useState<Asking | null>(null)

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
      setSeen((before) => replaced(before ?? [], changed))
    })
  const act = async (of: HandOverView, how: DeskAct): Promise<void> => {
    if (how === 'close') setAsking({ what: 'close', of })
    else if (how === 'hand-on')
      await attempt(null, async () =>
        setAsking({ what: 'hand-on', of, colleagues: await listColleagues(client, of.id, gone) }),
      )
    else await change(how, () => changeHandOver(client, of.id, how, gone))
  }
  return {
    ...{ isBusy, said, asking },
    acts: {
      act: (of: HandOverView, how: DeskAct) => void act(of, how),
      rank: (of: HandOverView, priority: HandOverView['priority']) =>
        void change('rank', () => rankHandOver(client, of.id, priority, gone)),
      send: (of: HandOverView, words: string) =>
        attempt('send', () => answerHandOver(client, of.id, { text: words, key: null }, gone)),
    },
    closed: async (end: { readonly outcome: string; readonly note?: string } | null): Promise<void> => {
      setAsking(null)
      if (end === null || asking === null) return
      const { id } = asking.of
      if (await change('close', () => closeHandOver(client, id, end, gone))) go(null, null)
    },
    handedOn: async (to: HandOnTo | null): Promise<void> => {
      setAsking(null)
      if (to === null || asking === null) return
      const { id } = asking.of
      if (await change('hand-on', () => handOnHandOver(client, id, to, gone))) go(null, null)
    },
  }
}

// What was closed is no longer listed; what was handed on may be for others, as the next look says.
function replaced(all: readonly HandOverView[], changed: HandOverView): readonly HandOverView[] {
  return all.flatMap((one) => (one.id !== changed.id ? [one] : changed.status === 'closed' ? [] : [changed]))
}
