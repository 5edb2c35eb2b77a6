import type { Json, JsonObject } from '#json.ts'
import type { Label, Labels } from '#label.ts'
import type { ThreadEvent } from '#memory/events.ts'
import type { Part } from '#memory/part.ts'
import type { EffectState, PlanStatus } from '#plan-status.ts'
import type { Principal, PrincipalId, Scope } from '#principal.ts'
import type { ValuePaths } from '#value-path.ts'
import type { Verdict } from '#verdict.ts'
import type { PlanProgress } from './plan-progress.ts'
import type { ReplayView } from './replay-view.ts'

/**
 * All that a channel can do, each checked against the rights of the principal who asks. Forbidden and unknown are the
 * same `not-found`. A channel adds how people are recognised and how things look, and decides nothing.
 */
export interface Operations {
  createThread(
    principal: Principal,
    thread: { readonly agent: string | null; readonly channel: string },
  ): Promise<ThreadView>
  /** Stores a message before it is answered. Throws `not-found`, `message-too-long`, `message-empty`. */
  acceptMessage(principal: Principal, message: NewMessage): Promise<AcceptedMessage>
  listMessages(
    principal: Principal,
    threadId: string,
    page: Page,
  ): Promise<{ readonly messages: readonly MessageView[]; readonly next: string | null }>
  listEvents(principal: Principal, threadId: string, after: number, limit: number): Promise<readonly ThreadEvent[]>
  /**
   * Calls back with every event of a thread after `after`, in order, without gaps, until the signal aborts; between them
   * with how far the turn at work is.
   */
  followEvents(
    principal: Principal,
    threadId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncIterable<ThreadEvent | PlanProgress>
  readRun(principal: Principal, runId: string): Promise<RunView>
  cancelRun(principal: Principal, runId: string): Promise<RunView>
  listPlans(
    principal: Principal,
    filter: { readonly status: PlanStatus | null; readonly limit: number },
  ): Promise<readonly PlanView[]>
  readPlan(principal: Principal, planId: string): Promise<PlanView>
  /** The last messages before a plan, for whoever may read it: what it is about. Oldest first, six at most. */
  listPlanMessages(principal: Principal, planId: string): Promise<readonly MessageView[]>
  decidePlan(principal: Principal, planId: string, decision: NewDecision): Promise<DecisionOutcome>
  resolveEffect(principal: Principal, planId: string, index: number, resolution: EffectResolution): Promise<PlanView>
  readEvidence(principal: Principal, planId: string): Promise<JsonObject>
  /** Runs a stored plan's program again over its journal. Throws `not-found`, `plan-not-made`, `agent-missing`. */
  replayPlan(principal: Principal, planId: string, signal: AbortSignal): Promise<ReplayView>
  search(principal: Principal, query: string, k: number, signal: AbortSignal): Promise<readonly SearchResultView[]>
  readPassage(principal: Principal, passageId: string): Promise<PassageView>
  /** A version of a document, whole. Throws `not-found`, where it may not be read too. */
  readDocument(principal: Principal, documentId: string, version: number): Promise<DocumentTextView>
  listDocuments(principal: Principal): Promise<readonly DocumentView[]>
  createKey(principal: Principal, key: NewKey): Promise<CreatedKey>
  listKeys(principal: Principal): Promise<readonly KeyView[]>
  revokeKey(principal: Principal, keyId: string): Promise<void>
  /** The principal behind an API key, with the roles held now; null for an unknown, expired or revoked one. */
  authenticateKey(key: string): Promise<Principal | null>
  /** The principal with this id in a tenant, as a person's session; null when there is none. */
  readPerson(tenantId: string, id: string): Promise<Principal | null>
  /**
   * Keeps what an identity provider says of somebody: whose threads and decisions these are, and the roles held now.
   * False where their tenant isn't here.
   */
  rememberPrincipal(principal: Principal): Promise<boolean>
  readiness(): Promise<Readiness>
}

export interface Page {
  readonly after: string | null
  readonly limit: number
}

export interface ThreadView {
  readonly id: string
  readonly agent: string
  /** What the agent is called on a screen. */
  readonly title: string
  /** The agent's first words, and messages that it suggests to begin with. */
  readonly greeting: string
  readonly suggestions: readonly string[]
}

export interface NewMessage {
  readonly threadId: string
  readonly channel: string
  readonly dedupeKey: string
  readonly text: string
}

export interface AcceptedMessage {
  readonly messageId: string
  readonly runId: string
  readonly duplicate: boolean
}

export interface MessageView {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly parts: readonly Part[]
  readonly runId: string | null
  readonly createdAt: string
}

export interface RunView {
  readonly id: string
  readonly threadId: string
  readonly status: RunStatus
  readonly failure: { readonly code: string; readonly text: string } | null
  /** What it has asked of a model so far, second tries among it. Noughts where no model is configured. */
  readonly usage: { readonly modelCalls: number; readonly inputTokens: number; readonly outputTokens: number }
}

export type RunStatus = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled'

/** A plan as one reader may see it. `title`, `totals` and the effects' texts are ours, drawn from the effects. */
export interface PlanView {
  readonly id: string
  readonly status: PlanStatus
  readonly digest: string | null
  readonly threadId: string
  readonly runId: string
  readonly agent: string
  readonly requester: { readonly id: string; readonly name: string }
  readonly program: string
  readonly playbook: string | null
  readonly said: string | null
  /** One sentence naming every kind of step: "Refund 129.00 EUR for order A17, then mail Maya Lindqvist". */
  readonly title: string
  /** What saying yes does, for the button: "Refund 129.00 EUR and mail". */
  readonly deed: string
  /** "129.00 EUR goes out", "1 mail", "can't be undone". */
  readonly totals: readonly string[]
  readonly effects: readonly EffectView[]
  readonly reads: readonly ReadView[]
  readonly verdict: Verdict | null
  readonly decisions: readonly DecisionView[]
  /** Roles still to say yes. */
  readonly awaits: readonly string[]
  /** What a no may name as its reason: the agent's `approvals.rejectReasons`. */
  readonly rejectReasons: readonly string[]
  /** Whether its reader may say what became of a step whose outcome nobody knows; such a step makes a plan `unknown`. */
  readonly mayResolve: boolean
  /** What changed since it was approved, where it went stale. */
  readonly changes: readonly ReadChange[]
  readonly failure: { readonly code: string; readonly text: string } | null
  readonly expiresAt: string | null
  readonly createdAt: string
}

export interface EffectView {
  readonly index: number
  readonly tool: string
  /** The `title` of tools.yaml with its values: "Refund 129.00 EUR for order A17". */
  readonly title: string
  readonly args: JsonObject
  readonly arguments: readonly ArgumentView[]
  readonly labels: Labels
  readonly because: Label
  /** The short way of each leaf of `args` from its sources, by JSON Pointer. */
  readonly paths: ValuePaths
  readonly verdict: Verdict | null
  readonly state: EffectState
  readonly result: Json | null
  readonly reversible: boolean
}

/** An argument for a person: its value as text and the words on where it comes from ("from our orders"). */
export interface ArgumentView {
  readonly name: string
  readonly text: string
  readonly origin: string
  readonly kind: OriginKind
  /** The words on its other sources, where it has several: the least trusted gives `origin`. */
  readonly others: readonly string[]
  /** True where the value, or the choice of it, hangs on untrusted words. */
  readonly unchecked: boolean
}

/** What kind of source a value comes from, for the mark beside its words. `unchecked`: one that nobody vouches for. */
export type OriginKind = 'person' | 'edit' | 'operator' | 'model' | 'record' | 'step' | 'clock' | 'unchecked'

export interface ReadView {
  readonly index: number
  readonly tool: string
  /** The `title` of tools.yaml with its values: "Look up order A17". */
  readonly title: string
  /** Whose answer it was, in words: "our orders". */
  readonly from: string
  readonly args: JsonObject
  readonly found: boolean
  readonly at: string
}

export interface ReadChange {
  readonly tool: string
  readonly pointer: string
  readonly was: Json
  readonly is: Json
}

export interface DecisionView {
  readonly principal: { readonly id: string; readonly name: string }
  readonly decision: 'approve' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  readonly at: string
}

export interface NewDecision {
  readonly digest: string
  readonly decision: 'approve' | 'reject'
  readonly reason: string | null
  readonly note: string | null
}

/** What came of a decision; everything but `decided` changed nothing. Unknown and unreadable plans throw `not-found`. */
export type DecisionOutcome =
  | { readonly outcome: 'decided'; readonly plan: PlanView }
  | { readonly outcome: 'wrong-role'; readonly needs: readonly string[] }
  | { readonly outcome: 'person-required' }
  | { readonly outcome: 'decided-before'; readonly by: DecisionView | null; readonly plan: PlanView }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'digest-differs'; readonly digest: string | null }

