import type { AnnouncedKey, PublicKey } from '#memory/events/evidence-key.ts'
import type { JsonObject } from '#core/json.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import type { Principal } from '#core/principal.ts'
import type { SignIn } from '#memory/people/sign-ins.ts'
import type { ClientOperations } from './client-operations.ts'
import type { DecisionView } from './decision.ts'
import type { ThreadEvent } from './event.ts'
import type { AcceptedMessage, NewMessage } from './new-message.ts'
import type { PlanProgress } from './plan-progress.ts'
import type { PlanView } from './plan.ts'
import type { Presence } from './presence.ts'
import type { AddedDocument, HandedInDocument } from './document.ts'
import type { RunView } from './run.ts'
import type { ServedOperations } from './served.ts'
import type { TextDelta } from './text-delta.ts'
import type { ThreadView } from './thread.ts'
import type { Storage } from '#memory/database/storage.ts'
import type { HeldRuns } from '#memory/runs/run-backoff.ts'

/**
 * All that a channel can do, each checked against the rights of the principal who asks. Forbidden and unknown are the
 * same `not-found`. A channel adds how people are recognised and how things look, and decides nothing.
 */
export interface Operations extends ServedOperations, ClientOperations, ServerOperations {
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
  listEvents(principal: Principal, threadId: string, after: number, limit: number): Promise<readonly ThreadEvent[]>
  /**
   * Calls back with every event of a thread after `after`, in order, without gaps, until the signal aborts; between them
   * with how far the turn at work is, what it is saying, and what its two ends do while a person has it.
   */
  followEvents(
    principal: Principal,
    threadId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncIterable<ThreadEvent | PlanProgress | TextDelta | Presence>
  decidePlan(principal: Principal, planId: string, decision: NewDecision): Promise<DecisionOutcome>
  /** Everything about a plan as one signed file, with the values that this reader may read. Throws `not-found`. */
  readEvidence(principal: Principal, planId: string): Promise<JsonObject>
  /** The public keys that evidence was signed with here, the one in use first, and those of other servers. Anybody's to know. */
  evidenceKeys(): Promise<{ readonly keys: readonly PublicKey[]; readonly others: readonly AnnouncedKey[] }>
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
  /**
   * Takes a document in, or a new version of the one with its source. Throws what its endpoint says, and what reading the file
   * throws.
   */
  addDocument(principal: Principal, document: HandedInDocument, signal: AbortSignal): Promise<AddedDocument>
  /** Writes into a thread that one has taken, as oneself. The same `key` is the same line, however often it is sent. */
  answerHandOver(
    principal: Principal,
    id: string,
    line: { readonly text: string; readonly key: string; readonly answers?: readonly string[] | undefined },
  ): Promise<{ readonly messageId: string }>
  /**
   * The run once it has ended or waits for a person; null where the signal aborts first. What only waits for a tool that
   * doesn't answer goes on by itself, and is waited for.
   */
  awaitRun(principal: Principal, runId: string, signal: AbortSignal): Promise<RunView | null>
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
