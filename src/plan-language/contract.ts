import type { Json, JsonObject } from '#core/json.ts'
import type { Label, Labels } from './values/label.ts'
import type { PlaybookCite } from '#core/plan-citation.ts'
import type { ValuePaths } from './values/value-path.ts'
import type { PlanLimits } from './limits.ts'
import type { CalledProcedure, ProgramProcedure } from './procedure.ts'
import type { Slot } from './slot.ts'

/** A tool as a plan sees it. `argsSchema` and `resultSchema` are JSON Schemas (2020-12 or draft-07). */
export interface PlanTool {
  readonly kind: 'read' | 'write'
  readonly argsSchema: JsonObject
  /** Of a write: the schema of what a handle stands for. A path that isn't in it can't be asked of a handle. */
  readonly resultSchema: JsonObject | null
  /** Result carries its arguments' data labels as data (`extract`), where other reads take them as control. */
  readonly inheritsArguments: boolean
  /** The top-level arguments that may hold a handle (`later:` in tools.yaml). */
  readonly later: readonly string[]
  /** Of a read: the zone of its times that name none, by its IANA name. */
  readonly zone?: string | undefined
  /** Arguments that are money as numbers in major units: the currency, or the argument that holds it. */
  readonly amounts?: Readonly<Record<string, string>> | undefined
}

/** A value with its labels: one for the whole and, where parts differ, one for each of those places (`*` = any index). */
export interface Labelled {
  readonly value: Json
  readonly labels: Labels
}

/** A program ready to run. `literals` is what its own constants carry: `operator` for a playbook, else `model` and more. */
export interface PlanProgram {
  readonly source: string
  readonly literals: Label
  readonly slots: Readonly<Record<string, Labelled>>
  /** `refs` in the program: text and results from before, which its author knows by name, type and label alone. */
  readonly refs?: Readonly<Record<string, Labelled>>
  /** `requester` in the program: what is known of whoever asks, a label for each field. Left out where it isn't named. */
  readonly requester?: Readonly<Record<string, Labelled>>
  /** By full name, `shop/orders.get`; in the program `tools.shop.orders.get`. */
  readonly tools: Readonly<Record<string, PlanTool>>
  /** By the name that the program has them by. */
  readonly procedures?: Readonly<Record<string, ProgramProcedure>> | undefined
  /** Milliseconds since 1970: the frozen clock. */
  readonly now: number
  /** The zone of times that name none, where their read declares no other. */
  readonly zone?: string | undefined
  readonly limits: PlanLimits
  /** Whether the program may have something that it read shown to whoever writes the next one. */
  readonly mayShow?: boolean | undefined
  /** Set where what is read is made up: the run finds mistakes, goes on after each, and comes to nothing else. */
  readonly sample?: SampleRun | undefined
}

/** `taken` goes the way that the made-up values say; `both` goes both ways at each condition on them. */
export type SampleRun = 'taken' | 'both'

/** Where in the program something happened: 1-based line, 0-based column. */
export interface ProgramPlace {
  readonly line: number
  readonly column: number
}

export interface ReadRequest {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
  readonly because: Label
  readonly at: ProgramPlace
}

/** What a read gives back. A failure is a code of ours: a tool server's words never reach the program or its author. */
export type ReadAnswer =
  | ({ readonly ok: true } & Labelled)
  /** `error` is the tool's own code, one of those that its entry lists (`errors:`). No program sees it. */
  | { readonly ok: false; readonly code: string; readonly error?: string | undefined }

/** One read, as made. `request` is SHA-256 over the canonical `{tool, args}`. */
export interface JournalEntry {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly request: string
  readonly answer: ReadAnswer
  /** When the answer came, ISO 8601. */
  readonly at: string
}

/** A write that the program staged. Arguments may hold `{"$ref": {"effect": 0, "path": ["id"]}}` for an earlier result. */
export interface StagedEffect {
  readonly index: number
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
  /** What decided that it happens at all. */
  readonly because: Label
  /** How each leaf of the arguments came to be, for people; of a call with very many leaves the first ones. */
  readonly paths: ValuePaths
  /** The requester's words that the program's author says ask for it. Nobody has held them against what was typed yet. */
  readonly asked: string | null
  readonly at: ProgramPlace
}

export type PlanFailureKind =
  | 'syntax' // not in the language
  | 'runtime' // a fault of the program, such as reading a property of null
  | 'handle' // a handle was looked at
  | 'flow' // a write that labels can't follow
  | 'limit' // a limit was exceeded
  | 'tool' // a read failed
  | 'asked' // a read that policy would ask about; the question is the outcome
  | 'denied' // a read that policy refuses
  | 'thrown' // the program stopped itself
  | 'crashed' // the process died
  | 'protocol' // the process said what it may not say
  | 'replay' // the program did something else than its journal says
  | 'shown' // no failure: it asked for what it read to be shown to its author, who writes it anew

/** What a program may find to be wrong with values as it runs. */
export const FAULTS_MET = [
  'no-such-element', // nothing was there to take a part of
  'empty-list', // a list had nothing in it to begin with
  'not-a-number',
  'not-a-date',
  'no-email', // a call needs the e-mail address of who asks, and there is no verified one
] as const
export type FaultMet = (typeof FAULTS_MET)[number]

