import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '#core/secret.ts'
import type { RawDelivery } from '../contract.ts'
import { signatureInvalid, signatureStale } from '../inbound/signature-errors.ts'

/** How far a request's time may be from ours, either way (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
const TOLERANCE_S = 300

/** Holds a request against the signing secrets, over its bytes as they came. Throws `signature-invalid` and `signature-stale`. */
export function verifySlack(secrets: readonly Secret[], { headers, body, at }: RawDelivery): void {
  const { 'x-slack-request-timestamp': timestamp = '', 'x-slack-signature': signature = '' } = headers
  const given = Buffer.from(/^v0=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex')
  if (!/^\d{1,12}$/.test(timestamp) || given.length === 0) throw signatureInvalid()
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body])
  const isOurs = secrets.some((secret) =>
    timingSafeEqual(createHmac('sha256', secret.reveal()).update(signed).digest(), given),
  )
  if (!isOurs) throw signatureInvalid()
  if (Math.abs(at.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_S) throw signatureStale()
}
