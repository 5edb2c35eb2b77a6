import * as endpoints from '#contract/schedule.ts'
import { protectedRoute } from '../route.ts'

export const listSchedules = protectedRoute({
  ...endpoints.listSchedules,
  handle: async ({ principal, services }) => ({ schedules: await services.outside.starters.listSchedules(principal) }),
})

export const runSchedule = protectedRoute({
  ...endpoints.runSchedule,
  handle: ({ principal, params, services }) => services.outside.starters.runSchedule(principal, params),
})
