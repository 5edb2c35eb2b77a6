import type { Node } from 'acorn'
import type { PlanProgram } from '../contract.ts'
import type { CalledProcedure, ProgramProcedure } from '../procedure.ts'
import { valueOf } from './arguments.ts'
import { compileProgram } from './compile.ts'
import { Fault, fail, mistake, positionIn } from './fault.ts'
import { rootScope, type Outgoing } from './globals.ts'
import { boxOfLabelled } from './labelled.ts'
import { nativeFunction } from './library/method.ts'
import type { Mark } from './labels.ts'
import type { Machine } from './machine.ts'
import { parseProgram } from './parse.ts'
import { wordsOf, type Tools } from './tools.ts'
import { isContainer, isKind, type Box, type Callable, type Entries, type Namespace } from './values.ts'

/** `procedures` in the program, and what was called of it. */
export interface Procedures {
  readonly namespace: Namespace
  called(): readonly CalledProcedure[]
}

interface Around {
  readonly machine: Machine
  readonly program: PlanProgram
  readonly tools: Tools
  readonly outgoing: Outgoing
  readonly called: CalledProcedure[]
}

/**
 * The operator's procedures, as a program calls them: `procedures.refund({ orderId: order.id }, 'refund the lamp')` runs the
 * procedure's own program, whose constants are the operator's, with these values as its slots. They keep their labels, and
 * all that led to the call is a reason for what it does.
 */
export function createProcedures(
  machine: Machine,
  program: PlanProgram,
  { tools, outgoing }: { readonly tools: Tools; readonly outgoing: Outgoing },
): Procedures {
  const around: Around = { machine, program, tools, outgoing, called: [] }
  const { none } = machine.lattice
  const members = Object.entries(program.procedures ?? {}).map(([name, procedure]): [string, Box] => [
    name,
    { value: callableOf(name, procedure, around), mark: none },
  ])
  return {
    namespace: { kind: 'namespace', title: 'procedures', members: new Map(members), self: null },
    called: () => around.called,
  }
}

function callableOf(name: string, procedure: ProgramProcedure, around: Around): Callable {
  const { machine, program, tools, outgoing, called } = around
  let execute: ReturnType<typeof compileProgram> | null = null
  const call: Callable['call'] = ([given, asked, ...more], at) => {
    if (more.length > 0) mistake(`procedures.${name} takes one object, and the words that ask for it.`, at)
    const words = wordsOf(`procedures.${name}`, asked, at)
    const slots = slotsOf(machine, { name, procedure, given }, at)
    // Whether this is called at all may show in what is said.
    machine.flow.assign(outgoing.saying, outgoing.saying.box, 'What the plan says', at)
    // What the operator wrote was tried out over made-up values when it was loaded.
    if (machine.sample) return machine.flow.box(undefined, machine.lattice.none)
    const values = Object.fromEntries(
      [...slots.fields].flatMap(([slot, box]) =>
        box.value === undefined ? [] : [[slot, valueOf(machine, box, at).value] as const],
      ),
    )
    const own = ofOperator(machine)
    const saying = { ...outgoing, saying: { ...outgoing.saying, box: nothing(machine) } }
    const scope = rootScope(own, { ...program, mayShow: false }, { tools, outgoing: saying, slots })
    const from = tools.effects().length
    execute ??= compileProgram(parseProgram(procedure.source, program.limits), own)
    const jump = atCall(at, () =>
      tools.calling({ asked: words, at: positionIn(at), source: procedure.source }, () => execute?.(scope) ?? null),
    )
    const because = machine.flow.because()
    called.push({ procedure: procedure.name, slots: values, from, to: tools.effects().length, at: positionIn(at) })
    sayToo(machine, outgoing, { own: saying.saying.box, returned: jump?.kind === 'return' ? jump.box : null, because })
    return machine.flow.box(undefined, machine.lattice.none)
  }
  return nativeFunction(call, [outgoing.saying])
}

