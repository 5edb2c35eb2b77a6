import { z } from 'zod'
import { addRow, changeRow, refuse, removeRow, rowsOf, tool, type State, type WorldTool } from '../../world-tool.ts'

const Stored = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  owner: z.string(),
  size: z.number(),
  modified: z.string(),
  shared: z.array(z.string()),
  text: z.string().optional(),
  table: z.object({ columns: z.array(z.string()), rows: z.array(z.unknown()) }).optional(),
})
const File = Stored.omit({ text: true, table: true })
const Person = z.object({ name: z.string(), email: z.string() })
const Done = z.object({ id: z.string(), status: z.string() })
const done = (id: string) => ({ id, status: 'ok' })

const filesOf = (state: State) => rowsOf(state, 'files', Stored)
const listed = (state: State) => filesOf(state).map((file) => File.parse(file))
const fileOf = (state: State, id: string) => filesOf(state).find((file) => file.id === id) ?? refuse('not_found')

/** A drive. Texts come as plain text, tables as whatever stands in them. */
export const fileTools: readonly WorldTool[] = [
  tool({
    name: 'list',
    description: 'The files of a folder, or all.',
    input: z.object({ folder: z.string().optional() }),
    output: z.array(File),
    run: ({ folder }, state) => listed(state).filter((file) => folder === undefined || file.folder === folder),
  }),
  tool({
    name: 'search',
    description: 'Files whose name has the text.',
    input: z.object({ name: z.string() }),
    output: z.array(File),
    run: ({ name }, state) => {
      const found = listed(state).filter((file) => file.name.toLowerCase().includes(name.toLowerCase()))
      return found.length > 0 ? found : refuse('not_found')
    },
  }),
  tool({
    name: 'read',
    description: 'The text of a file.',
    input: z.object({ id: z.string() }),
    output: 'text',
    run: ({ id }, state) => fileOf(state, id).text ?? refuse('no_text'),
  }),
  tool({
    name: 'table',
    description: 'The columns and rows of a spreadsheet.',
    input: z.object({ id: z.string() }),
    output: 'open',
    run: ({ id }, state) => fileOf(state, id).table ?? refuse('no_table'),
  }),
  tool({
    name: 'quota',
    description: 'Bytes used and there.',
    input: z.object({}),
    output: z.object({ used: z.number(), total: z.number() }),
    run: (_, state) => ({ used: listed(state).reduce((sum, { size }) => sum + size, 0), total: 100_000_000 }),
  }),
  tool({
    name: 'people.find',
    description: 'Somebody of the company by name.',
    input: z.object({ name: z.string() }),
    output: Person,
    run: ({ name }, state) =>
      rowsOf(state, 'people', Person).find((person) => person.name.toLowerCase().includes(name.toLowerCase())) ??
      refuse('person_not_found'),
  }),
  tool({
    name: 'create',
    description: 'Makes a text file.',
    input: z.object({ name: z.string(), folder: z.string().optional(), text: z.string() }),
    output: Done,
    run: (args, state) => done(addRow(state, 'files', args)),
  }),
  tool({
    name: 'append',
    description: 'Adds text at the end of a file.',
    input: z.object({ id: z.string(), text: z.string() }),
    output: Done,
    run: ({ id, text }, state) => {
      changeRow(state, 'files', id, { text: `${fileOf(state, id).text ?? ''}${text}` })
      return done(id)
    },
  }),
  tool({
    name: 'rename',
    description: 'Gives a file another name.',
    input: z.object({ id: z.string(), name: z.string() }),
    output: Done,
    run: ({ id, name }, state) => {
      changeRow(state, 'files', id, { name })
      return done(id)
    },
  }),
  tool({
    name: 'move',
    description: 'Puts a file into another folder.',
    input: z.object({ id: z.string(), folder: z.string() }),
    output: Done,
    run: ({ id, folder }, state) => {
      changeRow(state, 'files', id, { folder })
      return done(id)
    },
  }),
  tool({
    name: 'share',
    description: 'Lets somebody read a file.',
    input: z.object({ id: z.string(), email: z.string() }),
    output: Done,
    run: ({ id, email }, state) => {
      changeRow(state, 'files', id, { shared: [...fileOf(state, id).shared, email] })
      return done(id)
    },
  }),
  tool({
    name: 'unshare',
    description: 'Lets somebody not read a file any more.',
    input: z.object({ id: z.string(), email: z.string() }),
    output: Done,
    run: ({ id, email }, state) => {
      changeRow(state, 'files', id, { shared: fileOf(state, id).shared.filter((each) => each !== email) })
      return done(id)
    },
  }),
  tool({
    name: 'delete',
    description: 'Deletes a file for good.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      removeRow(state, 'files', id)
      return done(id)
    },
  }),
]
