import type { StopKind } from '#memory/agents/stop-kind.ts'
import type { Principal } from '#core/principal.ts'
import type { StopView, ToolView } from './tool.ts'

/** What an operator does with tools: look at what their servers offer, accept it, and stop things. */
export interface ToolOperations {
  /** Every tool that an agent's folder names. Operators and auditors. Throws `wrong-role`. */
  listTools(principal: Principal, signal: AbortSignal): Promise<readonly ToolView[]>
  /**
   * Accepts what a tool's server offers now. `hash` is the definition that was seen, `sample` the hash of the sample that was
   * seen with it; null accepts none, and keeps one that was accepted with the same definition. Throws `wrong-role`, `not-found`,
   * `tool-differs` where the server offers another one meanwhile, or tools.yaml has another sample, `agent-broken` where the agent's folder doesn't fit.
   */
  acceptTool(
    principal: Principal,
    accepting: { readonly tool: string; readonly hash: string; readonly sample: string | null },
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

export interface NewStop {
  readonly kind: StopKind
  /** The tool's or the agent's; empty for everything. */
  readonly name: string
  readonly why: string
}
