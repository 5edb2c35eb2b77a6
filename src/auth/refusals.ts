import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { HandOverAccess } from './resources.ts'
import { heldRoles } from './roles.ts'

/** Somebody is known, and it isn't for them. */
export function wrongRole(sentence: string): AppError {
  return new AppError(sentence, { code: 'wrong-role', status: 403 })
}

/** A credential that stands for no person, where one is needed. */
export function personRequired(sentence: string): AppError {
  return new AppError(sentence, { code: 'person-required', status: 403 })
}

/** Why somebody can't speak for a hand-over's role, or isn't who has it. */
export function notAtDesk(principal: Principal, { role, requester }: HandOverAccess): AppError {
  if (!decidesAtAll(principal)) return personRequired('Only a person, or a key that may decide, can do this.')
  if (!heldRoles(principal).includes(role))
    return wrongRole(`This conversation waits for the role ${role}, which you don’t hold.`)
  if (requester !== principal.id)
    return wrongRole('Take the conversation first: only the person who has it can do this.')
  return new AppError('You asked for a person yourself, so somebody else has to take it.', {
    code: 'own-request',
    status: 403,
  })
}

function decidesAtAll({ authenticatedBy, scopes }: Principal): boolean {
  return authenticatedBy !== 'token' && scopes.includes('decide')
}

/** Who neither looks after documents nor has a key for it. */
export const FOR_KEEPERS = () =>
  wrongRole('Only operators, and keys with the scope ingest, can hand in and look after documents.')

export const FOR_OVERSEERS = () => wrongRole('This is for operators and auditors.')
export const FOR_STOPPERS = () => wrongRole('Only operators can stop and start.')
export const FOR_KEY_MAKERS = () => wrongRole('Only operators can make keys.')
export const FOR_ASKED = () => wrongRole('Only the roles that this plan asks can decide it.')
export const NOBODY_ELSE = () => wrongRole('This isn’t yours to do.')

export const FOR_RUNNERS = () => wrongRole('Only operators can begin a schedule or have events sent again.')
