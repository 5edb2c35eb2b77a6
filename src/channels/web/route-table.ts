import type { Route } from './route.ts'
import { servedRoute } from './served-route.ts'
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
import { decidePlan } from './routes/decide-plan.ts'
import { apiPage, homePage, openApi } from './routes/about.ts'
import { answerHandOver } from './routes/hand-overs.ts'
import { healthz, metrics, readyz } from './routes/health.ts'
import { addDocument } from './routes/documents.ts'
import { mcp } from './routes/mcp.ts'
import { mcpChanges } from './routes/mcp-changes.ts'
import { resourceMetadata } from './routes/resource-metadata.ts'
import { listPeople, openDevSession } from './routes/dev-people.ts'
import { listEvidenceKeys, readEvidence } from './routes/plans.ts'
import { readEvents } from './routes/read-events.ts'
import { ownRequest } from './routes/adopt-request.ts'
import { receiveEvent } from './routes/receive-event.ts'
import { listSchedules, runSchedule } from './routes/schedules.ts'
import { receiveMail, receiveMessage } from './routes/receive-message.ts'
import { readMe } from './routes/read-me.ts'
import { sendMessage } from './routes/send-message.ts'
import { createThread } from './routes/threads.ts'
import { widgetMore, widgetScript } from './routes/widget.ts'

/** Every route there is, in the order in which the API page shows them. */
export const ROUTES: readonly Route[] = [
  createThread,
  servedRoute('listThreads'),
  servedRoute('readThread'),
  sendMessage,
  ownRequest,
  servedRoute('listMessages'),
  readEvents,
  servedRoute('listRuns'),
  servedRoute('readRun'),
  servedRoute('cancelRun'),
  servedRoute('listPlans'),
  servedRoute('readPlan'),
  servedRoute('listPlanMessages'),
  decidePlan,
  servedRoute('resolveEffect'),
  readEvidence,
  listEvidenceKeys,
  servedRoute('replayPlan'),
  servedRoute('explainPlan'),
  servedRoute('diffPolicy'),
  servedRoute('listShadows'),
  servedRoute('readShadow'),
  servedRoute('listHandOvers'),
  servedRoute('readHandOver'),
  servedRoute('listHandOverMessages'),
  servedRoute('takeHandOver'),
  answerHandOver,
  servedRoute('releaseHandOver'),
  servedRoute('closeHandOver'),
  servedRoute('search'),
  servedRoute('readPassage'),
  servedRoute('readDocument'),
  addDocument,
  servedRoute('listDocuments'),
  servedRoute('listHandedIn'),
  servedRoute('removeDocument'),
  servedRoute('setDocumentAgents'),
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
  servedRoute('giveFeedback'),
  servedRoute('readToMend'),
  readMe,
  servedRoute('createKey'),
  servedRoute('listKeys'),
  servedRoute('revokeKey'),
  servedRoute('readLinkOffer'),
  servedRoute('makeLink'),
  servedRoute('listLinks'),
  servedRoute('endLink'),
  servedRoute('listTools'),
  servedRoute('acceptTool'),
  servedRoute('listStops'),
  servedRoute('stopCalls'),
  servedRoute('startCalls'),
  servedRoute('listAsideRuns'),
  servedRoute('retryRun'),
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