interface SaidBy {
  readonly own: Box
  readonly returned: Box | null
  /** All that led to its end. */
  readonly because: Mark
}

// What several calls say is said one after the other. That one says nothing may hang on whatever led it there.
function sayToo({ lattice }: Machine, { saying }: Outgoing, { own, returned, because }: SaidBy): void {
  const { value: before, mark } = saying.box
  const text = typeof returned?.value === 'string' ? returned.value : own.value
  const marks = [own.mark, because, ...(returned ? [returned.mark] : [])].reduce(lattice.join, mark)
  const value = typeof text !== 'string' ? before : typeof before === 'string' ? `${before}\n${text}` : text
  saying.box = { value, mark: marks }
  saying.at = null
}

/** A machine whose constants are the operator's. */
function ofOperator(machine: Machine): Machine {
  const { lattice } = machine
  const own = { ...lattice, literals: lattice.operators }
  return {
    lattice: own,
    meter: machine.meter,
    flow: machine.flow,
    sample: machine.sample,
    get locales() {
      return machine.locales
    },
  }
}

function nothing({ lattice }: Machine): Box {
  return { value: undefined, mark: lattice.none }
}

interface Given {
  readonly name: string
  readonly procedure: ProgramProcedure
  readonly given: Box | undefined
}

/** The slots of one call: copies, so that neither program changes what the other has. */
function slotsOf(machine: Machine, { name, procedure, given }: Given, at: Node): Entries {
  const { lattice, flow } = machine
  const { takes, needs } = procedure
  if (given !== undefined && !isKind(given.value, 'object')) {
    if (machine.sample && isKind(given.value, 'anything'))
      return { kind: 'object', fields: new Map(), shape: lattice.none }
    return mistake(`procedures.${name} takes one object: { ${takes.join(', ')} }.`, at)
  }
  const fields = given && isKind(given.value, 'object') ? given.value.fields : new Map<string, Box>()
  const whole = given && isKind(given.value, 'object') ? lattice.join(given.mark, given.value.shape) : lattice.none
  const others = [...fields.keys()].filter((key) => !takes.includes(key))
  if (others.length > 0) mistake(`procedures.${name} takes no ${others[0]}: it takes { ${takes.join(', ')} }.`, at)
  const missing = needs.filter((key) => !fields.has(key))
  if (missing.length > 0) mistake(`procedures.${name} needs ${missing.join(', ')}.`, at)
  const reasons = lattice.asControl(whole)
  const slots = takes.map((key): [string, Box] => [key, slotBox(machine, fields.get(key), { reasons, at })])
  const empty = needs.find((key) => isNothing(slots.find(([slot]) => slot === key)?.[1]))
  if (empty !== undefined && !machine.sample)
    fail('runtime', `procedures.${name} was called with nothing as ${empty}: look whether it was found before.`, at)
  return { kind: 'object', fields: new Map(slots), shape: flow.here(lattice.none) }
}

function isNothing(box: Box | undefined): boolean {
  return box?.value === undefined
}

function slotBox(
  machine: Machine,
  box: Box | undefined,
  { reasons, at }: { readonly reasons: Mark; readonly at: Node },
): Box {
  const { lattice, flow } = machine
  if (!box || box.value === undefined || box.value === null)
    return flow.box(undefined, lattice.join(box?.mark ?? lattice.none, reasons))
  if (isKind(box.value, 'handle')) fail('handle', "A procedure can't be called with what isn't done yet.", at)
  if (!isContainer(box.value)) return flow.box(box.value, lattice.join(box.mark, reasons), box.path)
  return boxOfLabelled(machine, valueOf(machine, box, at), { reasons: flow.here(reasons), path: box.path })
}

// A fault in the procedure is the call's: its own places are those of another text.
function atCall<T>(at: Node, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const fault = new Fault(error.kind, error.message, positionIn(at), error.said)
    fault.fault = error.fault
    fault.certain = error.certain
    throw fault
  }
}
