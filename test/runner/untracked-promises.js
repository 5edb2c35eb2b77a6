import asyncHooks from 'node:async_hooks'

// Node's runner follows every promise to the test that made it, to tell whose an error is that nobody caught
// (`lib/internal/test_runner/harness.js`). That takes a tenth of a run's processor time. Here it follows tests alone, and
// whoever runs them tells of such an error.
const { createHook } = asyncHooks
asyncHooks.createHook = ({ init }) => {
  asyncHooks.createHook = createHook
  return createHook({
    init(id, type, trigger, resource) {
      if (type === 'Test') init(id, type, trigger, resource)
    },
  })
}
await import('node:test')
asyncHooks.createHook = createHook
