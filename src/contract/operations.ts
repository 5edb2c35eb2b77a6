import type { DataClass } from '#core/data-class.ts'
import type { PublicKey } from '#core/evidence-key.ts'
import type { Doubt, Intent, SaidWords } from '#core/intent.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#core/label.ts'
import type { WantedText } from '#memory/document-text.ts'
import type { ThreadEvent } from '#memory/events.ts'
import type { Part } from '#memory/part.ts'
import type { PlanOrder } from '#memory/plan-order.ts'
import type { SaidError } from '#memory/plan-record.ts'
import type { SignIn } from '#memory/sign-ins.ts'
import type { HeldRuns } from '#memory/resting-runs.ts'
import type { Storage } from '#memory/storage.ts'
import type { PlanChange } from '#core/plan-edit.ts'
import type { EffectState, PlanStatus } from '#core/plan-status.ts'
import type { Principal, PrincipalId, Scope } from '#core/principal.ts'
import type { Place } from '#core/text-place.ts'
import type { ValuePaths } from '#core/value-path.ts'
import type { Verdict } from '#core/verdict.ts'
import type { DocumentOperations } from './document-views.ts'
import type { ExplanationView } from './explanation-view.ts'
import type { PlanProgress } from './plan-progress.ts'
import type { HandOverOperations } from './hand-over-views.ts'
import type { FeedbackOperations } from './feedback-views.ts'
import type { TextDelta } from './text-delta.ts'
import type { ReplayView } from './replay-view.ts'
import type { RunOperations } from './run-views.ts'
import type { PolicyDiffView } from './policy-diff-view.ts'
import type { ThreadListOperations } from './thread-views.ts'
import type { ToolOperations } from './tool-views.ts'

/**
 * All that a channel can do, each checked against the rights of the principal who asks. Forbidden and unknown are the
 * same `not-found`. A channel adds how people are recognised and how things look, and decides nothing.
 */
