import { type Connection, connect } from '@/db/connection'
import { settings } from './settings'

/** On globalThis, so that a development server which loads modules again does not open pool after pool. */
const holder = globalThis as typeof globalThis & { lotOneConnection?: Connection }

/** This process's pool, opened at first use. */
export function connection(): Connection {
  holder.lotOneConnection ??= connect(settings().DATABASE_URL)
  return holder.lotOneConnection
}

export const database = () => connection().database

export async function closeDatabase(): Promise<void> {
  const open = holder.lotOneConnection
  delete holder.lotOneConnection
  await open?.close()
}
