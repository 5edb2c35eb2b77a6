import { AppError } from '#core/errors.ts'

/** The answer to what nobody proves to have sent, and to a channel that isn't there: nobody learns which are. */
export function signatureInvalid(): AppError {
  return new AppError(
    'No signature of this message is one that this channel takes, or there is no such channel. Sign the bytes as they are sent, with the channel’s secret.',
    { code: 'signature-invalid', status: 401 },
  )
}

/** The answer to a good signature of another time: a message that somebody kept, or a clock that is wrong. */
export function signatureStale(): AppError {
  return new AppError(
    'The message was signed more than five minutes ago, or that far ahead of our clock. Sign each attempt anew, and check your clock.',
    { code: 'signature-stale', status: 401 },
  )
}
