import type { EndReason } from './child-line.ts'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { labelOf, type Label } from '../values/label.ts'
import { checkJson } from '#core/strict-json.ts'
import type {
  DryRun,
  DryRunOptions,
  JournalEntry,
  PlanFailure,
  PlanFailureKind,
  PlanProgram,
  ReadAnswer,
  ReadRequest,
} from '../contract.ts'
import type { PlanLimits } from '../limits.ts'
import type { PlanOutcome } from '../language/wire.ts'
import type { SandboxChild } from './child-process.ts'
import { schemaFaultOf, schemaFaultText } from '../tool-schema/tool-schema-fault.ts'
import {
  argumentsFailure,
  lostFailure,
  replayFailure,
  schemaFailure,
  silentFailure,
  stoppedFailure,
} from './failures.ts'
import { faultInArguments } from './fault-in-arguments.ts'
import { treeJsonOf } from './program-tree-json.ts'
import type { FromChild } from './protocol.ts'
import { OPERATORS, withPaths } from './validate-paths.ts'
import { deferredArguments, parseOutcome, parseRead, ProtocolViolation } from './validate.ts'

/** What the child's own wall guard may be late by, in ms, before the child is ended from outside. */
const GRACE_MS = 1_000

/** Sources that need nothing to come from. */
const ALWAYS_KNOWN = ['clock', 'unknown']

const NEEDS_CAUSE: ReadonlySet<PlanFailureKind> = new Set(['tool', 'asked', 'denied'])

/** Runs one plan in a child that is lent for it, and answers its reads. The child is ended where it can't be trusted. */
export async function converse(
  child: SandboxChild,
  program: PlanProgram,
  options: DryRunOptions,
  now: () => Date,
): Promise<DryRun> {
  const conversation = new Conversation(child, program, options, now)
  return conversation.run()
}

class Conversation {
  readonly #child: SandboxChild
  readonly #program: PlanProgram
  readonly #options: DryRunOptions
  readonly #now: () => Date
  readonly #result = Promise.withResolvers<DryRun>()
  readonly #over = new AbortController()
  /** Aborts the reads that are under way when the plan ends without them. */
  readonly #signal: AbortSignal
  readonly #recorded: ReadonlyMap<number, JournalEntry>
  readonly #journal = new Map<number, JournalEntry>()
  readonly #sources: Set<string>
  /** The kinds of failure that a read has given the program cause for. */
  readonly #causes = new Set<PlanFailureKind>()
  readonly #answering = new Set<Promise<void>>()
  readonly #startedAt = performance.now()
  #reads = 0
  /** Why the plan will have failed, whatever the program makes of the answer that told it so. */
  #ruling: PlanFailure | null = null

  constructor(child: SandboxChild, program: PlanProgram, options: DryRunOptions, now: () => Date) {
    this.#child = child
    this.#program = program
    this.#options = options
    this.#now = now
    this.#signal = AbortSignal.any([options.signal, this.#over.signal])
    this.#recorded = new Map(options.journal?.map((entry) => [entry.index, entry]))
    const authors = [program.literals, ...(program.procedures ? [OPERATORS] : [])]
    this.#sources = new Set([...ALWAYS_KNOWN, ...sourcesOf(authors)])
    for (const given of [program.slots, program.refs ?? {}, program.requester ?? {}]) {
      for (const { labels } of Object.values(given)) this.#meet(Object.values(labels))
    }
  }

