import { paymentsOf } from '@/db/queries/order'
import { changeProductionOrder, lockProductionOrderOf } from '@/db/queries/production'
import { insertOpenOrder } from '@/db/testing/open-order'
import { connection, database } from '../database'
import { openPayment } from '../payments'
import { settle } from '../settle'

/** For tests of what happens to money: orders of the made-up ring of db/testing/open-order.ts, at the sandbox. */
export interface Begun {
  order: string
  session: string
  url: string
  payment: string
}

export async function openPage(order: string, at = new Date()): Promise<Begun> {
  const page = 'http://localhost:3000/en/o/x'
  const opened = await openPayment({ order, description: 'A ring', successUrl: page, cancelUrl: page, at })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const payment = (await paymentsOf(database(), order)).find(({ id }) => id === opened.value.payment)
  return { order, session: payment?.session ?? '', url: opened.value.url, payment: opened.value.payment }
}

export const begun = async (): Promise<Begun> => openPage(await insertOpenOrder(database(), new Date()))

/** Tries a card on the hosted page; its HTTP status. */
export async function tryCard(url: string, number = '4242424242424242'): Promise<number> {
  const body = new URLSearchParams({ number, expiry: '12/34', cvc: '123', name: 'A' })
  return (await fetch(url, { method: 'POST', body, redirect: 'manual' })).status
}

export async function held(): Promise<Begun> {
  const order = await begun()
  await tryCard(order.url)
  const settled = await settle(order.session, new Date())
  if (!settled.ok || settled.value !== 'authorised') throw new Error(`not held: ${JSON.stringify(settled)}`)
  return order
}

/** As if the atelier had accepted, without its event. */
export async function accept(order: string): Promise<void> {
  await database().transaction(async (transaction) => {
    const production = await lockProductionOrderOf(transaction, order)
    const change = { phase: 'accepted' as const, acceptedAt: new Date() }
    await changeProductionOrder(transaction, production?.id ?? '', change, new Date())
  })
}

/** Names of the jobs that wait, of one payment or refund. */
export async function jobsFor(id: string): Promise<string[]> {
  const sql = 'select task_identifier as task from graphile_worker.jobs where key like $1 order by task'
  return (await connection().pool.query<{ task: string }>(sql, [`%:${id}`])).rows.map(({ task }) => task)
}

/** Codes of the letters that were written about an order, in order. */
export async function lettersOf(order: string): Promise<string[]> {
  const sql = 'select code from mail where order_id = $1 order by created_at, id'
  return (await connection().pool.query<{ code: string }>(sql, [order])).rows.map(({ code }) => code)
}
