import { AppError } from '#core/errors.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { typedChange } from '#cards/drawing/edit-change.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'

/** What `--set` and `--leave-out` ask for. Steps are numbered as on the card, from 1. */
export interface EditFlags {
  readonly set?: readonly string[]
  readonly leaveOut?: readonly string[]
}

/** The changes that the flags ask for. Throws `usage` for what can't be read, or may not be changed. */
export function changesOfFlags(plan: PlanView, { set = [], leaveOut = [] }: EditFlags): readonly PlanChange[] {
  const left = leaveOut.map((typed): PlanChange => ({ effect: stepOf(plan, typed).index, leaveOut: true }))
  return [...set.flatMap((typed) => setChange(plan, typed)), ...left]
}

function setChange(plan: PlanView, typed: string): readonly PlanChange[] {
  const [, number, name, value] = /^(\d+)\/([^=]+)=(.*)$/s.exec(typed) ?? []
  if (number === undefined || value === undefined)
    throw usage(`"${typed}" isn't a change. Write --set <step>/<argument>=<value>, such as --set 1/amount=25.00.`)
  const effect = stepOf(plan, number)
  const fields = effect.arguments.flatMap(({ edit }) => edit)
  const field = fields.find(({ path }) => path === `/${name}`)
  if (!field) {
    const known = fields.map(({ path }) => path.slice(1)).join(', ')
    throw usage(`You can't change "${name}" of step ${number}. ${known ? `You can change: ${known}.` : ''}`.trim())
  }
  const read = typedChange(effect, field, value)
  if (!read.ok) throw usage(`--set ${typed}: ${read.message}`)
  return read.change ? [read.change] : []
}

function stepOf({ effects }: PlanView, typed: string): PlanView['effects'][number] {
  const effect = /^\d+$/.test(typed) ? effects[Number(typed) - 1] : undefined
  if (!effect) throw usage(texts.decide.noSuchStep(typed, effects.length))
  return effect
}

function usage(message: string): AppError {
  return new AppError(message, { code: 'usage' })
}
