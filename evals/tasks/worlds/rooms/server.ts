import { z } from 'zod'
import { addRow, changeRow, refuse, removeRow, rowsOf, tool, type State, type WorldTool } from '../../world-tool.ts'

const Room = z.object({ id: z.string(), name: z.string(), topic: z.string(), members: z.array(z.string()) })
const Message = z.object({
  id: z.string(),
  room: z.string(),
  author: z.string(),
  text: z.string(),
  at: z.string(),
  reactions: z.record(z.string(), z.number()),
})
const User = z.object({ id: z.string(), name: z.string(), email: z.string(), team: z.string().nullable() })
const Done = z.object({ ok: z.boolean() })
const OK = { ok: true }

const roomOf = (state: State, name: string) =>
  rowsOf(state, 'rooms', Room).find((room) => room.name === name) ?? refuse('room_not_found')

/** A company's chat rooms, and the web pages that are linked in them. */
export const roomTools: readonly WorldTool[] = [
  tool({
    name: 'rooms.list',
    description: 'The names of all rooms.',
    input: z.object({}),
    output: z.array(z.string()),
    run: (_, state) => rowsOf(state, 'rooms', Room).map(({ name }) => name),
  }),
  tool({
    name: 'rooms.members',
    description: 'The names of those who are in a room.',
    input: z.object({ room: z.string() }),
    output: z.array(z.string()),
    run: ({ room }, state) => roomOf(state, room).members,
  }),
  tool({
    name: 'rooms.messages',
    description: 'The messages of a room, the oldest first.',
    input: z.object({ room: z.string() }),
    output: z.array(Message),
    run: ({ room }, state) => {
      roomOf(state, room)
      return rowsOf(state, 'messages', Message).filter((message) => message.room === room)
    },
  }),
  tool({
    name: 'users.list',
    description: 'Everybody.',
    input: z.object({}),
    output: z.array(User),
    run: (_, state) => rowsOf(state, 'users', User),
  }),
  tool({
    name: 'users.get',
    description: 'One person by name.',
    input: z.object({ name: z.string() }),
    output: User,
    run: ({ name }, state) =>
      rowsOf(state, 'users', User).find((user) => user.name === name) ?? refuse('user_not_found'),
  }),
  tool({
    name: 'web.open',
    description: 'The text of a web page.',
    input: z.object({ url: z.string() }),
    output: 'text',
    run: ({ url }, state) => state['pages']?.[url]?.['text'] ?? refuse('page_not_found'),
  }),
  tool({
    name: 'rooms.post',
    description: 'Writes into a room.',
    input: z.object({ room: z.string(), text: z.string() }),
    output: Done,
    run: (args, state) => {
      roomOf(state, args.room)
      addRow(state, 'posts', args)
      return OK
    },
  }),
  tool({
    name: 'users.message',
    description: 'Writes to one person.',
    input: z.object({ user: z.string(), text: z.string() }),
    output: Done,
    run: (args, state) => {
      addRow(state, 'direct', args)
      return OK
    },
  }),
  tool({
    name: 'rooms.create',
    description: 'Makes a room.',
    input: z.object({ name: z.string(), members: z.array(z.string()).optional() }),
    output: Done,
    run: (args, state) => {
      addRow(state, 'rooms', args)
      return OK
    },
  }),
  tool({
    name: 'rooms.topic',
    description: 'Sets the topic of a room.',
    input: z.object({ room: z.string(), topic: z.string() }),
    output: Done,
    run: ({ room, topic }, state) => {
      changeRow(state, 'rooms', roomOf(state, room).id, { topic })
      return OK
    },
  }),
  tool({
    name: 'rooms.invite',
    description: 'Adds somebody to a room.',
    input: z.object({ room: z.string(), user: z.string() }),
    output: Done,
    run: ({ room, user }, state) => {
      const { id, members } = roomOf(state, room)
      changeRow(state, 'rooms', id, { members: [...members, user] })
      return OK
    },
  }),
  tool({
    name: 'rooms.remove',
    description: 'Removes somebody from a room.',
    input: z.object({ room: z.string(), user: z.string() }),
    output: Done,
    run: ({ room, user }, state) => {
      const { id, members } = roomOf(state, room)
      changeRow(state, 'rooms', id, { members: members.filter((member) => member !== user) })
      return OK
    },
  }),
  tool({
    name: 'users.invite',
    description: 'Invites somebody from outside into the company’s chat.',
    input: z.object({ name: z.string(), email: z.string() }),
    output: Done,
    run: (args, state) => {
      addRow(state, 'invitations', args)
      return OK
    },
  }),
  tool({
    name: 'messages.delete',
    description: 'Deletes a message.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      removeRow(state, 'messages', id)
      return OK
    },
  }),
]
