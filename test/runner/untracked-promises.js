import asyncHooks from 'node:async_hooks'

// Node's runner follows every promise to the test that made it, for whoever calls `after` or throws somewhere in it
// (`lib/internal/test_runner/harness.js`). That takes a tenth of a run's processor time. Here it hears of tests alone, and
// which one is running is what an AsyncLocalStorage says, which costs nothing.
const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId } = asyncHooks
const running = new AsyncLocalStorage()
const tests = new WeakSet()

asyncHooks.createHook = ({ init }) =>
  createHook({
    init(id, type, trigger, resource) {
      if (type !== 'Test') return
      tests.add(resource)
      init(id, type, trigger, resource)
    },
  })
asyncHooks.executionAsyncId = () => running.getStore() ?? executionAsyncId()
await import('node:test')
Object.assign(asyncHooks, { createHook, executionAsyncId })

const { runInAsyncScope } = AsyncResource.prototype
AsyncResource.prototype.runInAsyncScope = function (work, ...rest) {
  if (!tests.has(this)) return runInAsyncScope.call(this, work, ...rest)
  const id = this.asyncId()
  const within = function (...values) {
    return running.run(id, () => work.apply(this, values))
  }
  return runInAsyncScope.call(this, within, ...rest)
}