export interface EffectResolution {
  readonly outcome: 'happened' | 'did-not' | 'look-again'
  readonly note: string
}

export interface SearchResultView {
  readonly passageId: string
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly text: string
  readonly start: number
  readonly end: number
  readonly score: number
}

export interface PassageView {
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly text: string
  readonly start: number
  readonly end: number
  readonly heading: string
}

/** A version of a document as its passages, in their order: all of its text but its headings' own lines. */
export interface DocumentTextView {
  readonly document: PassageView['document']
  readonly passages: readonly (Omit<PassageView, 'document'> & { readonly passageId: string })[]
}

export interface DocumentView {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly source: string
  readonly class: string
  readonly passages: number
  readonly createdAt: string
}

export interface NewKey {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
}

/** `key` is shown this once. */
export interface CreatedKey extends KeyView {
  readonly key: string
}

export interface KeyView {
  readonly id: string
  readonly name: string
  readonly principal: PrincipalId
  readonly roles: readonly string[]
  readonly scopes: readonly Scope[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

export interface Readiness {
  readonly ready: boolean
  /** `warnings`: sentences on what works and could be better: walls of the sandbox that are missing. */
  readonly dependencies: Readonly<
    Record<string, { readonly ok: boolean; readonly detail: string; readonly warnings?: readonly string[] }>
  >
  /** What is running, for the pages and `parley doctor`. */
  readonly facts: {
    readonly version: string
    readonly database: string
    readonly model: string | null
    readonly agents: readonly string[]
  }
}
