import type { Node } from 'acorn'
import type { PlanFailureKind, ProgramPlace } from '../contract.ts'
import type { Label } from '#core/label.ts'

/** Ends a program. Nothing in the language can catch it, so it always means: no effects. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: PlanFailureKind
  readonly at: ProgramPlace | null
  /** Of `thrown`: the program's last words to the requester. */
  readonly said: { readonly text: string; readonly label: Label } | null

  constructor(kind: PlanFailureKind, message: string, at: ProgramPlace | null, said: Fault['said'] = null) {
    super(message)
    this.kind = kind
    this.at = at
    this.said = said
  }
}

/** Ends the program at a node. The message goes to the program's author: it never holds a value of the program's data. */
export function fail(kind: PlanFailureKind, message: string, node: Node | null): never {
  throw new Fault(kind, message, node ? positionIn(node) : null)
}

/** Where a node begins. */
export function positionIn(node: Node): ProgramPlace {
  return { line: node.loc?.start.line ?? 1, column: node.loc?.start.column ?? 0 }
}
