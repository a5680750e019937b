import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { SalonDesign } from '@/lib/domain/salon/book'
import type { Screen } from '@/lib/domain/salon/living'

/** What a tablet keeps of a design until the server has it all: never anything of the client but the design itself. */
export interface KeptDesign {
  id: string
  design: SalonDesign
  screen: Screen
}

interface Shape extends DBSchema {
  designs: { key: string; value: KeptDesign }
  desk: { key: string; value: string }
}

let opening: Promise<IDBPDatabase<Shape> | undefined> | undefined

/** Absent where the browser keeps nothing (a private window): then work lives as long as the page. */
const database = () => {
  opening ??= openDB<Shape>('lot-one-salon', 1, {
    upgrade(made) {
      made.createObjectStore('designs', { keyPath: 'id' })
      made.createObjectStore('desk')
    },
  }).catch(() => undefined)
  return opening
}

export const keepDesign = async (kept: KeptDesign): Promise<void> => {
  await (await database())?.put('designs', kept)
}
export const keptDesign = async (id: string): Promise<KeptDesign | undefined> => (await database())?.get('designs', id)
export const dropDesign = async (id: string): Promise<void> => {
  const open = await database()
  await open?.delete('designs', id)
  if ((await open?.get('desk', 'open')) === id) await open?.delete('desk', 'open')
}

/** The design that lies on the table, so that a reload without a line finds it. */
export const layOpen = async (id: string | undefined): Promise<void> => {
  const open = await database()
  if (id === undefined) await open?.delete('desk', 'open')
  else await open?.put('desk', id, 'open')
}
export const lyingOpen = async (): Promise<string | undefined> => (await database())?.get('desk', 'open')