  async run(): Promise<DryRun> {
    this.#options.signal.throwIfAborted()
    const { wallMs, cpuMs, memoryMb, reads } = this.#program.limits
    const guard = setTimeout(() => this.#endWith(silentFailure(this.#program.limits)), wallMs + GRACE_MS)
    const abort = () => this.#breakOff(this.#options.signal.reason)
    this.#options.signal.addEventListener('abort', abort)
    this.#child.listen({ onMessage: (message) => this.#hear(message), onEnd: (reason) => this.#lost(reason) })
    if (!this.#child.alive) this.#lost('died')
    const limits = { wallMs, cpuMs, memoryMb, reads }
    this.#child.send({
      type: 'run',
      plan: this.#child.plans,
      program: JSON.stringify(this.#program),
      tree: treeJsonOf(this.#program),
      limits,
    })
    try {
      return await this.#result.promise
    } finally {
      clearTimeout(guard)
      this.#options.signal.removeEventListener('abort', abort)
      this.#over.abort()
    }
  }

  #hear(message: FromChild): void {
    try {
      if (message.type === 'ready' || message.plan !== this.#child.plans)
        throw new ProtocolViolation('a word out of turn')
      if (message.type === 'read') return this.#beginRead(message.json)
      this.#child.listen(null) // its last word on this plan
      if (message.type === 'stopped') return this.#fail(stoppedFailure(message.why, this.#program.limits))
      this.#child.cpuMs += message.cpuMs
      const outcome = withPaths(parseOutcome(message.json, this.#program, this.#sources), this.#program, this.#journal)
      if (!outcome.ok && NEEDS_CAUSE.has(outcome.failure.kind) && !this.#causes.has(outcome.failure.kind)) {
        throw new ProtocolViolation('the failure of a read that did not fail')
      }
      this.#finish(outcome, message.cpuMs).catch((error: unknown) => this.#breakOff(error))
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) return this.#breakOff(error)
      this.#child.breakOff(error.message)
      this.#lost('protocol')
    }
  }

  #beginRead(json: string): void {
    const request = parseRead(json, this.#reads++, this.#program, this.#sources)
    const answering = this.#answer(request).catch((error: unknown) => this.#breakOff(error))
    this.#answering.add(answering)
    void answering.then(() => this.#answering.delete(answering))
  }

  async #answer(request: ReadRequest): Promise<void> {
    const answer = await this.#answerTo(request)
    if (this.#over.signal.aborted) return
    if (answer.ok) this.#meet(Object.values(answer.labels))
    else this.#causes.add(isRefusal(answer.code) ? answer.code : 'tool')
    const told = answer.ok ? answer : { ok: false, code: answer.code }
    this.#child.send({ type: 'answer', plan: this.#child.plans, index: request.index, json: JSON.stringify(told) })
  }

  async #answerTo(request: ReadRequest): Promise<ReadAnswer> {
    const { index, tool, args } = request
    const hash = sha256(canonicalJson({ tool, args }))
    const recorded = this.#recorded.get(index)
    if (recorded !== undefined) {
      if (recorded.request !== hash) return this.#rule(replayFailure(request), 'replay-differs')
      this.#journal.set(index, recorded)
      return recorded.answer
    }
    const fault = this.#program.sample
      ? null
      : faultInArguments(this.#program.tools[tool]?.argsSchema ?? {}, args, new Set())
    if (fault !== null) return this.#rule(argumentsFailure(request, fault), 'arguments-invalid')
    const answer = settled(await this.#options.read(request, this.#signal), this.#program.limits)
    // A read that policy doesn't let pass isn't made, so there is nothing to replay.
    if (!answer.ok && isRefusal(answer.code)) return answer
    const entry: JournalEntry = { index, tool, args, request: hash, answer, at: this.#now().toISOString() }
    if (this.#over.signal.aborted) return answer
    await this.#options.onEntry(entry)
    this.#journal.set(index, entry)
    return answer
  }

  #rule(failure: PlanFailure, code: string): ReadAnswer {
    this.#ruling ??= failure
    return { ok: false, code }
  }

  async #finish(outcome: PlanOutcome, cpuMs: number): Promise<void> {
    // A program may end without having looked at a read that it began; the journal has it all the same.
    // One that asks people goes on from its journal, which no read may join later.
    if (outcome.ok || outcome.failure.kind === 'asked') await Promise.all(this.#answering)
    if (this.#ruling !== null) return this.#fail(this.#ruling)
    if (!outcome.ok) {
      const { failure, others, said } = outcome
      return this.#result.resolve({ ok: false, failure, others, said, journal: this.#entries() })
    }
    const { said, saidAt = null, effects, steps, called = [], next = null, shown = null } = outcome
    if ([...this.#recorded.keys()].some((index) => index >= this.#reads)) return this.#fail(replayFailure(null))
    for (const effect of this.#program.sample ? [] : effects) {
      const { argsSchema, resultSchema = null } = this.#program.tools[effect.tool] ?? { argsSchema: {} }
      const broken = schemaFaultOf({ inputSchema: argsSchema, outputSchema: resultSchema })
      if (broken !== null) return this.#fail(schemaFailure(effect, `it ${schemaFaultText(broken)}`))
      const fault = faultInArguments(argsSchema, effect.args, deferredArguments(effect.args))
      if (fault !== null) return this.#fail(argumentsFailure(effect, fault))
    }
    const stats = { steps, wallMs: performance.now() - this.#startedAt, cpuMs }
    this.#result.resolve({ ok: true, said, saidAt, effects, called, next, shown, journal: this.#entries(), stats })
  }

  #fail(failure: PlanFailure): void {
    this.#result.resolve({ ok: false, failure, said: null, journal: this.#entries() })
  }

  #lost(reason: EndReason): void {
    this.#fail(lostFailure(reason))
  }

  #endWith(failure: PlanFailure): void {
    this.#child.listen(null)
    this.#child.end()
    this.#fail(failure)
  }

  /** Whoever asked for the plan stopped it, or what answers its reads broke. The program would wait for ever. */
  #breakOff(reason: unknown): void {
    if (this.#over.signal.aborted) return
    this.#child.listen(null)
    this.#child.end()
    this.#result.reject(reason)
  }

  #entries(): readonly JournalEntry[] {
    return [...this.#journal.values()].toSorted((a, b) => a.index - b.index)
  }

  #meet(labels: readonly Label[]): void {
    for (const source of sourcesOf(labels)) this.#sources.add(source)
  }
}

/** An answer as the program and the journal get it. */
function settled(answer: ReadAnswer, limits: PlanLimits): ReadAnswer {
  if (!answer.ok) return answer
  if (!checkJson(answer.value).ok) return { ok: false, code: 'tool-result-invalid' }
  if (Buffer.byteLength(JSON.stringify(answer.value)) > limits.resultBytes)
    return { ok: false, code: 'tool-result-too-large' }
  // Places without a label take that of what they stand in; without any, nobody knows where they are from.
  return { ok: true, value: answer.value, labels: { '': labelOf('unknown'), ...answer.labels } }
}

function isRefusal(code: string): code is 'asked' | 'denied' {
  return code === 'asked' || code === 'denied'
}

function sourcesOf(labels: readonly Label[]): readonly string[] {
  return labels.flatMap((label) => [...label.data, ...label.ctrl])
}
