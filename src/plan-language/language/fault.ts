import type { Node } from 'acorn'
import type { FaultMet, PlanFailure, PlanFailureKind, ProgramPlace, ValueFault } from '../contract.ts'
import type { Label } from '../values/label.ts'

/** Ends a program. Nothing in the language can catch it, so it always means: no effects. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: PlanFailureKind
  readonly at: ProgramPlace | null
  /** Of `thrown`: the program's last words to the requester. */
  readonly said: { readonly text: string; readonly label: Label } | null
  /** What is wrong with the values that it met, where it is that. */
  fault: ValueFault | undefined
  /** Whether no other values would mend it: `always`, or `here`, with what this run had computed by then. */
  certain: 'always' | 'here' | null

  constructor(kind: PlanFailureKind, message: string, at: ProgramPlace | null, said: Fault['said'] = null) {
    super(message)
    this.kind = kind
    this.at = at
    this.said = said
    this.certain = kind === 'syntax' || kind === 'flow' || kind === 'handle' ? 'always' : null
  }

  /** As its program's author and the host are told. */
  get failure(): PlanFailure {
    const { kind, message, at, fault } = this
    return { kind, message, at, ...(fault && { fault }) }
  }
}

/** Ends the program at a node. The message goes to the program's author: it never holds a value of the program's data. */
export function fail(kind: PlanFailureKind, message: string, node: Node | null): never {
  throw new Fault(kind, message, node ? positionIn(node) : null)
}

/** Ends the program at a mistake of its text, which no value would mend. */
export function mistake(message: string, node: Node | null, certain: Fault['certain'] = 'always'): never {
  const fault = new Fault('runtime', message, node ? positionIn(node) : null)
  fault.certain = certain
  throw fault
}

/** Ends the program at a value that isn't as it must be. */
export function failOn(kind: FaultMet, message: string, node: Node | null): never {
  const fault = new Fault('runtime', message, node ? positionIn(node) : null)
  fault.fault = kind
  throw fault
}

/** Where a node begins. */
export function positionIn(node: Node): ProgramPlace {
  return { line: node.loc?.start.line ?? 1, column: node.loc?.start.column ?? 0 }
}
