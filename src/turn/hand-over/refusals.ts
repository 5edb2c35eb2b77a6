import { AppError } from '#core/errors.ts'

/** Why something can't be done with a conversation that was passed on. Each says what to do instead. */
export function handOverTaken(name: string): AppError {
  return refusal('hand-over-taken', 409, `${name} has this conversation. Ask them, or an operator, to hand it back.`)
}

export function handOverClosed(): AppError {
  return refusal('hand-over-closed', 409, 'This is closed: the agent answers there again. Nothing was changed.')
}

export function notTaken(): AppError {
  return refusal(
    'hand-over-not-taken',
    409,
    'Nobody has taken this conversation, or it isn’t yours any more. Take it first.',
  )
}

/** Why a yes isn't taken while a person has the conversation that the plan is from. */
export function conversationTaken(handOverId: string, by: string): AppError {
  return refusal(
    'hand-over-open',
    409,
    `${by} has this conversation, and nothing new is begun in it until it is handed back. Only they may say yes meanwhile. Nothing was decided, and the plan goes on waiting.`,
    { by, handOverId },
  )
}

export function nobodyThere(role: string): AppError {
  return refusal(
    'nobody-there',
    422,
    `Nobody else who was seen here holds the role ${role}, or not the person that you name. Nothing was changed.`,
  )
}

export function outcomeMissing(outcomes: readonly string[]): AppError {
  return refusal('outcome-missing', 422, `Say what came of it: ${outcomes.join(', ')}. Nothing was changed.`)
}

export function outcomeUnknown(outcomes: readonly string[]): AppError {
  return refusal('outcome-unknown', 422, `That is none of ${outcomes.join(', ')}. Nothing was changed.`)
}

function refusal(code: string, status: number, message: string, details: AppError['details'] = {}): AppError {
  return new AppError(message, { code, status, details })
}
