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
  if (!decidesAtAll(principal)) return personRequired('This takes a person, or a key that may decide.')
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
  wrongRole('Documents are handed in and looked after by operators, and by keys with the scope ingest.')

export const FOR_OVERSEERS = () => wrongRole('This is for operators and auditors.')
export const FOR_STOPPERS = () => wrongRole('Stopping and starting is the operator’s.')
export const FOR_KEY_MAKERS = () => wrongRole('Keys are the operator’s to make.')
export const FOR_ASKED = () => wrongRole('Deciding this plan is for the roles that it asks.')
export const NOBODY_ELSE = () => wrongRole('This isn’t yours to do.')

export const FOR_RUNNERS = () => wrongRole('Beginning a schedule and having events sent again is the operator’s.')
