import type { AnnouncedKey, PublicKey } from '#memory/events/evidence-key.ts'
import type { JsonObject } from '#core/json.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import type { PlanStatus } from '#memory/plans/plan-status.ts'
import type { Principal, Scope } from '#core/principal.ts'
import type { WantedText } from '#memory/documents/document-text.ts'
import type { PlanOrder } from '#core/plan-order.ts'
import type { SignIn } from '#memory/people/sign-ins.ts'
import type { AsideRunView } from './aside-run.ts'
import type { ClientOperations } from './client-operations.ts'
import type { DecisionView } from './decision.ts'
import type { DocumentOperations } from './document-operations.ts'
import type { ThreadEvent } from './event.ts'
import type { ExplanationView } from './explanation.ts'
import type { FeedbackOperations } from './feedback-operations.ts'
import type { HandOverOperations } from './hand-over-operations.ts'
import type { CreatedKey, KeyView } from './key.ts'
import type { DocumentTextView, PassageView, SearchResultView } from './knowledge.ts'
import type { LinkOperations } from './link-operations.ts'
import type { MessageView } from './message.ts'
import type { AcceptedMessage, NewMessage } from './new-message.ts'
import type { PlanProgress } from './plan-progress.ts'
import type { PlanView } from './plan.ts'
import type { PolicyDiffView } from './policy-diff.ts'
import type { ReplayView } from './replay.ts'
import type { RunOperations } from './run-operations.ts'
import type { TextDelta } from './text-delta.ts'
import type { ThreadListOperations } from './thread-operations.ts'
import type { ThreadView } from './thread.ts'
import type { ToolOperations } from './tool-operations.ts'
import type { Storage } from '#memory/database/storage.ts'
import type { HeldRuns } from '#memory/runs/resting-runs.ts'

/**
 * All that a channel can do, each checked against the rights of the principal who asks. Forbidden and unknown are the
 * same `not-found`. A channel adds how people are recognised and how things look, and decides nothing.
 */
