/** What the "plan" of a broken isolate (test/fixtures/sandbox/broken-isolate.js) may use beside `begin` and `answer`. */
export const HELPERS = `
  const label = { data: ['operator'], ctrl: [] }
  const at = { line: 1, column: 0 }
  const places = (value, pointer = '') => [pointer, ...(value && typeof value === 'object' && !('$ref' in value)
    ? Object.entries(value).flatMap(([key, part]) => places(part, pointer + '/' + key)) : [])]
  const labels = (args, one = label) => Object.fromEntries(places(args).map((place) => [place, one]))
  const call = (index, tool, args, more = {}) => ({ index, tool, args, labels: labels(args), because: label, at, ...more })
  const ok = (...effects) => ({ ok: true, said: null, effects, steps: 1 })
  const refund = (index, args = {}, more = {}) =>
    call(index, 'shop/refunds.create', { orderId: 'A17', amount: 1, currency: 'EUR', ...args }, more)
  const mail = (index, values, more = {}) =>
    call(index, 'shop/mail.send', { to: 'a@b.example', template: 't', values, ...more })
  const read = (index, more = {}) => call(index, 'shop/orders.get', { id: 'A17' }, more)
  const tell = (text) => ({ ...ok(), said: { text: String(text), label } })
  const ref = (effect, ...path) => ({ $ref: { effect, path } })
`
