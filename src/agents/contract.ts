import type { ContextRead } from './files/context-form.ts'
import type { KnowledgeEvals } from './files/knowledge-evals.ts'
import type { DataClass } from '#core/data-class.ts'
import type { Playbook } from '#plan-language/contract.ts'
import type { EvalCase } from './files/eval-case.ts'
import type { Starter } from './starter.ts'
import type { AgentTexts, Conversation, ToolTexts } from './texts.ts'
import type { WorkingHours } from './yaml/hours.ts'
import type { DirectoryList, ToolDeclaration } from './tool-declaration.ts'

export type { WorkingHours } from './yaml/hours.ts'

export type {
  DeclaredMoney,
  AcceptedWhere,
  DirectoryList,
  ToolDeclaration,
  OwnerRule,
  PrincipalAttribute,
} from './tool-declaration.ts'

export type { ContextRead } from './files/context-form.ts'

/** An agent's folder, loaded whole and checked. */
export interface Agent {
  readonly name: string
  readonly title: string
  readonly languages: readonly string[]
  readonly greeting: string
  readonly suggestions: readonly string[]
  /** How it addresses people in languages where that differs; formally, where a language isn't named. */
  readonly address?: Readonly<Record<string, 'formal' | 'informal'>>
  /** Its own texts and its tools' in its other languages, by their codes; left out where it has none. */
  readonly texts?: Readonly<Record<string, AgentTexts>>
  readonly toolTexts?: Readonly<Record<string, ToolTexts>>
  /** The zone of times that name none, where their read says no other; without one they can't be read. */
  readonly zone?: string | undefined
  /** The operator's own lists, by name, from which untrusted text may choose where a tool accepts that. (`directory:`) */
  readonly directory?: Readonly<Record<string, DirectoryList>>
  /** Names of its products, plans and places: an answer about one comes from no other's passage. (`subjects:`) */
  readonly subjects?: readonly string[]
  readonly instructions: string
  readonly knowledge: readonly KnowledgeSource[]
  /** Resources of tool servers that are knowledge, too; one that several match is the first one's. (`knowledge:`, `mcp:`) */
  readonly resources: readonly ResourceSource[]
  readonly limits: AgentLimits
  /** What its planner may be shown of what programs read; left out: nothing. */
  readonly shownToPlanner?: ShownToPlanner | undefined
  readonly approvals: AgentApprovals
  /** What is looked up beside a plan for whoever decides on it; left out: nothing. */
  readonly context?: readonly ContextRead[]
  readonly whenBusy: 'queue' | 'cancel' | 'join'
  /** The playbooks that programs may begin by their name. (`expose:`) */
  readonly expose?: readonly ExposedPlaybook[]
  /** What begins something without a person; left out where nothing does. (`webhooks/`, `schedules/`) */
  readonly starters?: readonly Starter[]
  /** What becomes of the steps done before one that failed: they stay, or are taken back where their tools say how. */
  readonly onFailure: 'stop' | 'compensate'
  readonly handOver: AgentHandOver | null
  /** Messages that are questions, chat or calls for a person: what routing compares with where no model routes. */
  readonly intents: Readonly<Record<'answer' | 'hand-over', readonly string[]>>
  /** What people say to it beside what they want, and its answers, by language: where its files differ from our words. */
  readonly conversation?: Readonly<Record<string, Conversation>>
  /** Words that mean the same to whoever asks it, in all its languages; left out where it has none. (`synonyms:`) */
  readonly synonyms?: readonly (readonly string[])[]
  readonly servers: readonly ToolServer[]
  readonly tools: readonly ToolDeclaration[]
  /** The sources of trusted fields: `tool:shop/orders.get.total`, and `tool:shop/orders.get` where the shape is trusted. */
  readonly trustedSources: ReadonlySet<string>
  readonly policies: readonly PolicyFile[]
  /** Rules on trial, in policy.shadow.cedar; null where there is no such file. A text of null isn't UTF-8. */
  readonly shadow: { readonly path: string; readonly text: string | null } | null
  readonly playbooks: readonly NamedPlaybook[]
  readonly evals: readonly EvalCase[]
  /** Null where there is no evals/knowledge.yaml. */
  readonly knowledgeEvals: KnowledgeEvals | null
  /** What its operator should know and that stops nothing, in sentences. */
  readonly warnings: readonly string[]
  /** SHA-256 over the names and contents of its files. */
  readonly hash: string
  /** When the newest of its files was written, in UTC. */
  readonly changedAt: string
}

