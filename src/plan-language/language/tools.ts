import type { Node } from 'acorn'
import type { Label } from '../values/label.ts'
import { isLookup } from '../values/lookups.ts'
import type { PlanProgram, PlanTool, ProgramPlace, ReadAnswer, ReadRequest, StagedEffect } from '../contract.ts'
import { argumentsOf, type Arguments } from './arguments.ts'
import { checkArguments } from './check-arguments.ts'
import { withExactAmounts } from './exact-amounts.ts'
import { fail, mistake, positionIn } from './fault.ts'
import type { Mark } from './labels.ts'
import { boxOfLabelled } from './labelled.ts'
import { nativeFunction } from './library/method.ts'
import { explanationsOf } from './explanations.ts'
import { startOf } from './paths.ts'
import { deepMark, type Machine } from './machine.ts'
import { knowledgeNamespace } from './lookups.ts'
import { readerFault } from './reader-faults.ts'
import { type CallTool, readerFunctions, readerPath } from './readers.ts'
import type { Box, Callable, Handle, Namespace, Pending, Path } from './values.ts'
import { writtenIn, type Written } from './written.ts'

/** How a program reaches its host: JSON text, both ways. */
export interface Bridge {
  start(requestJson: string): void
  wait(index: number): string
}

/** What a program can reach, and what it has staged. */
export interface Tools {
  /** `tools` in the program. */
  readonly namespace: Namespace
  /** `extract`, `classify` and `summarise`, where a tool of that name on the server `model` stands behind them. */
  readonly readers: Readonly<Record<string, Callable>>
  /** `knowledge` in the program. */
  readonly knowledge: Namespace
  effects(): readonly StagedEffect[]
  /** Runs a procedure that the program calls: what that does, it does by the words that ask for the call, and there. */
  calling<T>(call: Calling, run: () => T): T
  /** Waits for the reads that the program didn't: one that failed ends the plan all the same. */
  settleAll(): void
}

interface Calling {
  readonly asked: string | null
  readonly at: ProgramPlace
  /** The procedure's own text. */
  readonly source: string
}

/** The program's tools: reads go to the host at once, writes are staged. */
export function createTools(machine: Machine, program: PlanProgram, bridge: Bridge): Tools {
  const own = { written: writtenIn(program.source), literals: program.literals, call: null }
  const run: Run = { machine, program, bridge, author: own, effects: [], reads: [] }
  const named = Object.entries(program.tools).filter(([name]) => !isLookup(name))
  const callables = named.map(([name, tool]): [string, Callable] => [
    name,
    nativeFunction((given, at) => {
      const [args, asked, ...more] = given
      if (tool.kind === 'read' && asked) mistake(`${name} takes one object.`, at)
      if (more.length > 0) mistake(`${name} takes one object, and the words that ask for it.`, at)
      return callTool(run, { name, tool, args, asked: wordsOf(name, asked, at) }, at)
    }),
  ])
  const reading: CallTool = (call, at) => callTool(run, { ...call, asked: null }, at)
  return {
    namespace: namespaceOf(
      machine,
      'tools',
      callables.map(([name, callable]) => ({ path: pathOf(name), callable })),
    ),
    readers: readerFunctions(program, machine.lattice.none, reading),
    knowledge: knowledgeNamespace(machine, program, reading),
    effects: () => run.effects,
    calling: (call, running) => {
      run.author = { written: writtenIn(call.source), literals: machine.lattice.show(machine.lattice.operators), call }
      try {
        return running()
      } finally {
        run.author = own
      }
    },
    settleAll: () => {
      for (const { settle } of run.reads) settle()
    },
  }
}

interface Author {
  readonly written: Written
  readonly literals: Label
  readonly call: Calling | null
}

interface Run {
  readonly machine: Machine
  readonly program: PlanProgram
  readonly bridge: Bridge
  /** Whose program calls now: this one, or a procedure that it calls. */
  author: Author
  readonly effects: StagedEffect[]
  readonly reads: Pending[]
}

interface ToolCall {
  readonly name: string
  readonly tool: PlanTool
  readonly args: Box | undefined
  /** Of a write: the words that its author says ask for it. */
  readonly asked: string | null
}

// As they stand in the program: what is put together while it runs could hang on what was read.
export function wordsOf(name: string, asked: Box | undefined, at: Node): string | null {
  if (asked === undefined) return null
  const { value } = asked
  if (typeof value === 'string' && secondArgument(at) === value) return value
  return fail('syntax', `The words that ask for ${name} must be written out, as a text in quotes.`, at)
}

/** The second argument of a call, where it is written out; undefined where it isn't. */
function secondArgument(at: Node): unknown {
  const written: unknown = 'arguments' in at && Array.isArray(at.arguments) ? at.arguments[1] : undefined
  return typeof written === 'object' && written !== null && 'value' in written ? written.value : undefined
}

