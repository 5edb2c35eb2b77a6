// Whether what was ordered is still under warranty. Changes nothing.
export const playbook = {
  title: 'Say whether an order is under warranty',
  examples: [
    'is there still warranty on A17',
    'does the warranty of order A23 still run',
    'until when is my lamp A17 covered',
    'check the guarantee of order A40',
    'is my order A12 out of warranty',
    'am I still covered for A31 if it breaks',
    'when does the warranty for A58 end',
    'how long is the clock from A58 guaranteed',
    'how long is the warranty on A23',
    'does the lamp in A17 have a warranty',
    'is the clock of A58 covered if it stops',
  ],
  not: [
    'how long is your warranty',
    'how long are lamps under warranty',
    'how many years of warranty do I get',
    'what does the warranty cover',
    'is there a warranty on lamps',
    'do you repair lamps after the warranty',
    'how do I make a warranty claim',
    'are repairs guaranteed',
  ],
  slots: {
    orderId: {
      type: 'pattern',
      pattern: '(?i)[A-Z]\\d+',
      label: 'order number',
      ask: 'Which order is it? A letter and a number, such as A17.',
    },
  },
}

export default async ({ tools, slots, say }) => {
  const orderId = slots.orderId.toUpperCase()
  const warranty = await tools.shop.warranty.get({ orderId })
  if (!warranty) return say(`I can't find order ${orderId} among yours.`)
  const day = (date) => new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const covered = warranty.items
    .filter((item) => item.status === 'covered')
    .map((item) => `${item.title} (${day(item.until)})`)
    .join('; ')
  const others = warranty.items
    .filter((item) => item.status !== 'covered')
    .map((item) => item.title)
    .join('; ')
  if (covered === '') return say(`Nothing in order ${warranty.orderId} is under warranty now: ${others}.`)
  if (others === '') return say(`Under warranty in order ${warranty.orderId}, until the day behind it: ${covered}.`)
  return say(`Under warranty in order ${warranty.orderId}, until the day behind it: ${covered}. Not under warranty now: ${others}.`)
}