/** How conversations are passed on to people. */
export interface AgentHandOver {
  readonly role: string
  readonly afterFailedTurns: number
  /** How soon somebody is to have taken one; null where nobody said. */
  readonly takenWithinMs: number | null
  /** What a person who closes one chooses from. */
  readonly outcomes: readonly string[]
  /** When people of the role are there, in the agent's zone; left out where nobody said. */
  readonly hours?: readonly WorkingHours[]
}

/** A playbook that programs may begin. */
export interface ExposedPlaybook {
  readonly name: string
  /** The slots for which the operator vouches for what programs say. */
  readonly trusted: readonly string[]
}

export interface NamedPlaybook extends Playbook {
  /** The file's name without its ending: `refund`. */
  readonly name: string
  /** Path from the agent's folder, for messages: `playbooks/refund.js`. */
  readonly file: string
  readonly hash: string
  /** How it speaks others of the agent's languages than the first, by their codes; left out where it speaks none. */
  readonly inLanguages?: Readonly<Record<string, PlaybookInLanguage>>
}

/** What differs of a playbook in another language: its words and texts, also those in its program. */
export type PlaybookInLanguage = Pick<Playbook, 'title' | 'confirm' | 'slots' | 'source'>

export interface PolicyFile {
  readonly path: string
  readonly text: string
}

export interface KnowledgeSource {
  /** Absolute path of the folder or file. */
  readonly path: string
  readonly acl: readonly string[]
  /** The agents that answer from them, by name, or `shared`; left out: its own agent alone. */
  readonly agents?: readonly string[]
  readonly class: DataClass
  /** How long a document stays for evidence once its file is gone; left out: for good. (`keep:`) */
  readonly keepMs?: number | undefined
  /** Whether the operator vouches for what is in it, so that a plan may go by its words without asking. (`trusted:`) */
  readonly trusted?: boolean
}

/** Documents that a tool server offers as resources. */
export interface ResourceSource {
  /** As tools.yaml calls it. */
  readonly mcp: string
  /** Which ones: `*` stands for anything but a slash, `**` for anything. */
  readonly uri: string
  readonly acl: readonly string[]
  /** As of a folder. */
  readonly agents?: readonly string[]
  readonly class: DataClass
  readonly keepMs?: number | undefined
}

export interface AgentLimits {
  readonly roundsPerTurn: number
  readonly readsPerPlan: number
  readonly effectsPerPlan: number
  /** Requests to a model in one turn, second tries among them. */
  readonly modelCallsPerTurn: number
  /** Plans of one requester that may wait for a person at once; the next one is refused. */
  readonly waitingPlans: number
  /** In minor units (cents). */
  readonly costPerTurn: { readonly minor: number; readonly currency: string }
}

/** How often, and how much in all, a planner may be shown what the programs of one plan read. */
export interface ShownToPlanner {
  readonly rounds: number
  /** Characters of JSON. */
  readonly characters: number
}

export interface AgentApprovals {
  readonly expireAfterMs: number
  /** The role asked where an effect hangs on untrusted sources; null refuses it. */
  readonly untrusted: string | null
  readonly rejectReasons: readonly string[]
  /** The role that may answer as well once nobody has for so long; null where none may. */
  readonly escalate: { readonly afterMs: number; readonly to: string } | null
}

export type ToolServer = {
  readonly name: string
  /** Words for people, for origin chips: "our orders". */
  readonly title: string
  readonly as: 'service' | 'requester'
  readonly timeoutMs: number
  readonly ratePerSecond: number | null
} & (
  | {
      readonly transport: 'http'
      readonly url: string
      readonly bearer: BearerReference | null
      /** Of a server that acts as the requester: how their token becomes one for it. */
      readonly exchange?: TokenExchange
    }
  | { readonly transport: 'stdio'; readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> }
)

/** A token exchange (RFC 8693): who asks for a token, at which endpoint, and for what. */
export interface TokenExchange {
  /** Null: the one in the metadata of `OIDC_ISSUER`. */
  readonly tokenEndpoint: string | null
  readonly audience: string | null
  readonly resource: string | null
  readonly clientId: string
  readonly clientSecret: BearerReference
  readonly scopes: readonly string[]
}

/** The variable that holds a token; `config.reference(variable)` gives the value at the time of connecting. */
export interface BearerReference {
  readonly variable: string
}
