import type { PlanVerdict } from '#guardrails/contract.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#plan-language/values/label.ts'
import type { PlanTalk } from '#memory/plans/plan-record.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import type { StandingEdit } from '#plan-language/values/plan-edit.ts'
import type { PrincipalId, TenantId } from '#core/principal.ts'
import type { JournalEntry, Labelled } from '#plan-language/contract.ts'

/** All that an approval covers: what the plan is, whose, and what of the agent it used. Plain JSON. */
export interface PlanDocument {
  readonly tenant: TenantId
  /** By its name. Not there in a plan that was sealed before it was covered. */
  readonly agent?: string
  readonly plan: string
  readonly thread: string
  readonly requester: PrincipalId
  /** ISO 8601. */
  readonly expiresAt: string
  /** The role that may answer as well, and from when on, ISO 8601. Not there where none may. */
  readonly escalation?: { readonly to: string; readonly at: string }
  readonly program: ApprovedProgram
  readonly literals: Label
  readonly slots: Readonly<Record<string, Labelled>>
  /** Not there where there are none. */
  readonly refs?: Readonly<Record<string, Labelled>>
  /** What its program was told of whoever asks. Not there where it doesn't name them. */
  readonly identity?: Readonly<Record<string, Labelled>>
  /** The operator's procedures that its program calls. Not there where it calls none. */
  readonly procedures?: Json
  readonly now: number
  readonly journal: readonly JournalEntry[]
  /** In the order in which they will happen. */
  readonly effects: readonly ApprovedEffect[]
  /** There where the effects are reads that people are asked about, before anything is staged. */
  readonly asking?: true
  /** The digests of what people allowed to be read for it. Not there where nobody was asked. */
  readonly allowed?: readonly string[]
  /** How people changed what the program staged; not there where nobody did. */
  readonly edits?: ApprovedEdits
  /** Every tool that the plan used, reads included. */
  readonly tools: readonly ApprovedTool[]
  readonly limits: JsonObject
  /** Hash of the policy set that gave the verdicts. */
  readonly policy: string
  readonly verdicts: PlanVerdict
  /** The passages that its playbook goes by. */
  readonly citations: readonly PlanCitation[]
  /**
   * What the requester is taken to have asked for, as the plan's row says it: its basis is what was recognised. Not there in
   * a plan that was sealed before intents were covered.
   */
  readonly intent?: Json
  /** What the plan says beside its effects. Not there where it says nothing, nor in a plan sealed before this was covered. */
  readonly said?: PlanTalk
  readonly budget: Json
}

/** The program and its author: a playbook's file, or a model under a version of our prompt. */
export type ApprovedProgram =
  | { readonly author: 'playbook'; readonly name: string; readonly hash: string; readonly source: string }
  | {
      readonly author: 'model'
      readonly prompt: string
      readonly model: string
      readonly hash: string
      readonly source: string
    }

export interface ApprovedEffect {
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
  readonly because: Label
  /** What approvers are shown of how each leaf came to be; absent where none is stored. */
  readonly paths?: JsonObject
}

export interface ApprovedEdits {
  readonly staged: readonly ApprovedEffect[]
  readonly changes: readonly StandingEdit[]
  readonly asks: readonly string[]
}

export interface ApprovedTool {
  readonly tool: string
  /** Its entry in tools.yaml, as JSON. */
  readonly declaration: JsonObject
  /** Hash of the definition (description, schemas) that the operator accepted. */
  readonly definitionHash: string
  readonly serverAddress: string
  readonly credentialId: string
}
