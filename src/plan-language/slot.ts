/** Something that a playbook needs to be told. What it holds in the plan, and how it is read: docs/reference/agent-folder.md. */
export type Slot = {
  readonly ask: string | null
  readonly optional: boolean
  /** Of an optional slot: it is asked for all the same, and may be skipped. */
  readonly always: boolean
  /** What it is called in sentences, `order number`; null takes its name apart. */
  readonly label: string | null
  /** What is expected, in words: `a letter and a number, such as A17`. */
  readonly expects: string | null
} & (
  | { readonly type: 'pattern'; readonly pattern: string }
  /** The values; or each value with other words for it. */
  | {
      readonly type: 'choice'
      readonly of: readonly string[] | Readonly<Record<string, readonly string[]>>
      /** In another language than the playbook's: what a value is called, where not by itself. */
      readonly shown?: Readonly<Record<string, string>>
    }
  | MoneySlot
  | DateSlot
  /** `domains`: what may stand behind the @; null takes any. */
  | { readonly type: 'email'; readonly domains: readonly string[] | null }
  | { readonly type: 'number' | 'integer'; readonly min: number | null; readonly max: number | null }
  /** `min` and `max` count characters (UTF-16 units). */
  | { readonly type: 'text'; readonly min: number; readonly max: number }
)

/** An amount in minor units of one of `currencies`. `currency` is what a bare number means; null: it is asked about. */
export interface MoneySlot {
  readonly type: 'money'
  readonly currencies: readonly string[]
  readonly currency: string | null
  /** The least and the most, inclusive, for each currency or for none. */
  readonly min: readonly MoneyValue[]
  readonly max: readonly MoneyValue[]
}

export interface MoneyValue {
  /** In minor units of the currency (ISO 4217). */
  readonly amount: number
  readonly currency: string
}

/** A day of the calendar, as ISO 8601 in the plan. */
export interface DateSlot {
  readonly type: 'date'
  /** The IANA zone in which it is "today". */
  readonly zone: string
  /** How 03/04/2027 is read; null: it is asked about. */
  readonly order: 'dmy' | 'mdy' | null
  /** Inclusive: an ISO date, or `today`, `today+14d`, `today-1d`. */
  readonly earliest: string | null
  readonly latest: string | null
}
