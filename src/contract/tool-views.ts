import type { StopKind } from '#memory/stops.ts'
import type { Principal } from '#core/principal.ts'

/** What an operator does with tools: look at what their servers offer, accept it, and stop things. */
export interface ToolOperations {
  /** Every tool that an agent's folder names. Operators and auditors. Throws `wrong-role`. */
  listTools(principal: Principal, signal: AbortSignal): Promise<readonly ToolView[]>
  /**
   * Accepts what a tool's server offers now. `hash` is the definition that was seen. Throws `wrong-role`, `not-found`,
   * `tool-differs` where the server offers another one meanwhile, `agent-broken` where the agent's folder doesn't fit.
   */
  acceptTool(
    principal: Principal,
    accepting: { readonly tool: string; readonly hash: string },
    signal: AbortSignal,
  ): Promise<ToolView>
  /** What is stopped, and with `all` what was. The last one first. Operators and auditors. Throws `wrong-role`. */
  listStops(principal: Principal, filter: { readonly all: boolean }): Promise<readonly StopView[]>
  /**
   * Stops a tool, an agent or everything: when this has answered, no call is begun any more a second later, by any
   * worker. What is stopped already stays so. Throws `wrong-role`, `tool-unknown`, `agent-unknown`.
   */
  stopCalls(principal: Principal, stop: NewStop): Promise<StopView>
  /** Ends a stop. Throws `wrong-role`, `not-found`. */
  startCalls(principal: Principal, stopId: string): Promise<StopView>
}

/**
 * `accepted`: as it was accepted. `changed`: its server offers another definition. `new`: nobody has accepted one.
 * `gone`: its server doesn't offer it. `unreachable`: its server can't be asked. None but `accepted` can be called.
 */
export type ToolState = 'accepted' | 'changed' | 'new' | 'gone' | 'unreachable'

export interface ToolView {
  /** `shop/refunds.create` */
  readonly tool: string
  /** The agents whose folders name it. */
  readonly agents: readonly string[]
  readonly effect: 'read' | 'write'
  /** What a person reads of it, from tools.yaml. */
  readonly title: string
  /** A URL without credentials, or the exact command line. */
  readonly address: string
  readonly state: ToolState
  readonly accepted: { readonly hash: string; readonly by: string; readonly at: string } | null
  /** The hash of what its server offers now; null where it offers nothing, or can't be asked. */
  readonly offered: string | null
  /** What differs between accepted and offered, in sentences. */
  readonly changes: readonly string[]
  /** The same as lines of description and schemas, each with `+`, `-` or a space before it. All `+` where it is new. */
  readonly diff: readonly string[]
  /** The stop that keeps it from being called: its own, its agents', or everything's. */
  readonly stop: StopView | null
}

export interface NewStop {
  readonly kind: StopKind
  /** The tool's or the agent's; empty for everything. */
  readonly name: string
  readonly why: string
}

export interface StopView extends NewStop {
  readonly id: string
  readonly stoppedBy: string
  readonly stoppedAt: string
  readonly startedBy: string | null
  readonly startedAt: string | null
}
