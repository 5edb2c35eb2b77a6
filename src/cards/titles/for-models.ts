import type { Label } from '#plan-language/values/label.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { isUntrusted } from '../origins/origin.ts'

/**
 * Whether a model that reads, plans or bears witness may be shown what has this label: somebody vouches for all that it hangs on,
 * and none of it is of a class that no model is given.
 */
export function isForModels(label: Label, { live, principal }: Pick<TurnRecord, 'live' | 'principal'>): boolean {
  const reader = { agent: live.agent, requester: { id: principal.id, name: principal.name }, readerId: principal.id }
  const isUnvouched = [...label.data, ...label.ctrl].some((source) => isUntrusted(source, reader))
  return !isUnvouched && !isWithheldFromModels({ '': label }, live)
}
