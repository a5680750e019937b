import type { Task } from 'graphile-worker'
import { capturePayment, endOverdue, pollPayments, releasePayment } from '../capture'
import { removeForgotten } from '../erasure'
import { forgetOldCounts } from '../limits'
import { sendMail } from '../mail'
import { packageProductionOrder } from '../package-job'
import { payRefund } from '../refund'
import { forgetPersonal } from '../retention'
import { endVisits } from '../salon/night'

const text = (payload: unknown, key: string): string => {
  const value = (payload as Record<string, unknown> | null)?.[key]
  if (typeof value !== 'string') throw new Error(`a job without ${key}`)
  return value
}

/** Every job of the house: name → what is done. All may run twice. */
export const jobs: Readonly<Record<string, Task>> = {
  package: (payload) => packageProductionOrder(text(payload, 'productionOrder')),
  'capture-payment': (payload) => capturePayment(text(payload, 'payment'), new Date()),
  'release-payment': (payload) => releasePayment(text(payload, 'payment'), new Date()),
  'send-mail': (payload) => sendMail(text(payload, 'mail'), new Date()),
  'refund-payment': (payload) => payRefund(text(payload, 'refund'), new Date()),
  'end-overdue': () => endOverdue(new Date()),
  'remove-blob': (payload) => removeForgotten(text(payload, 'blob')),
  'forget-personal': () => forgetPersonal(new Date()),
  'poll-payments': () => pollPayments(new Date()),
  'end-visits': () => endVisits(new Date()),
  'forget-counts': () => forgetOldCounts(new Date()),
}

/** What is done by the clock, in graphile-worker's crontab notation. */
export const crontab = [
  '* * * * * poll-payments ?max=1',
  '* * * * * end-overdue ?max=1',
  '7 * * * * forget-counts ?max=1',
  '17 * * * * forget-personal ?max=1',
  '*/15 * * * * end-visits ?max=1',
].join('\n')
