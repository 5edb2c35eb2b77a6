import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changesBetween, isTold } from '../../evals/tasks/check-task.ts'
import { readTasks } from '../../evals/tasks/task.ts'
import { readState, WORLDS } from '../../evals/tasks/worlds.ts'
import { runPlain } from './plain-javascript.ts'

/*
 * What the benchmark asks for is what its programs do, as any JavaScript would run them: so what comes out otherwise in a
 * plan is not the task's fault. Times without a zone are the machine's in JavaScript.
 */
const { TZ } = process.env
before(() => void (process.env.TZ = 'UTC'))
after(() => {
  if (TZ === undefined) delete process.env.TZ
  else process.env.TZ = TZ
})

for (const world of WORLDS) {
  test(`each program of the world of ${world} does in JavaScript what its task says`, async () => {
    const start = await readState(world)
    for (const task of await readTasks(world)) {
      if (task.beyond !== undefined) continue
      const end = structuredClone(start)
      const said = await runPlain(task, end)
      assert.deepEqual(changesBetween(start, end), task.after, task.name)
      for (const words of task.tells) assert.ok(isTold(said, words), `${task.name}: ${words} in ${said}`)
    }
  })
}

test('there are 120 tasks that a program can do, and no two of a world are said alike', async () => {
  const tasks = (await Promise.all(WORLDS.map((world) => readTasks(world)))).flat()
  assert.ok(tasks.filter(({ beyond }) => beyond === undefined).length >= 120)
  assert.equal(new Set(tasks.map(({ world, say }) => `${world}: ${say}`)).size, tasks.length)
  assert.equal(new Set(tasks.map(({ world, name }) => `${world}: ${name}`)).size, tasks.length)
})
