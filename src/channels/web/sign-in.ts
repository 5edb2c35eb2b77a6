import { PERSON_HEADER, readDevSessions } from './dev-session.ts'
import { embedOrigin } from './embedding.ts'
import type { Route } from './route.ts'
import type { WebServices } from './services.ts'
import { admit } from '#auth/authorize.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'

/**
 * Who sends a request: the bearer token counts where there is one, else the cookie. Throws `not-signed-in` (401),
 * `person-required` or `scope-missing` (403), `wrong-origin` for a cookie's write that no page of ours sent.
 */
export async function signIn(request: Request, route: Route, services: WebServices): Promise<Principal | null> {
  if (route.scopes === 'public') return null
  const principal = await principalOf(request, services)
  if (principal === null) {
    throw new AppError(
      'Nobody is signed in, or the token is unknown, expired or revoked. Send Authorization: Bearer …',
      {
        code: 'not-signed-in',
        status: 401,
      },
    )
  }
  admit(principal, route.scopes)
  return principal
}

async function principalOf(request: Request, services: WebServices): Promise<Principal | null> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1]
    return token === undefined ? null : await services.authenticate(token, request.signal)
  }
  return await principalOfCookie(request, services)
}

async function principalOfCookie(request: Request, services: WebServices): Promise<Principal | null> {
  const { devPeople } = services
  // A page of another site acts with what it was given, never with who happens to be signed in here.
  const embedding = embedOrigin(
    { origin: request.headers.get('origin') ?? undefined, path: new URL(request.url).pathname },
    services.config,
  )
  if (devPeople === null || embedding !== null) return null
  const chosen = readDevSessions(request.headers.get('cookie') ?? undefined)
    .map((session) => devPeople.idForSession(session))
    .filter((id) => id !== null)
  const wanted = request.headers.get(PERSON_HEADER) ?? chosen[0]
  const id = chosen.find((other) => other === wanted)
  if (id === undefined) return null
  // Whether a given Origin is ours was checked before; here it must be there, as a browser always sends it.
  if (request.method !== 'GET' && request.method !== 'HEAD' && !request.headers.has('origin')) {
    throw new AppError('A write with a cookie must come from a page of this server and carry its Origin.', {
      code: 'wrong-origin',
      status: 403,
    })
  }
  return await services.operations.readPerson(devPeople.tenantId, id)
}