function callTool(run: Run, call: ToolCall, at: Node): Box {
  const sent = argumentsOf(run.machine, call.args, at)
  if (run.machine.sample) checkArguments(run.machine, call, at)
  const mark = call.args ? deepMark(run.machine, call.args) : run.machine.lattice.none
  return call.tool.kind === 'write' ? stage(run, call, { sent, mark }, at) : read(run, call, { sent, mark }, at)
}

type Sent = { readonly sent: Arguments; readonly mark: Mark }

function stage(
  { machine, program, effects, author: { written, literals, call } }: Run,
  { name, tool, args: given, asked }: ToolCall,
  { sent, mark }: Sent,
  at: Node,
): Box {
  const { flow, lattice } = machine
  const early = [...sent.later].filter((argument) => !tool.later.includes(argument))
  if (early.length > 0) {
    const allowed = tool.later.length > 0 ? `only in: ${tool.later.join(', ')}` : 'in none of its arguments'
    fail('handle', `${name} takes the result of an earlier write ${allowed}.`, at)
  }
  if (effects.length >= program.limits.effects)
    fail('limit', `The plan stages more than ${program.limits.effects} writes.`, at)
  const index = effects.length
  const { labels } = sent
  const args = withExactAmounts(sent.args, tool.amounts)
  const because = lattice.show(flow.because())
  const paths = explanationsOf(given, { written, labels, literals })
  effects.push({
    index,
    tool: name,
    args,
    labels,
    because,
    paths,
    asked: call?.asked ?? asked,
    at: call?.at ?? positionIn(at),
  })
  const root = tool.resultSchema
  const handle: Handle = { kind: 'handle', effect: index, path: [], schemas: root ? [root] : [], root }
  const own = lattice.of({ data: [`effect:${index}`], ctrl: [] })
  return flow.box(handle, lattice.join(own, lattice.asControl(mark)), startOf({ from: 'step', step: index }))
}

function read(
  { machine, program, bridge, reads, author: { call } }: Run,
  { name, tool, args: given }: ToolCall,
  { sent, mark }: Sent,
  at: Node,
): Box {
  const { flow, lattice } = machine
  if (sent.later.size > 0) fail('handle', `${name} is a read: it can't be asked about what hasn't happened yet.`, at)
  if (reads.length >= program.limits.reads) fail('limit', `The plan makes more than ${program.limits.reads} reads.`, at)
  const index = reads.length
  const { args, labels } = sent
  const because = lattice.show(flow.because())
  const request: ReadRequest = { index, tool: name, args, labels, because, at: call?.at ?? positionIn(at) }
  bridge.start(JSON.stringify(request))
  const reasons = flow.here(tool.inheritsArguments ? mark : lattice.asControl(mark))
  const path = readerPath(name, given) ?? startOf({ from: 'tool', tool: name, read: index })
  let answer: Box | null = null
  const settle = () => (answer ??= answerBox(machine, JSON.parse(bridge.wait(index)), { name, reasons, path, at }))
  const pending: Pending = { kind: 'pending', settle }
  reads.push(pending)
  return flow.box(pending, lattice.asControl(mark))
}

type Asked = { readonly name: string; readonly reasons: Mark; readonly path: Path; readonly at: Node }

function answerBox(machine: Machine, answer: ReadAnswer, { name, reasons, path, at }: Asked): Box {
  if (answer.ok) return boxOfLabelled(machine, answer, { reasons, path })
  const code = /^[a-z0-9-]{1,64}$/u.test(answer.code) ? answer.code : 'failed'
  const fault = readerFault(name, code)
  if (fault) return fail(fault.kind, fault.message, at)
  const kind = code === 'asked' || code === 'denied' ? code : 'tool'
  return fail(kind, `The read ${name} gave no result (${code}).`, at)
}

/** `shop/orders.get` is `tools.shop.orders.get`. */
function pathOf(name: string): readonly string[] {
  const slash = name.indexOf('/')
  return slash < 0 ? name.split('.') : [name.slice(0, slash), ...name.slice(slash + 1).split('.')]
}

type Placed = { readonly path: readonly string[]; readonly callable: Callable }

function namespaceOf(
  machine: Machine,
  title: string,
  tools: readonly Placed[],
  self: Callable | null = null,
): Namespace {
  const { lattice } = machine
  const groups = Map.groupBy(tools, ({ path }) => path[0] ?? '')
  const members = [...groups].map(([key, inside]): [string, Box] => {
    const own = inside.find(({ path }) => path.length === 1)?.callable ?? null
    const deeper = inside.filter(({ path }) => path.length > 1).map((tool) => ({ ...tool, path: tool.path.slice(1) }))
    const value = own && deeper.length === 0 ? own : namespaceOf(machine, `${title}.${key}`, deeper, own)
    return [key, { value, mark: lattice.none }]
  })
  return { kind: 'namespace', title, members: new Map(members), self }
}
