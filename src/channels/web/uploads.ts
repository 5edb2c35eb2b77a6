import { AppError } from '#core/errors.ts'

/** Room for uploads in one process. What is let in keeps its room until disposed. */
export interface Uploads {
  /** Takes room for so many bytes. Throws `uploads-busy` where there is none. */
  enter(bytes: number): Disposable
}

/** When whoever is turned away should come back, in seconds: what reading a common file takes. */
const RETRY_AFTER_SECONDS = 2

/**
 * Lets so many uploads in at once, and so many bytes of them: each is kept, a large one on disk, until it is read. Who
 * comes alone comes in, however much they bring.
 */
export function openUploads({ count, bytes: most }: { readonly count: number; readonly bytes: number }): Uploads {
  let inside = 0
  let held = 0
  return {
    enter: (bytes) => {
      if (inside > 0 && (inside >= count || held + bytes > most)) throw busy()
      inside += 1
      held += bytes
      let isIn = true
      return {
        [Symbol.dispose]() {
          if (!isIn) return
          isIn = false
          inside -= 1
          held -= bytes
        },
      }
    },
  }
}

function busy(): AppError {
  return new AppError(
    `Other files are being read here, as many as fit in. This one wasn't taken: send it again in ${RETRY_AFTER_SECONDS} seconds.`,
    {
      code: 'uploads-busy',
      status: 503,
      retryable: true,
      details: { retryAfterSeconds: RETRY_AFTER_SECONDS },
    },
  )
}
