import * as serverEndpoints from '#contract/server-endpoints.ts'
import type { z } from 'zod'
import type { DevPeople } from '../dev-people.ts'
import { addDevSession, devSessionCookie, readDevSessions } from '../dev-session.ts'
import { publicRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { AppError, notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import { publicPath } from '../public-address.ts'

export const listPeople = publicRoute({
  ...serverEndpoints.listPeople,
  handle: async ({ services }) => {
    const devPeople = peopleOf(services)
    const found = await Promise.all(devPeople.ids.map((id) => services.operations.readPerson(devPeople.tenantId, id)))
    return { people: found.filter((person) => person !== null).map(shown) }
  },
})

export const openDevSession = publicRoute({
  ...serverEndpoints.openDevSession,
  handle: async ({ body, headers, services }) => {
    const devPeople = peopleOf(services)
    const session = devPeople.sessionFor(body.person)
    const person = session === null ? null : await services.operations.readPerson(devPeople.tenantId, body.person)
    if (session === null || person === null) throw notFound('person')
    const before = readDevSessions(headers.cookie).filter((other) => devPeople.idForSession(other) !== null)
    return new Response(JSON.stringify(shown(person)), {
      headers: {
        'content-type': 'application/json',
        'set-cookie': devSessionCookie(
          addDevSession(before, session, body.beside ? 'beside' : 'first'),
          publicPath(services.config) || '/',
        ),
      },
    })
  },
})

function peopleOf({ devPeople }: WebServices): DevPeople {
  if (devPeople !== null) return devPeople
  throw new AppError('The example people of development don’t exist here.', { code: 'internal' })
}

function shown({ id, name, roles }: Principal): z.input<typeof serverEndpoints.DevPerson> {
  return { id, name, roles }
}
