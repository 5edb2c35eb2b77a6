import { listPlanMessages } from '#channels/client/plan-calls.ts'
import type { Client } from '#channels/client/client.ts'
import type { MessageView } from '#contract/message.ts'
import type { PlanContextView } from '#contract/plan-context.ts'
import type { PlanView } from '#contract/plan.ts'
import * as wire from '#contract/wire.ts'
import { ReadOnce, type Read } from './read-once.ts'

/** What stands beside a plan's card. */
export interface Surrounding {
  readonly conversation: Read<readonly MessageView[]>
  /** What its agent looks up beside it; null where nothing is. */
  readonly beside: Read<PlanContextView> | null
}

/** What stands beside the cards that were opened, read once each. */
export class Surroundings {
  readonly #conversations: ReadOnce<readonly MessageView[]>
  /** By id and digest: a changed plan is looked at anew. */
  readonly #beside: ReadOnce<PlanContextView>

  constructor({ client, signal }: { readonly client: Client; readonly signal: AbortSignal }, changed: () => void) {
    this.#conversations = new ReadOnce((id) => listPlanMessages(client, id, signal), signal, changed)
    const lookBeside = (key: string) =>
      client.ask(wire.lookBesidePlan, { planId: key.split(' ', 1)[0] ?? '' }, { signal })
    this.#beside = new ReadOnce(lookBeside, signal, changed)
  }

  of(plan: PlanView | null): Surrounding {
    const beside = plan && isLookedBeside(plan) ? this.#beside.of(besideKey(plan)) : null
    return { conversation: this.#conversations.of(plan?.id ?? ''), beside }
  }

  look(plan: PlanView): void {
    this.#conversations.look(plan.id)
    if (isLookedBeside(plan)) this.#beside.look(besideKey(plan))
  }

  /** What could not be read is read again when it is looked at next. */
  recover(): void {
    this.#conversations.recover()
    this.#beside.recover()
  }
}

// What was decided was looked at as it was then, which evidence has.
function isLookedBeside({ status, asking }: PlanView): boolean {
  return !asking && (status === 'waiting' || status === 'unknown')
}

function besideKey({ id, digest }: PlanView): string {
  return `${id} ${digest}`
}
