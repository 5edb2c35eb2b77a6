import type { Route } from './route.ts'
import { runAgUi } from './routes/ag-ui.ts'
import { completeChat, listModels, readModel } from './routes/chat-completions.ts'
import { consolePages, consoleScript, consoleStyles } from './routes/console.ts'
import {
  beginInstallation,
  finishInstallation,
  listChannels,
  listUndelivered,
  sendEventsAgain,
} from './routes/channels.ts'
import { decidePlan, resolveEffect } from './routes/decide-plan.ts'
import { apiPage, homePage, openApi } from './routes/about.ts'
import { giveFeedback, readToMend } from './routes/feedback.ts'
import {
  answerHandOver,
  closeHandOver,
  listHandOverMessages,
  listHandOvers,
  readHandOver,
  releaseHandOver,
  takeHandOver,
} from './routes/hand-overs.ts'
import { healthz, metrics, readyz } from './routes/health.ts'
import { createKey, listKeys, revokeKey } from './routes/keys.ts'
import { addDocument, listDocuments, listHandedIn, removeDocument, setDocumentAgents } from './routes/documents.ts'
import { readDocument, readPassage, search } from './routes/knowledge.ts'
import { endLink, listLinks, makeLink, readLinkOffer } from './routes/links.ts'
import { mcp } from './routes/mcp.ts'
import { mcpChanges } from './routes/mcp-changes.ts'
import { resourceMetadata } from './routes/resource-metadata.ts'
import { listPeople, openDevSession } from './routes/dev-people.ts'
import {
  explainPlan,
  listEvidenceKeys,
  listPlanMessages,
  listPlans,
  readEvidence,
  readPlan,
  replayPlan,
} from './routes/plans.ts'
import { diffPolicy, listShadows, readShadow } from './routes/policy-diff.ts'
import { readEvents } from './routes/read-events.ts'
import { cancelRun, listAsideRuns, listRuns, readRun, retryRun } from './routes/runs.ts'
import { ownRequest } from './routes/adopt-request.ts'
import { receiveEvent } from './routes/receive-event.ts'
import { listSchedules, runSchedule } from './routes/schedules.ts'
import { receiveMail, receiveMessage } from './routes/receive-message.ts'
import { readMe } from './routes/read-me.ts'
import { sendMessage } from './routes/send-message.ts'
import { listStops, startCalls, stopCalls } from './routes/stops.ts'
import { createThread, listMessages, listThreads, readThread } from './routes/threads.ts'
import { acceptTool, listTools } from './routes/tools.ts'
import { widgetMore, widgetScript } from './routes/widget.ts'

/** Every route there is, in the order in which the API page shows them. */
export const ROUTES: readonly Route[] = [
  createThread,
  listThreads,
  readThread,
  sendMessage,
  ownRequest,
  listMessages,
  readEvents,
  listRuns,
  readRun,
  cancelRun,
  listPlans,
  readPlan,
  listPlanMessages,
  decidePlan,
  resolveEffect,
  readEvidence,
  listEvidenceKeys,
  replayPlan,
  explainPlan,
  diffPolicy,
  listShadows,
  readShadow,
  listHandOvers,
  readHandOver,
  listHandOverMessages,
  takeHandOver,
  answerHandOver,
  releaseHandOver,
  closeHandOver,
  search,
  readPassage,
  readDocument,
  addDocument,
  listDocuments,
  listHandedIn,
  removeDocument,
  setDocumentAgents,
  mcp,
  mcpChanges,
  resourceMetadata,
  completeChat,
  listModels,
  readModel,
  runAgUi,
  // Before the one that takes any kind.
  receiveMail,
  receiveMessage,
  receiveEvent,
  listSchedules,
  runSchedule,
  listUndelivered,
  listChannels,
  beginInstallation,
  finishInstallation,
  sendEventsAgain,
  giveFeedback,
  readToMend,
  readMe,
  createKey,
  listKeys,
  revokeKey,
  readLinkOffer,
  makeLink,
  listLinks,
  endLink,
  listTools,
  acceptTool,
  listStops,
  stopCalls,
  startCalls,
  listAsideRuns,
  retryRun,
  healthz,
  readyz,
  metrics,
  openApi,
  apiPage,
  homePage,
  widgetScript,
  widgetMore,
  ...consolePages,
  consoleScript,
  consoleStyles,
]

/** Further ones where the example people of development exist. */
export const DEV_ROUTES: readonly Route[] = [listPeople, openDevSession]
