import type { PlanView } from '#contract/plan.ts'
import type { Card } from '#cards/drawing/card.ts'
import type { CardValue } from '#cards/drawing/card-rows.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import type { CardState } from './card-state.ts'
import type { Child } from './element.ts'
import type { OpenQuote } from './plan-citations.ts'
import type { CardAct } from './plan-cards.ts'

/** All that a card depends on, so that the same gives the same card. */
export interface CardProps {
  readonly card: CardState
  readonly reader: Viewer
  readonly clock: Clock
  /** In a chat arguments fold away where nobody unchecked touched them; in the console all stands open. */
  readonly density: 'chat' | 'console'
  readonly heading: 'h2' | 'h3'
  /** When the next try to connect is made; null while there is a connection. */
  readonly lostUntil: Date | null
  /** Settled and no longer the last thing that happened: the state and the title stay, the rest is a tap away. */
  readonly isClosed: boolean
  /** Why the rules decided as they did; null where the card tells only what they said. */
  readonly rules: RuleSummary | null
  /** What comes to more than a rule lets by over time, for the box that says why. */
  readonly limits: readonly string[]
  /** What stands below how it was asked for; null where that is all there is to tell. */
  readonly recognised: Child | null
  readonly details: CardDetails
  readonly acts: CardActs
}

/** A card with what stands on it. */
export interface ShownCard extends CardProps {
  readonly shown: Card
}

/** What stands below a rule's verdict in a card's details. */
export interface RuleSummary {
  /** About a step, by its index, or about the plan (null); null where there is nothing more to tell. */
  of(index: number | null): Child | null
  /** Below all of them. */
  readonly after: Child
}

/** What the screen around a card does for it. Null where that can't be done there. */
export interface CardActs {
  act(planId: string, act: CardAct): void
  tryNow(): void
  readonly askAgain: (() => void) | null
  readonly next: (() => void) | null
  readonly openQuote: OpenQuote | null
  /** Where a refusal leads on to; null where this screen doesn't lead there. */
  leadTo(on: LeadsOn, plan: PlanView): (() => void) | null
}

/** What a refused press leads on with. */
export type LeadsOn = NonNullable<CardState['leadsOn']>

export type FoldName = 'values' | 'looked' | 'written' | 'rules'

/** What stands in a card's folds, which a chat loads when one is first opened. */
export interface CardDetails {
  /** A fold was opened, or something is asked before an answer is sent. */
  opened(): void
  /** Null until it is loaded. */
  readonly questions: CardQuestions | null
  content(name: FoldName, props: ShownCard): Child
}

export type Asking = NonNullable<CardState['asking']>

/** A card whose values are being changed, and where what is typed goes. */
export interface Editing {
  readonly card: CardState
  readonly fields: CardQuestions
  act(act: CardAct): void
}

/** What a card asks before it sends an answer, and the fields of a plan that is changed. A chat loads it with the first. */
export interface CardQuestions {
  /** What stands in the place of a card's buttons. */
  question(props: ShownCard, asking: Asking): Child
  /** A key was pressed somewhere in the card. */
  keyed(props: ShownCard, event: KeyboardEvent): void
  valueFields(step: number, value: CardValue, editing: Editing): Child | null
  leaveOutSwitch(step: number, editing: Editing): Child
}