export interface Operations
  extends
    ClientOperations,
    DocumentOperations,
    FeedbackOperations,
    HandOverOperations,
    LinkOperations,
    RunOperations,
    ServerOperations,
    ThreadListOperations,
    ToolOperations {
  createThread(
    principal: Principal,
    thread: { readonly agent: string | null; readonly channel: string },
  ): Promise<ThreadView>
  /** Stores a message before it is answered. Throws `not-found`, `message-too-long`, `message-empty`, `idempotency-key-reused`. */
  acceptMessage(principal: Principal, message: NewMessage): Promise<AcceptedMessage>
  /**
   * Has a long message of the principal's read as their own request. Throws `not-found`, `not-ownable` and `message-passed`.
   */
  ownRequest(
    principal: Principal,
    message: { readonly threadId: string; readonly messageId: string },
  ): Promise<{ readonly messageId: string; readonly runId: string }>
  /** A thread's messages, oldest first, of one run alone where it is named. */
  listMessages(
    principal: Principal,
    threadId: string,
    page: Page & { readonly runId?: string | null },
  ): Promise<{ readonly messages: readonly MessageView[]; readonly next: string | null }>
  listEvents(principal: Principal, threadId: string, after: number, limit: number): Promise<readonly ThreadEvent[]>
  /**
   * Calls back with every event of a thread after `after`, in order, without gaps, until the signal aborts; between them
   * with how far the turn at work is, and what it is saying.
   */
  followEvents(
    principal: Principal,
    threadId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncIterable<ThreadEvent | PlanProgress | TextDelta>
  /** Runs that were set aside, the first first, for operators and auditors. Throws `wrong-role`. */
  listAsideRuns(principal: Principal): Promise<readonly AsideRunView[]>
  /** Lets one of them be tried again. Throws `wrong-role`, and `not-found` where it isn't set aside. */
  retryRun(principal: Principal, runId: string): Promise<void>
  listPlans(
    principal: Principal,
    filter: PlanFilter,
  ): Promise<{ readonly plans: readonly PlanView[]; readonly next: string | null }>
  /**
   * Shows a plan to somebody. That is written down where they could decide on it, so a channel asks for it when a card
   * comes before a person's eyes and not before.
   */
  readPlan(principal: Principal, planId: string): Promise<PlanView>
  /** The last messages before a plan, for whoever may read it: what it is about. Oldest first, six at most. */
  listPlanMessages(principal: Principal, planId: string): Promise<readonly MessageView[]>
  decidePlan(principal: Principal, planId: string, decision: NewDecision): Promise<DecisionOutcome>
  resolveEffect(principal: Principal, planId: string, index: number, resolution: EffectResolution): Promise<PlanView>
  /** Everything about a plan as one signed file, with the values that this reader may read. Throws `not-found`. */
  readEvidence(principal: Principal, planId: string): Promise<JsonObject>
  /** The public keys that evidence was signed with here, the one in use first, and those of other servers. Anybody's to know. */
  evidenceKeys(): Promise<{ readonly keys: readonly PublicKey[]; readonly others: readonly AnnouncedKey[] }>
  /** Runs a stored plan's program again over its journal. Throws `not-found`, `plan-not-made`, `agent-missing`. */
  replayPlan(principal: Principal, planId: string, signal: AbortSignal): Promise<ReplayView>
  /** Why a plan was judged as it was. Throws `not-found`, `plan-not-judged`. */
  explainPlan(principal: Principal, planId: string): Promise<ExplanationView>
  /**
   * What candidate rules would have said of an agent's stored plans, newest first. For operators and auditors; throws
   * `not-found`, `agent-needed`.
   */
  diffPolicy(principal: Principal, candidate: CandidatePolicy, signal: AbortSignal): Promise<PolicyDiffView>
  /** The agents that have rules on trial, by name. For operators and auditors; throws `not-found`. */
  listShadows(principal: Principal): readonly string[]
  /** What the agent's rules on trial said of the plans that were judged since; the same errors, and `no-shadow`. */
  readShadow(principal: Principal, agent: string | null, signal: AbortSignal): Promise<PolicyDiffView>
  /** Passages that somebody may read, best first. Throws `not-found` for an agent that isn't there or theirs to talk to. */
  search(principal: Principal, wanted: WantedPassages, signal: AbortSignal): Promise<readonly SearchResultView[]>
  readPassage(principal: Principal, passageId: string, agent: string | null): Promise<PassageView>
  /**
   * A version of a document: whole, or of a long one the part around a passage. Throws `not-found`, where it may not be
   * read too, and `passage-elsewhere`.
   */
  readDocument(principal: Principal, wanted: WantedText & { readonly agent: string | null }): Promise<DocumentTextView>
  createKey(principal: Principal, key: NewKey): Promise<CreatedKey>
  listKeys(principal: Principal): Promise<readonly KeyView[]>
  revokeKey(principal: Principal, keyId: string): Promise<void>
  /** The principal behind an API key, with the roles held now; null for an unknown, expired or revoked one. */
  authenticateKey(key: string): Promise<Principal | null>
  /** The principal with this id in a tenant, as a person's session; null when there is none. */
  readPerson(tenantId: string, id: string): Promise<Principal | null>
  /**
   * Keeps what an identity provider says of somebody: whose threads and decisions these are, and the roles held now.
   * False where their tenant isn't here. `signIn`, the token that they came with, is kept sealed while it lives where an
   * agent acts as its requester, and else not at all.
   */
  rememberPrincipal(principal: Principal, signIn?: SignIn): Promise<boolean>
  readiness(): Promise<Readiness>
}

/** Which plans, in which order, after which one of it (`next` of the page before). Null leaves none out. */
export interface PlanFilter {
  readonly status: PlanStatus | null
  readonly agent: string | null
  readonly threadId: string | null
  readonly runId: string | null
  /** Whoever asked for it. */
  readonly requester: string | null
  /** Made then or later, and before. */
  readonly since: Date | null
  readonly until: Date | null
  /** A role that is asked. */
  readonly asks: string | null
  readonly order: PlanOrder
  readonly after: string | null
  readonly limit: number
}

export interface CandidatePolicy {
  /** Null where there is one agent alone. */
  readonly agent: string | null
  /** What its mistakes are told by. */
  readonly file: string
  readonly text: string
  /** How many plans to go back. */
  readonly last: number
}

export interface Page {
  readonly after: string | null
  readonly limit: number
}

export interface NewDecision {
  readonly digest: string
  readonly decision: 'approve' | 'edit' | 'reject'
  readonly reason: string | null
  readonly note: string | null
  /** What an edit changes. */
  readonly changes?: readonly PlanChange[]
  /** A page of another site sent it: such a page decides only what its reader asked for. */
  readonly isEmbedded?: boolean
  /** A program sent it in its principal's name: it decides nothing that they asked for themselves. */
  readonly isRelayed?: boolean
}

/** What came of a decision; everything but `decided` changed nothing. Unknown and unreadable plans throw `not-found`. */
export type DecisionOutcome =
  /** `isNew`: false where the same principal had decided so before. */
  | { readonly outcome: 'decided'; readonly plan: PlanView; readonly isNew: boolean }
  | { readonly outcome: 'wrong-role'; readonly needs: readonly string[] }
  | { readonly outcome: 'person-required' }
  | { readonly outcome: 'own-page-required' }
  /** Whoever changed a plan isn't its second pair of eyes. */
  | { readonly outcome: 'own-edit'; readonly needs: readonly string[] }
  | { readonly outcome: 'decided-before'; readonly by: DecisionView | null; readonly plan: PlanView }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'digest-differs'; readonly digest: string | null }

export interface EffectResolution {
  readonly outcome: 'happened' | 'did-not' | 'look-again'
  readonly note: string
}

export interface WantedPassages {
  readonly question: string
  readonly k: number // At most.
  readonly agent: string | null // Whose documents and `synonyms`; null: of all that somebody may talk to, and none.
  /** Which documents are searched, where not all that may be read; null and empty leave none out. */
  readonly filter?: {
    /** What their sources begin with. */
    readonly source: string | null
    /** Whose current version came in at `since` or later, and before `until`. */
    readonly since: Date | null
    readonly until: Date | null
    /** What they were handed in with: all of it. */
    readonly metadata: Readonly<Record<string, string>>
  }
}

export interface NewKey {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
}

export interface Readiness {
  readonly ready: boolean
  /** `warnings`: sentences on what works and could be better: missing walls of the sandbox, a volume that fills up. */
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

/** What a server asks for itself, in nobody's name. */
interface ServerOperations {
  /** Adds what this server let go of somebody's rates to what all have, in ms of each; gives what is used of them now. */
  shareRates(tenantId: string, used: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>
  /** What the database may still write; null where nobody says. */
  storage(): Promise<Storage | null>
  /** Runs of all tenants that rest, and that were set aside; null where the database doesn't say. */
  heldRuns(): Promise<HeldRuns | null>
  /** Each agent's tool servers, and whether this process leaves one alone since its calls failed. */
  toolServers(): readonly { readonly agent: string; readonly server: string; readonly isResting: boolean }[]
}
