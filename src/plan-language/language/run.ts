import type { PlanFailure, PlanProgram, ProgramPlace, Said } from '../contract.ts'
import { refuseAbsentEmail } from './absent-email.ts'
import { compileProgram } from './compile.ts'
import type { Jump } from './compiler.ts'
import { Fault } from './fault.ts'
import { createFlow } from './flow.ts'
import { createOutgoing, rootScope, type Outgoing, type Saying } from './globals.ts'
import { createLattice } from './labels.ts'
import { createLocales } from './library/locale.ts'
import type { Machine, Locales, Sample } from './machine.ts'
import { createMeter } from './meter.ts'
import { parseProgram } from './parse.ts'
import { createProcedures, type Procedures } from './procedures.ts'
import { createSample } from './sample.ts'
import { createTools, type Bridge, type Tools } from './tools.ts'
import type { FlowRule } from './upgrade.ts'
import type { Box } from './values.ts'
import type { PlanOutcome } from './wire.ts'

export type { Bridge }

export interface RunOptions {
  /** A rule of flow that is switched off, which only the tests of those rules do. */
  readonly without?: FlowRule | null
  /** In the place of parsing, where that is done already. */
  readonly parse?: typeof parseProgram
}

/** Runs a program from its text to its effects. */
export function runProgram(
  program: PlanProgram,
  bridge: Bridge,
  { without = null, parse = parseProgram }: RunOptions = {},
): PlanOutcome {
  const meter = createMeter(program.limits.steps)
  let sample: Sample | null = null
  try {
    const lattice = createLattice(program.literals)
    sample = createSample(program, lattice)
    const machine = createMachine({ lattice, meter, flow: createFlow(lattice, meter, without), sample })
    const execute = compileProgram(parse(program.source, program.limits, sample?.meet), machine)
    const tools = createTools(machine, program, bridge)
    const outgoing = createOutgoing(machine)
    const procedures = createProcedures(machine, program, { tools, outgoing })
    const jump = execute(rootScope(machine, program, { tools, outgoing, procedures: procedures.namespace }))
    const mistakes = mistakesOf(sample, meter.steps())
    if (mistakes) return mistakes
    const saying = lastSaid(machine, outgoing.saying, jump?.kind === 'return' ? jump : null)
    return finished(machine, { tools, procedures, saying, outgoing })
  } catch (error) {
    const mistakes = mistakesOf(sample, meter.steps())
    if (mistakes) return mistakes
    const { failure, said } = failureOf(error)
    return { ok: false, failure, said, steps: meter.steps() }
  }
}

function mistakesOf(sample: Sample | null, steps: number): PlanOutcome | null {
  const [failure, ...others] = sample?.mistakes() ?? []
  return failure ? { ok: false, failure, others, said: null, steps } : null
}

function createMachine(parts: Omit<Machine, 'locales'>): Machine {
  let made: Locales | null = null
  return {
    ...parts,
    get locales(): Locales {
      return (made ??= createLocales(this))
    },
  }
}

interface Finished {
  readonly tools: Tools
  readonly procedures: Procedures
  readonly saying: LastSaid
  readonly outgoing: Outgoing
}

function finished(
  machine: Machine,
  { tools, procedures, saying, outgoing: { going, showing } }: Finished,
): PlanOutcome {
  tools.settleAll()
  const { box, at } = saying
  const { value, mark } = box
  if (typeof value === 'string') refuseAbsentEmail(box, null)
  const said: Said | null = typeof value === 'string' ? { text: value, label: machine.lattice.show(mark) } : null
  const saidAt = said && at ? { saidAt: at } : {}
  const next = going.box.value === true ? { next: machine.lattice.show(going.box.mark) } : {}
  const shown = showing.value && { shown: { ...showing.value, because: machine.lattice.show(showing.slot.box.mark) } }
  const calls = procedures.called()
  const called = calls.length > 0 ? { called: calls } : {}
  const effects = tools.effects()
  return { ok: true, said, ...saidAt, effects, steps: machine.meter.steps(), ...called, ...next, ...shown }
}

interface LastSaid {
  readonly box: Box
  readonly at: ProgramPlace | null
}

// A text that the program returns is said, too. Whether it does may hang on whatever led to its end, so that what was said
// before carries that as well.
function lastSaid(
  { flow, lattice }: Machine,
  { box, at }: Saying,
  returned: Extract<Jump, { kind: 'return' }> | null,
): LastSaid {
  const value = returned?.box.value
  if (returned && typeof value === 'string') return returned
  if (returned && typeof value === 'number' && Number.isFinite(value))
    return { box: { value: String(value), mark: returned.box.mark }, at: returned.at }
  const mark = flow.here(returned === null ? box.mark : lattice.join(box.mark, returned.box.mark))
  return { box: { value: box.value, mark }, at }
}

function failureOf(error: unknown): { failure: PlanFailure; said: Said | null } {
  if (error instanceof Fault) {
    return { failure: error.failure, said: error.said }
  }
  // The engine's own limits: its stack, and the length of a text.
  if (error instanceof RangeError) {
    return {
      failure: { kind: 'limit', message: 'The plan is nested too deeply or its text is too long.', at: null },
      said: null,
    }
  }
  return { failure: { kind: 'crashed', message: 'The interpreter itself failed.', at: null }, said: null }
}
