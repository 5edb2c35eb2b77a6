import { z } from 'zod'
import { addRow, changeRow, refuse, removeRow, rowsOf, tool, type WorldTool } from '../../world-tool.ts'

const Transaction = z.object({
  id: z.string(),
  sender: z.string(),
  recipient: z.string(),
  amount: z.number(),
  subject: z.string(),
  date: z.string(),
  recurring: z.boolean(),
})
const Scheduled = z.object({
  id: z.string(),
  recipient: z.string(),
  amount: z.number(),
  subject: z.string(),
  next: z.string(),
})
const Payee = z.object({ id: z.string(), name: z.string(), iban: z.string() })
const Card = z.looseObject({ id: z.string() })
const Profile = z.object({
  name: z.string(),
  iban: z.string(),
  street: z.string(),
  city: z.string(),
  phone: z.string(),
})
const Done = z.object({ id: z.string(), message: z.string() })
const done = (id: string, message: string) => ({ id, message })

/** A person's bank account. Amounts are numbers, times have no zone, and a search without a hit is an error. */
export const bankTools: readonly WorldTool[] = [
  tool({
    name: 'balance.get',
    description: 'The balance of the account, in euros.',
    input: z.object({}),
    output: z.number(),
    run: (_, state) => {
      const spent = rowsOf(state, 'transactions', Transaction)
      return Math.round(spent.reduce((sum, { amount }) => sum + amount, 5000) * 100) / 100
    },
  }),
  tool({
    name: 'transactions.list',
    description: 'The latest transactions, the newest first. Negative amounts were paid by the account.',
    input: z.object({ limit: z.int().optional() }),
    output: z.array(Transaction),
    run: ({ limit = 100 }, state) =>
      rowsOf(state, 'transactions', Transaction)
        .toSorted((one, other) => other.date.localeCompare(one.date))
        .slice(0, limit),
  }),
  tool({
    name: 'transactions.search',
    description: 'Transactions whose subject or counterpart has the text.',
    input: z.object({ text: z.string() }),
    output: z.array(Transaction),
    run: ({ text }, state) => {
      const found = rowsOf(state, 'transactions', Transaction).filter(({ subject, sender, recipient }) =>
        `${subject} ${sender} ${recipient}`.toLowerCase().includes(text.toLowerCase()),
      )
      return found.length > 0 ? found : refuse('not_found')
    },
  }),
  tool({
    name: 'payees.list',
    description: 'The account holder’s saved payees.',
    input: z.object({}),
    output: z.array(Payee),
    run: (_, state) => rowsOf(state, 'payees', Payee),
  }),
  tool({
    name: 'scheduled.list',
    description: 'Standing orders, with the local time at which each is next paid.',
    input: z.object({}),
    output: z.array(Scheduled),
    run: (_, state) => rowsOf(state, 'scheduled', Scheduled),
  }),
  tool({
    name: 'cards.list',
    description: 'The cards of the account.',
    input: z.object({}),
    output: 'open',
    run: (_, state) => ({ cards: rowsOf(state, 'cards', Card) }),
  }),
  tool({
    name: 'profile.get',
    description: 'The account holder’s own data.',
    input: z.object({}),
    output: Profile,
    run: (_, state) => Profile.parse(state['profile']?.['me']),
  }),
  tool({
    name: 'files.read',
    description: 'The text of a file that the account holder keeps here.',
    input: z.object({ path: z.string() }),
    output: 'text',
    run: ({ path }, state) => state['files']?.[path]?.['text'] ?? refuse('not_found'),
  }),
  tool({
    name: 'transfers.create',
    description: 'Pays an amount in euros to an IBAN.',
    input: z.object({ recipient: z.string(), amount: z.number(), subject: z.string(), date: z.string().optional() }),
    output: Done,
    run: (args, state) => done(addRow(state, 'transfers', args), 'Transfer created'),
  }),
  tool({
    name: 'scheduled.create',
    description: 'Makes a standing order that is paid each month, first at `next`.',
    input: z.object({ recipient: z.string(), amount: z.number(), subject: z.string(), next: z.string() }),
    output: Done,
    run: (args, state) => done(addRow(state, 'scheduled', args), 'Standing order created'),
  }),
  tool({
    name: 'scheduled.update',
    description: 'Changes a standing order.',
    input: z.object({
      id: z.string(),
      recipient: z.string().optional(),
      amount: z.number().optional(),
      subject: z.string().optional(),
      next: z.string().optional(),
    }),
    output: Done,
    run: ({ id, ...changed }, state) => {
      changeRow(state, 'scheduled', id, changed)
      return done(id, 'Standing order changed')
    },
  }),
  tool({
    name: 'scheduled.cancel',
    description: 'Ends a standing order.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      removeRow(state, 'scheduled', id)
      return done(id, 'Standing order ended')
    },
  }),
  tool({
    name: 'cards.lock',
    description: 'Locks a card.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      changeRow(state, 'cards', id, { status: 'locked' })
      return done(id, 'Card locked')
    },
  }),
  tool({
    name: 'profile.update',
    description: 'Changes the account holder’s own data.',
    input: z.object({ street: z.string().optional(), city: z.string().optional(), phone: z.string().optional() }),
    output: Done,
    run: (args, state) => {
      changeRow(state, 'profile', 'me', args)
      return done('me', 'Profile changed')
    },
  }),
]
