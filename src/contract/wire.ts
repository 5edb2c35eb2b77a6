import type { z } from 'zod'
import { call, unread } from './call.ts'
import { ThreadEvent as Event } from './event.ts'
import { listModels as listModelsEndpoint } from './chat-completion.ts'
import * as availabilityEndpoints from './availability.ts'
import * as deskEndpoints from './desk.ts'
import * as documentEndpoints from './document-endpoints.ts'
import * as feedbackEndpoints from './feedback.ts'
import * as handOverEndpoints from './hand-over.ts'
import * as keyEndpoints from './key.ts'
import * as knowledgeEndpoints from './knowledge.ts'
import * as linkEndpoints from './link.ts'
import * as ownThreadEndpoints from './conversation-list.ts'
import * as personEndpoints from './person.ts'
import * as planEndpoints from './plan-endpoints.ts'
import * as policyEndpoints from './policy-diff.ts'
import * as ruleEndpoints from './rule.ts'
import * as runEndpoints from './run.ts'
import * as scheduleEndpoints from './schedule.ts'
import * as subscriptionEndpoints from './subscription.ts'
import * as serverEndpoints from './server-endpoints.ts'
import * as threadEndpoints from './thread.ts'
import * as toolEndpoints from './tool.ts'
import { PlanProgress as Progress } from './plan-progress.ts'
import { Presence as PresenceNow, tellPresence as tellPresenceEndpoint } from './presence.ts'
import { Refusal as AnyRefusal } from './problem.ts'
import type { Checked } from './shape.ts'
import { shapeOf } from './shape-of.ts'
import { TextDelta as Delta } from './text-delta.ts'

/*
 * The contract as clients know it. `build.ts` puts what these come to into the scripts for browsers, each by itself, so that
 * a script holds those that it calls.
 */

export const listModels = call(listModelsEndpoint)

export const addDocument = call(documentEndpoints.addDocument)
export const listDocuments = call(documentEndpoints.listDocuments)
export const readDocumentDetail = call(documentEndpoints.readDocumentDetail)
export const listHandedIn = call(documentEndpoints.listHandedIn)
export const setDocumentAgents = call(documentEndpoints.setDocumentAgents)
export const removeDocument = call(documentEndpoints.removeDocument)

export const giveFeedback = call(feedbackEndpoints.giveFeedback)
export const tickOff = call(feedbackEndpoints.tickOff)
export const readToMend = call(feedbackEndpoints.readToMend)

export const listHandOvers = call(handOverEndpoints.listHandOvers)
export const listHandOverMessages = call(handOverEndpoints.listHandOverMessages)
export const takeHandOver = call(handOverEndpoints.takeHandOver)
export const answerHandOver = call(handOverEndpoints.answerHandOver)
export const releaseHandOver = call(handOverEndpoints.releaseHandOver)
export const rankHandOver = call(deskEndpoints.rankHandOver)
export const listColleagues = call(deskEndpoints.listColleagues)
export const handOnHandOver = call(deskEndpoints.handOnHandOver)
export const listDeskProcedures = call(deskEndpoints.listDeskProcedures)
export const proposeFromDesk = call(deskEndpoints.proposeFromDesk)
export const listFromDesk = call(deskEndpoints.listFromDesk)
export const closeHandOver = call(handOverEndpoints.closeHandOver)

export const createKey = call(keyEndpoints.createKey)
export const listKeys = call(keyEndpoints.listKeys)
export const revokeKey = call(keyEndpoints.revokeKey)

export const readLinkOffer = call(linkEndpoints.readLinkOffer)
export const makeLink = call(linkEndpoints.makeLink)
export const listLinks = call(linkEndpoints.listLinks)
export const endLink = call(linkEndpoints.endLink)

export const listPersons = call(personEndpoints.listPersons)

export const readPassage = call(knowledgeEndpoints.readPassage)
export const readDocument = call(knowledgeEndpoints.readDocument)

export const listConversations = call(ownThreadEndpoints.listConversations)
export const markThreadRead = call(ownThreadEndpoints.markThreadRead)
export const deleteThread = call(ownThreadEndpoints.deleteThread)
export const readTranscript = call(ownThreadEndpoints.readTranscript)

export const listPlans = call(planEndpoints.listPlans)
export const readPlan = call(planEndpoints.readPlan)
export const listPlanMessages = call(planEndpoints.listPlanMessages)
export const readEvidence = unread(call(planEndpoints.readEvidence))
export const decidePlan = call(planEndpoints.decidePlan)
export const resolveEffect = call(planEndpoints.resolveEffect)
export const replayPlan = call(planEndpoints.replayPlan)
export const lookBesidePlan = call(planEndpoints.lookBesidePlan)
export const explainPlan = call(planEndpoints.explainPlan)

export const diffPolicy = call(policyEndpoints.diffPolicy)
export const listShadows = call(policyEndpoints.listShadows)
export const readShadow = call(policyEndpoints.readShadow)

export const listRules = call(ruleEndpoints.listRules)

export const cancelRun = unread(call(runEndpoints.cancelRun))
export const readRun = call(runEndpoints.readRun)
export const listAsideRuns = call(runEndpoints.listAsideRuns)
export const retryRun = unread(call(runEndpoints.retryRun))

export const listSchedules = call(scheduleEndpoints.listSchedules)
export const runSchedule = call(scheduleEndpoints.runSchedule)
export const listChannels = call(subscriptionEndpoints.listChannels)
export const beginInstallation = call(subscriptionEndpoints.beginInstallation)
export const sendEventsAgain = call(subscriptionEndpoints.sendEventsAgain)

export const readMe = call(serverEndpoints.readMe)

export const createThread = call(threadEndpoints.createThread)
export const readThread = call(threadEndpoints.readThread)
export const sendMessage = call(threadEndpoints.sendMessage)
export const ownRequest = call(threadEndpoints.ownRequest)
export const readAvailability = call(availabilityEndpoints.readAvailability)
export const tellPresence = call(tellPresenceEndpoint)
export const listMessages = call(threadEndpoints.listMessages)
export const readEvents = unread(call(threadEndpoints.readEvents))

export const listTools = call(toolEndpoints.listTools)
export const acceptTool = call(toolEndpoints.acceptTool)
export const listStops = call(toolEndpoints.listStops)
export const stopCalls = call(toolEndpoints.stopCalls)
export const startCalls = call(toolEndpoints.startCalls)

/** What comes over a thread's stream. */
export const threadEvent: Checked<Event> = { shape: shapeOf(Event) }
export const planProgress: Checked<Progress> = { shape: shapeOf(Progress) }
export const presence: Checked<PresenceNow> = { shape: shapeOf(PresenceNow) }
export const textDelta: Checked<Delta> = { shape: shapeOf(Delta) }

export const refusal: Checked<AnyRefusal> = { shape: shapeOf(AnyRefusal) }

/** What a page asks of its own server without any of the above: nobody has signed in yet, or it isn't ready. */
export const readiness: Checked<z.infer<typeof serverEndpoints.Readiness>> = {
  shape: shapeOf(serverEndpoints.Readiness),
}
export const devPeople: Checked<z.infer<typeof serverEndpoints.DevPeople>> = {
  shape: shapeOf(serverEndpoints.DevPeople),
}
