import { z } from 'zod'
import { addRow, changeRow, refuse, removeRow, rowsOf, tool, type State, type WorldTool } from '../../world-tool.ts'

const Mail = z.object({
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  date: z.string(),
  folder: z.string(),
  read: z.boolean(),
})
const Event = z.object({
  id: z.string(),
  title: z.string(),
  start: z.string(),
  end: z.string(),
  location: z.string().nullable(),
  attendees: z.array(z.string()),
  description: z.string(),
})
const Contact = z.object({ id: z.string(), name: z.string(), email: z.string() })
const Done = z.object({ id: z.string() })
const addresses = z.array(z.string())

const mailsOf = (state: State) =>
  rowsOf(state, 'mails', Mail).toSorted((one, other) => other.date.localeCompare(one.date))
const eventsOf = (state: State) =>
  rowsOf(state, 'events', Event).toSorted((one, other) => one.start.localeCompare(other.start))
const holds = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())

/** A person's mail and calendar. Times are the wall clock's, without a zone. */
export const mailTools: readonly WorldTool[] = [
  tool({
    name: 'messages.search',
    description: 'Mails whose subject, body or sender has the text, the newest first.',
    input: z.object({ query: z.string(), folder: z.string().optional() }),
    output: z.array(Mail),
    run: ({ query, folder }, state) =>
      mailsOf(state).filter(
        (mail) =>
          holds(`${mail.subject} ${mail.body} ${mail.from}`, query) && (folder === undefined || mail.folder === folder),
      ),
  }),
  tool({
    name: 'messages.list',
    description: 'The mails of a folder, the newest first.',
    input: z.object({ folder: z.string().optional(), limit: z.int().optional() }),
    output: z.array(Mail),
    run: ({ folder = 'inbox', limit = 50 }, state) =>
      mailsOf(state)
        .filter((mail) => mail.folder === folder)
        .slice(0, limit),
  }),
  tool({
    name: 'contacts.search',
    description: 'Contacts whose name has the text.',
    input: z.object({ name: z.string() }),
    output: z.array(Contact),
    run: ({ name }, state) => {
      const found = rowsOf(state, 'contacts', Contact).filter((contact) => holds(contact.name, name))
      return found.length > 0 ? found : refuse('contact_not_found')
    },
  }),
  tool({
    name: 'calendar.events',
    description: 'The events of one day, or from one day to another.',
    input: z.object({ day: z.string(), until: z.string().optional() }),
    output: z.array(Event),
    run: ({ day, until = day }, state) =>
      eventsOf(state).filter(({ start }) => start.slice(0, 10) >= day && start.slice(0, 10) <= until),
  }),
  tool({
    name: 'calendar.search',
    description: 'Events whose title or description has the text, the earliest first.',
    input: z.object({ query: z.string() }),
    output: z.array(Event),
    run: ({ query }, state) =>
      eventsOf(state).filter(({ title, description }) => holds(`${title} ${description}`, query)),
  }),
  tool({
    name: 'calendar.freebusy',
    description: 'How many hours each person is busy on a day, by mail address.',
    input: z.object({ day: z.string(), people: addresses }),
    output: 'open',
    run: ({ day, people }, state) => ({
      busyHours: Object.fromEntries(
        people.map((person) => [
          person,
          eventsOf(state).filter((event) => event.start.startsWith(day) && event.attendees.includes(person)).length,
        ]),
      ),
    }),
  }),
  tool({
    name: 'messages.send',
    description: 'Sends a mail.',
    input: z.object({ to: addresses, cc: addresses.optional(), subject: z.string(), body: z.string() }),
    output: Done,
    run: (args, state) => ({ id: addRow(state, 'sent', args) }),
  }),
  tool({
    name: 'messages.move',
    description: 'Moves a mail to a folder.',
    input: z.object({ id: z.string(), folder: z.string() }),
    output: Done,
    run: ({ id, folder }, state) => {
      changeRow(state, 'mails', id, { folder })
      return { id }
    },
  }),
  tool({
    name: 'messages.delete',
    description: 'Deletes a mail for good.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      removeRow(state, 'mails', id)
      return { id }
    },
  }),
  tool({
    name: 'calendar.create',
    description: 'Adds an event, and invites those who attend.',
    input: z.object({
      title: z.string(),
      start: z.string(),
      end: z.string(),
      location: z.string().optional(),
      attendees: addresses.optional(),
      description: z.string().optional(),
    }),
    output: Done,
    run: (args, state) => ({ id: addRow(state, 'events', args) }),
  }),
  tool({
    name: 'calendar.reschedule',
    description: 'Moves an event to another time.',
    input: z.object({ id: z.string(), start: z.string(), end: z.string() }),
    output: Done,
    run: ({ id, ...times }, state) => {
      changeRow(state, 'events', id, times)
      return { id }
    },
  }),
  tool({
    name: 'calendar.cancel',
    description: 'Cancels an event.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      removeRow(state, 'events', id)
      return { id }
    },
  }),
  tool({
    name: 'calendar.invite',
    description: 'Invites more people to an event.',
    input: z.object({ id: z.string(), attendees: addresses }),
    output: Done,
    run: ({ id, attendees }, state) => {
      const event = eventsOf(state).find((each) => each.id === id) ?? refuse('not_found')
      changeRow(state, 'events', id, { attendees: [...event.attendees, ...attendees] })
      return { id }
    },
  }),
]
