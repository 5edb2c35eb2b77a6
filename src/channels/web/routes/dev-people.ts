import { z } from 'zod'
import type { DevPeople } from '../../dev-people.ts'
import { addDevSession, devSessionCookie, readDevSessions } from '../dev-session.ts'
import { publicRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { AppError, notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'

const Person = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()).readonly() })
  .meta({ id: 'DevPerson', description: 'Somebody to be in development.' })

const NewDevSession = z
  .strictObject({
    person: z.string().min(1).max(100),
    beside: z
      .boolean()
      .default(false)
      .describe('Also be this person, without leaving whoever you are: for a page that shows two at once.'),
  })
  .meta({ id: 'NewDevSession' })

export const listPeople = publicRoute({
  method: 'GET',
  path: '/dev/people',
  summary: 'List the example people of development',
  success: 'Who one can be. Their keys are in DATA_DIR/dev-people.json, and never here.',
  result: z.object({ people: z.array(Person).readonly() }),
  handle: async ({ services }) => {
    const devPeople = peopleOf(services)
    const found = await Promise.all(devPeople.ids.map((id) => services.operations.readPerson(devPeople.tenantId, id)))
    return { people: found.filter((person) => person !== null).map(shown) }
  },
})

export const openDevSession = publicRoute({
  method: 'POST',
  path: '/dev/session',
  summary: 'Be one of the example people',
  description:
    'Sets a cookie that pages of this server act with. Writes with it must come from such a page. Who has chosen several people acts as the last, or as the one that the header `Parley-Person` names.',
  headers: z.object({ cookie: z.string().optional() }),
  body: NewDevSession,
  success: 'You are that person now.',
  result: Person,
  handle: async ({ body, headers, services }) => {
    const devPeople = peopleOf(services)
    const session = devPeople.sessionFor(body.person)
    const person = session === null ? null : await services.operations.readPerson(devPeople.tenantId, body.person)
    if (session === null || person === null) throw notFound('person')
    const before = readDevSessions(headers.cookie).filter((other) => devPeople.idForSession(other) !== null)
    return new Response(JSON.stringify(shown(person)), {
      headers: {
        'content-type': 'application/json',
        'set-cookie': devSessionCookie(addDevSession(before, session, body.beside ? 'beside' : 'first')),
      },
    })
  },
})

function peopleOf({ devPeople }: WebServices): DevPeople {
  if (devPeople !== null) return devPeople
  throw new AppError('The example people of development don’t exist here.', { code: 'internal' })
}

function shown({ id, name, roles }: Principal): z.input<typeof Person> {
  return { id, name, roles }
}
