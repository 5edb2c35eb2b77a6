import { AppError } from '#core/errors.ts'
import { createClient, type Client } from '../../client/client.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'

/** Who asks: on our own pages the session's cookie, elsewhere a token that the page gives whenever one is needed. */
export type Token = () => Promise<string | null> | string | null

/** Whose cookie counts where a page of development shows several people at once; null for the one whom one is. */
export type ChosenPerson = string | null

/** A server, as the person before this screen may use it. `token` null: the cookie of our own pages. */
export function browserClient(server: string, token: Token | null, person: ChosenPerson = null): Client {
  return createClient({
    server,
    credentials: token === null ? 'same-origin' : 'omit',
    identify: async () => {
      const bearer = token === null ? null : await token()
      return {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(person === null ? {} : { 'parley-person': person }),
      }
    },
    lost: (error) => (error instanceof AppError ? error : connectionLost(error)),
    refused: (status, refusal) => {
      const { code, detail, instance } = refusal
      const retryable = status === 429 || status >= 500
      const words = status === 401 ? screenTexts.chat.signedOut : (detail ?? screenTexts.chat.notHere)
      const requestId = instance?.replace('urn:uuid:', '')
      const details = { ...refusal, ...(requestId !== undefined && { requestId }) }
      // Without a code it was a proxy that answered.
      return new AppError(words, {
        code: code ?? (retryable ? 'connection-lost' : 'unknown'),
        status,
        retryable,
        details,
      })
    },
    strange: (cause) => new AppError(screenTexts.chat.notHere, { code: 'unexpected-answer', cause }),
  })
}

/** Nobody there, or lost on the way: worth another try. */
export function connectionLost(cause: unknown): AppError {
  return new AppError(screenTexts.chat.notConnected, { code: 'connection-lost', retryable: true, cause })
}
