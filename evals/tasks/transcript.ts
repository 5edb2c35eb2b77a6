import type { TaskResult } from './try-world.ts'

/** What was asked, planned and told, for somebody who judges it. */
export function transcriptOf({ task, turn, problems }: TaskResult): string {
  const { plan, cards } = turn
  const asked = cards.map((card) => `asked ${card.roles.join(' and ')}: ${card.plan.title}`)
  return [
    `## ${task.world} “${task.name}”`,
    `> ${task.say}`,
    plan ? `${plan.title} (${plan.status}, ${plan.intent?.basis ?? 'no intent'})` : 'no plan',
    ...asked,
    `told: ${turn.said}`,
    problems.length > 0 ? `missing: ${problems.join('; ')}` : 'as expected',
  ].join('\n')
}
