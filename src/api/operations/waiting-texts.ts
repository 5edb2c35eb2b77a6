import { REQUESTER } from '#auth/roles.ts'
import type { ClientOperations } from '#contract/client-operations.ts'
import { cardOf, type Card } from '#cards/drawing/card.ts'
import { cardText } from '#cards/drawing/card-text.ts'
import type { Services } from '#turn/services.ts'
import { speaking } from '#turn/speaking.ts'
import { planFor, waitingText } from '../channels/outgoing-content.ts'

/** What programs are told of what waits, for the person whom they show it to. */
export function waitingOperations(services: Services): Pick<ClientOperations, 'waitingTexts'> {
  return {
    waitingTexts: async (principal, planId, link) => {
      const plan = await planFor(services, principal, planId)
      const agent = plan && services.agents.get(plan.agent)?.agent
      if (!agent) return null
      const { say } = speaking(agent, plan.language)
      const isOwnAnswer = plan.status === 'waiting' && plan.awaits.includes(REQUESTER)
      const where = isOwnAnswer
        ? say('Read it and say yes or no here: {link}', { link })
        : say('See how it stands: {link}', { link })
      const card = cardOf(plan, { reader: principal, clock: { now: services.context.now() } })
      // Of a step whose outcome was lost nobody knows that yet.
      const isUntouched = plan.status === 'waiting'
      return {
        what: [isUntouched ? waitingText(services, plan) : plan.title, forPrograms(card)].join('\n\n'),
        card: forPrograms(card),
        whole: cardText(card, { hasValues: true }),
        where: isUntouched ? `${say('Nothing has been done yet.')} ${where}` : where,
        isOwnAnswer,
      }
    },
  }
}

// Whom it goes to may be a model. What was read and quoted for it stands on our page alone.
function forPrograms(card: Card): string {
  return cardText({ ...card, told: null, title: '', request: null, read: null, answer: null }, { hasValues: false })
}
