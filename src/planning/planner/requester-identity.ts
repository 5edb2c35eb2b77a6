import type { Json } from '#core/json.ts'
import { labelOf, type Source } from '#plan-language/values/label.ts'
import type { RequesterField } from '#plan-language/values/requester-field.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { sourceOfName } from '#turn/words/words-source.ts'

type Identity = NonNullable<PlanRecord['identity']>

/**
 * What a program is told of whoever asks, as the sign-in says it now; null where it doesn't name them. Their address is
 * there only where it is verified. What they call themselves is their own text, however they write.
 */
export function requesterIdentity(program: string, { principal }: Pick<TurnRecord, 'principal'>): Identity | null {
  const { id, name, email, roles } = principal
  return namesRequester(program)
    ? identityOf({ id, name, email, roles: roles.toSorted() }, sourceOfName(principal))
    : null
}

/** Somebody made up, for a program that is run over made-up values. */
export function madeUpIdentity(program: string, whose: Source): Identity | null {
  return namesRequester(program) ? identityOf(MADE_UP, whose) : null
}

const MADE_UP = { id: 'somebody', name: 'Somebody', email: 'somebody@site.example', roles: ['somebody'] }

// One that merely says the word is told of them too, which changes nothing for it.
function namesRequester(program: string): boolean {
  return program.includes('requester')
}

function identityOf(is: Readonly<Record<RequesterField, Json>>, whose: Source): Identity {
  const said = (field: RequesterField, source: Source = `requester:${field}`) => ({
    value: is[field],
    labels: { '': labelOf(source) },
  })
  return { id: said('id'), name: said('name', whose), email: said('email'), roles: said('roles') }
}
