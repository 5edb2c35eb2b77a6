import { CallFailure } from './call-failure.ts'

/** The server knew nothing of the session, and so called no tool for it. */
export function refused(failure: CallFailure): CallFailure {
  const message = "It doesn't know our session any more."
  return new CallFailure(message, {
    code: 'tool-unreachable',
    certain: true,
    isSessionLost: true,
    isSessionGone: true,
    error: failure.error,
    cause: failure,
  })
}

/** The same failure: whether the call was made is as open as before. */
export function gone(failure: CallFailure): CallFailure {
  const { message, code, certain, retryAfterMs, error } = failure
  return new CallFailure(message, { code, certain, isSessionGone: true, retryAfterMs, error, cause: failure })
}

/** No session came about, or no list of tools in it: no tool was called. */
export function unreachable(error: unknown): CallFailure {
  const isOurs = error instanceof CallFailure
  return new CallFailure(isOurs ? error.message : "It doesn't speak the protocol, or is too slow to.", {
    code: 'tool-unreachable',
    certain: true,
    isSessionLost: isOurs && error.isSessionLost,
    cause: error,
  })
}
