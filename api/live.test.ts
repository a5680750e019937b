import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { insertLink } from '@/db/queries/link'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { BuildFeed } from '@/lib/server/build-feed'
import { connection, database } from '@/lib/server/database'
import { hashToken } from '@/lib/server/secrets'
import { LiveBuilds } from './live'

const TOKEN = 'a-token-of-a-build-for-the-tests'
let house: FreshDatabase
let live: LiveBuilds
let origin: string
const server = createServer((request, response) => {
  void live.handle(request, response, (request.url ?? '').split('?', 1)[0] ?? '', '192.0.2.1')
})

beforeAll(async () => {
  house = await freshHouse()
  live = new LiveBuilds()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // Only what a stream reads: facts and the link; the rows they point at are another suite's.
  await connection().pool.query(
    'alter table production_event drop constraint production_event_production_order_production_order_id_fk',
  )
  const endsAt = new Date(Date.now() + 3_600_000)
  await insertLink(database(), { id: 'lnk_1', tokenHash: hashToken(TOKEN), purpose: 'build', subject: 'po_1', endsAt })
})
afterAll(async () => {
  await live.close()
  server.closeAllConnections()
  server.close()
  await house.remove()
})

const tell = (sequence: number) =>
  connection().pool.query(
    `insert into production_event (production_order, sequence, id, type, event, key_id, signature, hash, receipt, received_at)
     values ('po_1', $1, $2, 'finished', $3, 'k', 's', 'h', 'r', now())`,
    [sequence, `e${sequence}`, JSON.stringify({ id: `e${sequence}`, sequence })],
  )

/** Reads facts until `count` of them came. */
async function read(count: number, lastEventId?: string): Promise<number[]> {
  const abort = new AbortController()
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const response = await fetch(`${origin}/live/builds/${TOKEN}`, { headers, signal: abort.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const ids = () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (ids().length >= count && text.endsWith('\n\n')) break
  }
  abort.abort()
  return ids()
}

describe('a live build', () => {
  it('gives what was said, then what is said, in order; and resumes after the last fact heard', async () => {
    await tell(0)
    await tell(1)
    expect(await read(2)).toEqual([0, 1])
    const watching = read(4)
    for (const sequence of [2, 3]) await tell(sequence)
    expect(await watching).toEqual([0, 1, 2, 3])
    expect(await read(2, '1')).toEqual([2, 3])
  })

  it('loses no fact when its connection to the database is cut', async () => {
    const watching = read(5)
    const others = `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`
    await connection().pool.query(others)
    await tell(4)
    expect(await watching).toEqual([0, 1, 2, 3, 4])
  })

  it('begins nothing for a reader who has left before the link was looked up', async () => {
    const watch = vi.spyOn(BuildFeed.prototype, 'watch')
    const { pool } = connection()
    const blocker = await pool.connect()
    try {
      await blocker.query('begin; lock table link in access exclusive mode')
      const leaving = new AbortController()
      const arrived = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>
      const asked = fetch(`${origin}/live/builds/${TOKEN}`, { signal: leaving.signal }).catch(() => undefined)
      const [, response] = await arrived
      leaving.abort()
      await asked
      if (!response.closed) await once(response, 'close')
      await blocker.query('commit')
    } finally {
      blocker.release()
    }
    // The next reader is served after the one who left was looked up.
    await read(5)
    expect(watch.mock.calls.filter(([build]) => build === 'po_1')).toHaveLength(1)
    watch.mockRestore()
  })
})
