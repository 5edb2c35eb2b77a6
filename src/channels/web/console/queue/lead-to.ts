import { isCustomer } from '#auth/roles.ts'
import type { LeadsOn } from '../../browser/card-props.ts'
import { addressOf } from '../address.ts'
import type { ScreenProps } from '../view.ts'

/** Where a refused press leads on to, of the console's other pages; null where nothing there does. */
export function leadTo(
  { lead, handOverId }: LeadsOn,
  { me, addressOf: own, signedOut }: Pick<ScreenProps, 'me' | 'addressOf' | 'signedOut'>,
): (() => void) | null {
  if (lead === 'sign-in') return signedOut
  const isThere = lead === 'open-conversation' && handOverId !== null && own(null, null) !== null && !isCustomer(me)
  return isThere ? () => location.assign(addressOf('conversations', handOverId, null)) : null
}
