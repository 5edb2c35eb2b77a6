import { useState } from 'preact/hooks'
import type { DeskProcedure } from '#contract/desk.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { DeskDialog } from './desk-dialog.tsx'

/** Which procedure, and what it is told. */
export interface Proposal {
  readonly procedure: string
  readonly args: Record<string, string>
}

interface ProcedureDialogProps {
  readonly procedures: readonly DeskProcedure[]
  closed(proposal: Proposal | null): void
}

/** Asks which procedure is to be used and what it needs. */
export function ProcedureDialog({ procedures, closed }: ProcedureDialogProps) {
  const [name, choose] = useState(procedures[0]?.name ?? '')
  const [args, fill] = useState<Record<string, string>>({})
  const chosen = procedures.find((one) => one.name === name)
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value.trim() !== ''))
  return (
    <DeskDialog
      title={texts.proposeTitle}
      lead={texts.proposeLead}
      does={texts.proposeNow}
      // The browser says at its field what is missing.
      send={() => chosen !== undefined}
      closed={(isSent) => closed(isSent ? { procedure: name, args: given } : null)}
    >
      <div class="line">
        <label for="desk-procedure">{texts.procedure}</label>
        <select
          class="field"
          id="desk-procedure"
          value={name}
          autofocus
          onChange={({ currentTarget }) => {
            choose(currentTarget.value)
            fill({})
          }}
        >
          {procedures.map(({ name: one, title }) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {(chosen?.slots ?? []).map((slot) => (
        <SlotField
          key={`${name} ${slot.name}`}
          slot={slot}
          value={args[slot.name] ?? ''}
          fill={(value) => fill({ ...args, [slot.name]: value })}
        />
      ))}
    </DeskDialog>
  )
}

interface SlotFieldProps {
  readonly slot: DeskProcedure['slots'][number]
  readonly value: string
  fill(value: string): void
}

function SlotField({ slot: { name, words, isOptional, values }, value, fill }: SlotFieldProps) {
  const id = `slot-${name}`
  const field = { class: 'field', id, value, required: !isOptional } as const
  return (
    <div class="line">
      <label for={id}>{isOptional ? texts.optional(words) : words}</label>
      {values === null ? (
        <input
          {...field}
          type="text"
          maxlength={2_000}
          autocomplete="off"
          onInput={({ currentTarget }) => fill(currentTarget.value)}
        />
      ) : (
        <select {...field} onChange={({ currentTarget }) => fill(currentTarget.value)}>
          <option value="">{texts.choose}</option>
          {values.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
