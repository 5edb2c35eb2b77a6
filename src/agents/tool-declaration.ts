import type { DataClass } from '#core/data-class.ts'
import type { Json } from '#core/json.ts'
import type { ArgumentWords, TotalWords } from './argument-words.ts'

/**
 * An argument that is money. `unit: minor` are cents; `major` are decimal text, or numbers where `as` says so. Read digit by
 * digit either way.
 */
export interface DeclaredMoney {
  /** A code such as EUR, or the argument that holds one. */
  readonly currency: string
  readonly unit: 'minor' | 'major'
  readonly as?: 'number' | undefined
}

/**
 * An argument that may hang on untrusted text under a condition. `chosen`: its value is vouched for (`from`: one of that list
 * of the directory, or the requester's own word), and such text may say which. `addressed`: the argument `to` is vouched for.
 */
export type AcceptedWhere =
  | { readonly argument: string; readonly where: 'chosen'; readonly from?: string }
  | { readonly argument: string; readonly where: 'addressed'; readonly to: string }

/** A list of the operator's own: its values, or the trusted field of a read that gives them. */
export type DirectoryList = { readonly values: readonly string[] } | { readonly read: string; readonly at: string }

export interface ToolDeclaration {
  /** `shop/orders.get` */
  readonly tool: string
  readonly server: string
  readonly effect: 'read' | 'write'
  readonly owner: OwnerRule
  readonly trust: { readonly trusted: readonly string[]; readonly untrusted: readonly string[] }
  /** The operator knows that what `trust` doesn't name is untrusted. It isn't sealed: it is so anyway. */
  readonly saysOthers?: true | undefined
  readonly money: Readonly<Record<string, DeclaredMoney>>
  /** The argument that takes our idempotency key, or `_meta` where it is read beside them; null where the tool takes none. */
  readonly idempotencyKey: string | null
  readonly keyLivesMs: number | null
  /** Called twice with the same arguments it has done what once would: a call that may be lost is made again, whenever. */
  readonly idempotent: boolean
  /** How long a call may take; null where the server's own timeout holds. */
  readonly timeoutMs: number | null
  /** How often a call that surely didn't happen is made again. */
  readonly retries: number
  /**
   * Which of the tool's own errors mean that nothing was done, by their codes and where those stand in structured content;
   * `any`: all of them. Not there where its author doesn't say: then it isn't in what is sealed either.
   */
  readonly nothing?: { readonly at: readonly string[]; readonly codes: 'any' | readonly string[] } | undefined
  /**
   * Of a read, what of its answers means that there is none: errors of the tool's own by their codes, or an answer with
   * nothing in it. In dry runs alone. Not there where it isn't said, as `nothing`.
   */
  readonly none?: 'empty' | { readonly at: readonly string[]; readonly codes: 'any' | readonly string[] } | undefined
  /**
   * Of a read, errors of the tool's own by their codes that a planner is told by, so that it can write another program.
   * Not there where it isn't said, as `nothing`.
   */
  readonly errors?: { readonly at: readonly string[]; readonly codes: readonly string[] } | undefined
  /**
   * Of a read, what it may return, written by the operator: a planner is shown it once it is accepted. Not sealed, as
   * `examples`.
   */
  readonly sample?: Json | undefined
  /** Of a read, the zone of its times that name none; the agent's where it isn't said. */
  readonly zone?: string | undefined
  /** A read that uses up what it reads: its answer is kept for its plan, and it isn't made anew. Not there where it isn't said. */
  readonly consumes?: true
  readonly verify: { readonly tool: string; readonly by: string; readonly settlesMs: number } | null
  /** What takes it back after a later step has failed; null where nothing does. */
  readonly compensate: Compensation | null
  readonly reversible: boolean
  readonly class: DataClass
  readonly later: readonly string[]
  readonly accepts: readonly string[]
  /** What it takes of untrusted text under a condition; not there where nothing is, as `nothing`. */
  readonly acceptsWhere?: readonly AcceptedWhere[] | undefined
  /** Arguments that whoever decides on a plan may change. */
  readonly edit: readonly string[]
  /** What a person reads: `Refund {amount|money} for order {orderId}`. */
  readonly title: string
  /** What one such step is called where steps are counted, `mail` for "12 mails"; null says "step". (`noun:`) */
  readonly noun: string | null
  /** What its arguments, their choices and its money are called on cards. Not sealed, as `examples`. (`words:`, `total:`) */
  readonly words?: Readonly<Record<string, ArgumentWords>> | undefined
  readonly total?: TotalWords | undefined
  /**
   * Of a write, how people ask for it: what words of the requester's for a step of a model's plan are held against. Not
   * there where there are none. It isn't sealed: what came of it is.
   */
  readonly examples?: readonly string[] | undefined
  /**
   * Of a write, another that it comes along with: beside one that was asked for, it needs no words of its own. Not sealed, as
   * `examples`.
   */
  readonly follows?: string | undefined
  /**
   * Of a write, what arguments have where nobody says otherwise: a program that writes just that has made up nothing. Not
   * sealed, as `examples`.
   */
  readonly usual?: Readonly<Record<string, string | number | boolean>> | undefined
  /** The operator knows that the server itself says of this read that it changes something, and stands by it. */
  readonly acknowledged: boolean
  /** Its line in tools.yaml. */
  readonly line: number
}

/** A write that takes back another, and where its arguments come from: that one's result, its arguments, or nowhere. */
export interface Compensation {
  readonly tool: string
  readonly args: Readonly<Record<string, CompensationSource>>
}

export type CompensationSource =
  | { readonly from: 'result' | 'args'; readonly path: readonly string[] }
  | { readonly value: Json }

/**
 * Whose data a service tool may touch.
 * `result`: a field of the result (or of each element of the list at `each`) must equal the principal's attribute.
 * `argument`: an argument must equal the principal's attribute.
 * `from`: an argument must equal what an owned read of this plan returned at `path`; without a path, under the
 * argument's own name, or else as `id`.
 * `none`: nobody's, with the reason why.
 */
export type OwnerRule =
  | {
      readonly kind: 'result'
      readonly each: string | null
      readonly path: string
      readonly is: PrincipalAttribute
      readonly unless: readonly string[]
    }
  | {
      readonly kind: 'argument'
      readonly argument: string
      readonly is: PrincipalAttribute
      readonly unless: readonly string[]
    }
  | {
      readonly kind: 'from'
      readonly argument: string
      readonly tool: string
      readonly path: string | null
      readonly unless: readonly string[]
    }
  | { readonly kind: 'none'; readonly why: string }

export type PrincipalAttribute = 'principal.id' | 'principal.email'
