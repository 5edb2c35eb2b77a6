import type { JsonObject } from '#core/json.ts'

/** What a press is answered with (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model). */
export function answer(type: string, value: JsonObject | string): JsonObject {
  return { statusCode: 200, type, value }
}

/** The same in words, which whoever pressed sees for a moment. */
export function message(text: string): JsonObject {
  return answer('application/vnd.microsoft.activity.message', text)
}