export interface Operations
  extends
    DocumentOperations,
    FeedbackOperations,
    HandOverOperations,
    RunOperations,
    ThreadListOperations,
    ToolOperations {
  createThread(
    principal: Principal,
    thread: { readonly agent: string | null; readonly channel: string },
  ): Promise<ThreadView>
  /** Stores a message before it is answered. Throws `not-found`, `message-too-long`, `message-empty`. */
  acceptMessage(principal: Principal, message: NewMessage): Promise<AcceptedMessage>
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
  /** The public keys that evidence was signed with here, the one in use first. Anybody's to know. */
  evidenceKeys(): readonly PublicKey[]
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
  /** Passages that somebody may read, best first. */
  search(principal: Principal, wanted: WantedPassages, signal: AbortSignal): Promise<readonly SearchResultView[]>
  readPassage(principal: Principal, passageId: string): Promise<PassageView>
  /**
   * A version of a document: whole, or of a long one the part around a passage. Throws `not-found`, where it may not be
   * read too, and `passage-elsewhere`.
   */
  readDocument(principal: Principal, wanted: WantedText): Promise<DocumentTextView>
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
  /** Adds what this server let go of somebody's rates to what all have, in ms of each; gives what is used of them now. */
  shareRates(tenantId: string, used: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>
  /** What the database may still write; null where nobody says. */
  storage(): Promise<Storage | null>
  /** Runs of all tenants that rest, and that were set aside; null where the database doesn't say. */
  heldRuns(): Promise<HeldRuns | null>
  /** Each agent's tool servers, and whether this process leaves one alone since its calls failed. */
  toolServers(): readonly { readonly agent: string; readonly server: string; readonly isResting: boolean }[]
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

export interface ThreadView {
  readonly id: string
  readonly agent: string
  /** What the agent is called on a screen. */
  readonly title: string
  /** The agent's first words, and messages that it suggests to begin with. */
  readonly greeting: string
  readonly suggestions: readonly string[]
  readonly about: AgentFacts
}

/** What is true of an agent now, for the foot of a chat. */
export interface AgentFacts {
  /** The language model that it works with; null where it works without one. */
  readonly model: string | null
  /** The role that conversations are passed on to; null where it passes none on. */
  readonly person: string | null
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
  /** `person`: somebody who has taken the thread from the agent. */
  readonly role: 'user' | 'assistant' | 'person'
  /** Who that person is; null for all others. */
  readonly by: { readonly id: string; readonly name: string } | null
  readonly parts: readonly MessagePart[]
  readonly runId: string | null
  readonly createdAt: string
  /** False where it is what its run waits for. The answer takes its place, under the same id. */
  readonly isComplete: boolean
}

type PlanPart = Extract<Part, { type: 'plan' }>
/** A piece of a message as it is read: of a plan what its reader may see of it now; null where that is nothing. */
export type MessagePart = Exclude<Part, PlanPart> | (PlanPart & { readonly plan: PlanCard | null })

/** A plan in short. */
export type PlanCard = Pick<PlanView, 'status' | 'digest' | 'title' | 'totals' | 'awaits' | 'expiresAt'>

/** A run that ended whatever worked on it (`run-kills`), or that ended in errors of ours (`run-errors`). */
export interface AsideRunView {
  readonly id: string
  readonly threadId: string
  readonly agent: string
  readonly requester: string
  readonly code: string
  readonly asideAt: string
}

/** A plan as one reader may see it. `title`, `totals` and the effects' texts are ours, drawn from the effects. */
export interface PlanView {
  readonly id: string
  readonly status: PlanStatus
  /** What its texts are in: for its requester what they are spoken to in, for everybody else English. */
  readonly language: string
  readonly digest: string | null
  readonly threadId: string
  readonly runId: string
  readonly agent: string
  readonly requester: { readonly id: string; readonly name: string }
  readonly program: string
  readonly playbook: string | null
  /** What its requester is taken to have asked for; null where their words aren't its reader's to see. */
  readonly intent: IntentView | null
  readonly said: string | null
  /** One sentence naming every kind of step: "Refund 129.00 EUR for order A17, then mail Maya Lindqvist". */
  readonly title: string
  /** What saying yes does, for the button: "Refund 129.00 EUR and mail". */
  readonly deed: string
  /** "129.00 EUR goes out", "1 mail", "can't be undone". */
  readonly totals: readonly string[]
  readonly effects: readonly EffectView[]
  /** Steps that the program staged and somebody left out. */
  readonly leftOut: readonly LeftOutView[]
  /** What people had changed before the plan was tried out anew, and that no longer fits it. */
  readonly lostEdits: readonly LostEditView[]
  readonly reads: readonly ReadView[]
  /** The company's rules that it goes by, word for word, as far as its reader may read them. */
  readonly citations: readonly PlanCitationView[]
  readonly verdict: Verdict | null
  readonly decisions: readonly DecisionView[]
  /** What a queue may be sorted by, the weightiest first: unchecked steps, money in whole units, steps that can't be undone. */
  readonly risk: readonly number[]
  /** Roles of which another yes counts. */
  readonly awaits: readonly string[]
  /** Of the question that is furthest from its answer: how many different people it needs, and how many said yes. */
  readonly people: { readonly asked: number; readonly yes: number }
  /** The role that may answer as well from a time on, and whether that time has come. */
  readonly escalation: { readonly to: string; readonly at: string; readonly isOpen: boolean } | null
  /** Whether its reader changed it, and somebody else has to agree to that. */
  readonly ownEdit: boolean
  /** What a no may name as its reason: the agent's `approvals.rejectReasons`. */
  readonly rejectReasons: readonly string[]
  /** Whether its reader may say what became of a step whose outcome nobody knows; such a step makes a plan `unknown`. */
  readonly mayResolve: boolean
  /** What is tried, or was, to find out about a step whose outcome was lost; null where there is none. */
  readonly trying: TryingView | null
  /** What changed since it was approved, where it went stale. */
  readonly changes: readonly ReadChange[]
  /** What the operator changed since, for which it was tried out and judged anew. */
  readonly settings: readonly SettingChangeView[]
  /** What its requester can say where this isn't what they meant; empty for everybody else, and once it is settled otherwise. */
  readonly instead: readonly InsteadView[]
  readonly failure: { readonly code: string; readonly text: string } | null
  readonly expiresAt: string | null
  readonly createdAt: string
}

/** Something else that may be meant: a button, and the message that it sends as its requester's own. */
export interface InsteadView {
  readonly title: string
  readonly message: string
}

/** What a plan's requester is taken to have asked for (`#intent.ts`), for a reader of the plan. */
export interface IntentView {
  /** What is done: the playbook's title, or the goal as a model put it. Empty where nobody knows. */
  readonly goal: string
  /** Their own words that ask for it, the first the one to show. Empty where none do. */
  readonly said: readonly SaidWords[]
  /** Null in a plan from before intents were kept. */
  readonly recognisedBy: Intent['recognisedBy'] | null
  /** From 0 to 1; null where nothing measured it. */
  readonly likeness: number | null
  /** What else was near, nearest first. */
  readonly near: readonly { readonly playbook: string; readonly title: string; readonly likeness: number }[]
  /** An ISO 639-1 code; null where nobody knows. */
  readonly language: string | null
  /** `explicit`: their words ask for this. `confirmed`: they said yes to exactly this plan. `inferred`: all else. */
  readonly basis: 'explicit' | 'confirmed' | 'inferred'
  /** Why it was recognised as `inferred`; a yes doesn't take them away. */
  readonly doubts: readonly Doubt[]
  /** Of a planned goal: the words for each staged write, by its index; null where none of theirs ask for it. */
  readonly steps: readonly { readonly index: number; readonly said: SaidWords | null }[]
}

export interface TryingView {
  /** The step. */
  readonly index: number
  /** Its server, in the operator's words: "our shop". */
  readonly service: string
  /** `tool-silent`: it doesn't answer. `tool-error`: it answers with an error. */
  readonly code: 'tool-silent' | 'tool-error'
  /** When it is tried again, by itself; null where a person says what happened. */
  readonly nextAt: string | null
  /** In order, for whoever may say what happened; empty for everybody else. */
  readonly tries: readonly TryView[]
}

export interface TryView {
  readonly did: 'call' | 'look-up'
  readonly came: 'silence' | 'not-sent' | 'error' | 'absent' | 'unclear'
  readonly code: string
  readonly firstAt: string
  readonly lastAt: string
  readonly times: number
}

export interface EffectView {
  readonly index: number
  readonly tool: string
  /** The `title` of tools.yaml with its values: "Refund 129.00 EUR for order A17". */
  readonly title: string
  readonly args: JsonObject
  readonly arguments: readonly ArgumentView[]
  /** The money that it moves, as `tools.yaml` declares it, in minor units. */
  readonly money: readonly { readonly minor: number; readonly currency: string }[]
  readonly labels: Labels
  readonly because: Label
  /** The short way of each leaf of `args` from its sources, by JSON Pointer. */
  readonly paths: ValuePaths
  readonly verdict: Verdict | null
  readonly state: EffectState
  readonly result: Json | null
  /** The last error with which its call was answered, for those who may say what became of it; anybody's words. */
  readonly said: SaidError | null
  readonly reversible: boolean
  /** Whether its reader may leave it out now. */
  readonly mayLeaveOut: boolean
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
  /** Its text before somebody changed it, who `origin` names; null where nobody did. */
  readonly was: string | null
  /** What of it the reader may change now, leaf by leaf; empty where nothing. */
  readonly edit: readonly EditField[]
}

/** A leaf of an argument that may be changed. `value` is as it would be typed: `129.00` for 12900 cents. */
export interface EditField {
  readonly path: string
  readonly form: 'money' | 'number' | 'text' | 'date' | 'choice'
  readonly value: string
  /** Of a choice: all that it can be. */
  readonly choices: readonly string[]
  /** Of money: `unit` says whether the tool takes whole minor units or decimal text. */
  readonly money: { readonly currency: string; readonly digits: number; readonly unit: 'minor' | 'major' } | null
}

/** A step that somebody left out. */
export interface LeftOutView {
  readonly title: string
  readonly by: { readonly id: string; readonly name: string }
}

export interface LostEditView {
  /** The step as its program had staged it. */
  readonly title: string
  /** The argument that was changed, and what to, as text; null for a step that was left out. */
  readonly changed: { readonly name: string; readonly to: string } | null
  readonly by: { readonly id: string; readonly name: string }
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
  /** The read in words, "Look up order A17"; null where nobody knows which it was. */
  readonly title: string | null
  readonly pointer: string
  readonly was: Json
  readonly is: Json
}

/** A quote from a document that a plan goes by. */
export interface PlanCitationView {
  readonly passageId: string
  readonly quote: string
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  /** Where the quote stands in that version. */
  readonly span: { readonly start: number; readonly end: number }
  /** Where the quote begins in the original. Left out where that has no pages, slides or rows. */
  readonly place?: Place | undefined
}

/** A setting of the agent, or a document that it goes by, that isn't as it was when a plan was judged. */
export interface SettingChangeView {
  /** Of a tool server its `address` or `credential`, of a tool its `entry` in tools.yaml or its `definition`, the `limits`, a `passage`, or the `procedure` that the plan was made by. */
  readonly setting: 'address' | 'credential' | 'entry' | 'definition' | 'limits' | 'passage' | 'procedure'
  /** The server's or tool's name, or the document's id; null for the limits. */
  readonly of: string | null
  /** It in words: "our orders", "Refund 129.00 EUR for order A17"; null too for a document that isn't the reader's to see. */
  readonly title: string | null
}

export interface DecisionView {
  readonly principal: { readonly id: string; readonly name: string }
  readonly decision: 'approve' | 'edit' | 'reject'
  /** What was decided on. */
  readonly digest: string
  readonly authenticatedBy: Principal['authenticatedBy']
  readonly reason: string | null
  readonly note: string | null
  readonly at: string
  /** From when this digest was first shown to them until they decided. Null where it never was, and for the requester. */
  readonly lookedMs: number | null
  /** Whether it is about the plan as it is now; a yes to another version counts for nothing. */
  readonly counts: boolean
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
  /** How many at most. */
  readonly k: number
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

export interface SearchResultView {
  readonly passageId: string
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  /** Its document's data class. */
  readonly class: DataClass
  readonly text: string
  readonly start: number
  readonly end: number
  /** Where the text begins in the original; null where that has no pages, slides or rows. */
  readonly place: Place | null
  readonly score: number
  /** Others that say the same, as far as was asked, and take no place of their own. */
  readonly alsoIn: readonly {
    readonly passageId: string
    readonly document: { readonly id: string; readonly title: string; readonly version: number }
  }[]
  /** Its words read like orders to a model. */
  readonly givesOrders: boolean
}

export interface PassageView {
  readonly document: { readonly id: string; readonly title: string; readonly version: number }
  readonly text: string
  readonly start: number
  readonly end: number
  readonly heading: string
  /** Where the text begins in the original; null where that has no pages, slides or rows. */
  readonly place: Place | null
}

/**
 * A version of a document as its passages, in their order: all of its text but its headings' own lines, and 2,000
 * passages at most.
 */
export interface DocumentTextView {
  readonly document: PassageView['document']
  /** The version that answers are made from now; null where the document was removed. */
  readonly newest: number | null
  readonly passages: readonly (Omit<PassageView, 'document'> & { readonly passageId: string })[]
  /** How many passages of the version stand before these, and how many after. */
  readonly leftOut: { readonly before: number; readonly after: number }
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
