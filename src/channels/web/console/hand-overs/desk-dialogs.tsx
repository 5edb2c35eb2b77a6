import { CloseDialog } from './close-dialog.tsx'
import { HandOnDialog } from './hand-on-dialog.tsx'
import { ProcedureDialog } from './procedure-dialog.tsx'
import type { Desk } from './use-desk.ts'

/** The dialog of what an act of the desk asks first; nothing where it asks nothing now. */
export function DeskDialogs({ asking, answered }: Pick<Desk, 'asking' | 'answered'>) {
  switch (asking?.what) {
    case undefined:
      return null
    case 'close':
      return <CloseDialog open={asking.of} closed={answered.close} />
    case 'propose':
      return <ProcedureDialog procedures={asking.procedures} closed={answered.propose} />
    case 'hand-on':
      return <HandOnDialog open={asking.of} colleagues={asking.colleagues} closed={answered.handOn} />
  }
}