/** What may be wrong with values, as far as whoever wrote the program is told of it: never a word of theirs. */
export type ValueFault =
  | FaultMet
  | 'not-found' // a search or a look-up found nothing
  | 'found-nothing' // it ended there, and may look elsewhere once
  | 'refused' // a tool answered with an error
  | 'schema' // a tool's schema can't be used, whatever it is called with
  | 'arguments' // a call's arguments don't fit its tool
  | 'says-nothing' // the program staged nothing and said nothing
  | 'next-too-early' // it asked for another round without having staged anything
  | 'show-beside-writes' // it staged something, and asked to be shown something first
  | 'show-document' // it asked to be shown what a document says
  | 'shown-enough' // it asked to be shown more often than its agent allows
  | 'too-long' // what it asked to be shown is longer than its agent allows

/** What a program wants shown to whoever writes the next one. `because`: all that led it to ask for that. */
export interface ShownValue extends Labelled {
  readonly because: Label
}

/** Why there are no effects. `message` is ours, without any value from the program's data, fit for its author to act on. */
export interface PlanFailure {
  readonly kind: PlanFailureKind
  readonly message: string
  readonly at: ProgramPlace | null
  readonly fault?: ValueFault | undefined
  /** Of a procedure that was called with something else, the name of the slot. */
  readonly argument?: string | undefined
}

/** What a program said with `say(…)`, or threw, to the requester. Text with its label. */
export interface Said {
  readonly text: string
  readonly label: Label
}

/** What came of running a program without doing anything. */
export type DryRun =
  | {
      readonly ok: true
      readonly said: Said | null
      /** Where in the program; null where a procedure said it. */
      readonly saidAt: ProgramPlace | null
      readonly effects: readonly StagedEffect[]
      /** The procedures that it called, in order. */
      readonly called: readonly CalledProcedure[]
      /** All that led the program to ask for another round, once its writes are done; null where it didn't ask. */
      readonly next: Label | null
      /** What its author is to be shown before it is written anew; null where it didn't ask for that. */
      readonly shown: ShownValue | null
      readonly journal: readonly JournalEntry[]
      readonly stats: DryRunStats
    }
  | {
      readonly ok: false
      readonly failure: PlanFailure
      /** Of a sample run: the mistakes after the first. */
      readonly others?: readonly PlanFailure[] | undefined
      readonly said: Said | null
      readonly journal: readonly JournalEntry[]
    }

export interface DryRunStats {
  readonly steps: number
  readonly wallMs: number
  readonly cpuMs: number
}

export interface DryRunOptions {
  readonly signal: AbortSignal
  /** Entries already made: their reads aren't made again, and must be asked for in the same order. */
  readonly journal?: readonly JournalEntry[]
  /** Makes one read. A refusal is an answer with a code, not an exception. */
  readonly read: (request: ReadRequest, signal: AbortSignal) => Promise<ReadAnswer>
  /** Stores an entry; the program gets its answer only after this has resolved. */
  readonly onEntry: (entry: JournalEntry) => Promise<void>
}

/** What runs programs: a pool of child processes of our own, or those of a sandbox host. */
export interface Sandbox extends AsyncDisposable {
  dryRun(program: PlanProgram, options: DryRunOptions): Promise<DryRun>
  /** How the processes are walled in, for `parley doctor` and the log at start. A sandbox host says it of itself. */
  readonly isolation: SandboxIsolation
  /** Whether plans can be run now, in words for `/readyz`. */
  state(): { readonly ok: boolean; readonly detail: string }
}

export interface SandboxIsolation {
  readonly permissionModel: boolean
  readonly networkNamespace: boolean
  /** No file of this machine but the system's programs and their own: nothing that a service listens on either. */
  readonly ownRoot: boolean
  readonly droppedUser: boolean
  readonly resourceLimits: boolean
  /** Sentences on what is missing; empty when every wall stands. */
  readonly warnings: readonly string[]
}

/** A playbook file: a header that is data, and a plan. */
export interface Playbook {
  readonly title: string
  readonly examples: readonly string[]
  /** Messages that must not start it, however like its examples they are. */
  readonly not: readonly string[]
  readonly slots: Readonly<Record<string, Slot>>
  /** Whether its requester is asked before the plan is made; a text is the sentence to ask with, `{orderId}` in it. */
  readonly confirm: boolean | string
  /** The line of `inferred: 'allowed'`: what was only inferred is done without its requester's yes. Null where that asks. */
  readonly inferred: number | null
  /** The company's rules that it goes by. */
  readonly cites: readonly PlaybookCite[]
  /** The texts that it says, each as it stands in the file between its quotes: `Order ${order.id} was refunded.` */
  readonly says: readonly string[]
  /** The body of the default export, as the plan language takes it, on the file's own lines. */
  readonly source: string
}

/** A fault in a plan or playbook file, found before anything runs. */
export interface ProgramFault extends PlanFailure {
  readonly kind: 'syntax'
}
