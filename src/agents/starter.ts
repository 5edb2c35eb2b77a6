import type { CronRule } from './cron.ts'
import type { StarterId } from '#core/starter-id.ts'

/** What begins something without a person, as `webhooks/` or `schedules/` of an agent's folder says it. */
export type Starter = StarterWebhook | StarterSchedule

interface AnyStarter {
  readonly name: string
  /** What people are told that it is. */
  readonly title: string
  /** The roles that it holds, by which rules and owners see it. It decides nothing. */
  readonly roles: readonly string[]
  /** The role that is asked where a requester would be; null where nobody is. (`confirmBy:`) */
  readonly confirmBy: string | null
}

/** A signed webhook: what it is sent fills a procedure's slots. */
export interface StarterWebhook extends AnyStarter {
  readonly kind: 'hook'
  /** The variables with the secrets that its sender may sign with. */
  readonly secrets: readonly string[]
  /** The field that names an event, so that it is known when it comes again; null: the id that it was signed with. */
  readonly id: FieldKeys | null
  readonly procedure: string
  readonly slots: Readonly<Record<string, SlotOrigin>>
}

/** A schedule: what is begun, when, and what happens to times that were missed. */
export interface StarterSchedule extends AnyStarter {
  readonly kind: 'schedule'
  readonly rule: CronRule
  /** None of them, the last one, or each (the last hundred). */
  readonly missed: 'skip' | 'once' | 'all'
  readonly begins:
    | { readonly what: 'procedure'; readonly procedure: string; readonly slots: Readonly<Record<string, SlotOrigin>> }
    | { readonly what: 'message'; readonly text: string }
}

/** The keys to a field, outermost first. */
export type FieldKeys = readonly string[]

/** Where a slot's value comes from: a field of what is sent, or the operator's file. */
export type SlotOrigin =
  /** `source`: what labels call it, `webhook:returns.order.id`. `isTrusted`: the operator vouches for what it holds. */
  | { readonly from: 'field'; readonly keys: FieldKeys; readonly source: string; readonly isTrusted: boolean }
  | { readonly from: 'file'; readonly value: string | number }

/** An agent, as far as what begins something goes. */
interface Beginner {
  readonly starters?: readonly Starter[]
}

/** The starter that a principal is, as the agent's folder says now; null where it is none of this agent's. */
export function starterIn(
  { name, starters = [] }: Beginner & { readonly name: string },
  id: StarterId | null,
): Starter | null {
  if (id === null || id.agent !== name) return null
  return starters.find((starter) => starter.kind === id.kind && starter.name === id.name) ?? null
}

/** The procedure that it begins, with where its slots come from; null where it sends a message. */
export function procedureOf(starter: Starter): Pick<StarterWebhook, 'procedure' | 'slots'> | null {
  if (starter.kind === 'hook') return starter
  return starter.begins.what === 'procedure' ? starter.begins : null
}

/** What people are told a webhook is, by the path of a source: `returns.order.id`. Its file may be gone since. */
export function webhookTitle({ starters = [] }: Beginner, path: string): string {
  const [name = ''] = path.split('.', 1)
  return starters.find((starter) => starter.kind === 'hook' && starter.name === name)?.title ?? name
}
