/** A second procedure for the example agent, with a slot of every type and a yes before its plan: it says what it was given. */
export const COLLECTION = `export const playbook = {
  title: 'Book a collection',
  examples: ['book a collection', 'have my parcel collected', 'collect order A12'],
  confirm: 'I’ll have order {orderId} collected on {day}',
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', label: 'order', ask: 'Which order is it?', expects: 'a letter and a number, such as A17' },
    day: { type: 'date', latest: '2099-12-31', ask: 'On which day?' },
    worth: { type: 'money', currencies: ['EUR'], max: '500.00 EUR', ask: 'What is it worth?', label: 'worth' },
    reason: { type: 'choice', of: { damaged: ['broken', 'cracked'], late: [], other: [] }, ask: 'What was wrong with it?' },
    bags: { type: 'integer', min: 1, max: 5, optional: true },
    contact: { type: 'email', optional: true, always: true, ask: 'Where shall we write to?' },
  },
}

export default async ({ slots, say }) => {
  return say(JSON.stringify([slots.orderId, slots.day, slots.worth, slots.reason, slots.bags, slots.contact]))
}
`
