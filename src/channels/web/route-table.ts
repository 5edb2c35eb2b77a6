import type { Route } from './route.ts'
import { SERVED_ROUTES } from './served-route.ts'
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
import { apiPage, homePage, icon, openApi } from './routes/about.ts'
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

/** Every route there is, in the order in which the API page shows them: by what their paths begin with. */
export const ROUTES: readonly Route[] = Object.values(
  Object.groupBy<string, Route>(
    [
      ...SERVED_ROUTES,
      createThread,
      sendMessage,
      ownRequest,
      readEvents,
      decidePlan,
      readEvidence,
      listEvidenceKeys,
      answerHandOver,
      addDocument,
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
      readMe,
      healthz,
      readyz,
      metrics,
      openApi,
      apiPage,
      homePage,
      icon,
      widgetScript,
      widgetMore,
      ...consolePages,
      consoleScript,
      consoleStyles,
    ],
    ({ path }) => path.split('/', 3).join('/'),
  ),
).flatMap((routes) => routes ?? [])

/** Further ones where the example people of development exist. */
export const DEV_ROUTES: readonly Route[] = [listPeople, openDevSession]
