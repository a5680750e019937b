import { findProfile } from '@/db/queries/atelier'
import type { StoredProductionOrder } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { showableOrders } from '@/db/queries/production'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Stage } from '@/lib/domain/products/family'
import { database } from './database'
import { wholeDocument } from './designs'

/** A piece of a client's who lets it be seen: nothing here says whose it is, and its personal parts (letters) are left out. */
export interface ShownBuild {
  atelier: { id: string; name: string; city: string; timeZone: string }
  /** Without its letters. */
  document: DesignDocument
  material: string
  stages: readonly Stage[]
  status: Pick<BuildStatus, 'state' | 'stages' | 'now' | 'climate' | 'lastFactAt' | 'timeScale' | 'finishedAt'>
  /** Being made at this moment; otherwise made last. */
  isLive: boolean
  /** Made by the demo's own seed. */
  isSeeded: boolean
}

const LIVE: readonly StoredProductionOrder['phase'][] = ['accepted', 'ready', 'running', 'interrupted']
const OVER: readonly StoredProductionOrder['phase'][] = ['finished', 'shipped', 'delivered']

/** The build that the landing page may show now: one that is being made, else the one made last; none when no client has agreed. */
export async function buildToShow(): Promise<ShownBuild | undefined> {
  const rows = await showableOrders(database(), 40)
  const row = rows.find(({ phase }) => LIVE.includes(phase)) ?? rows.find(({ phase }) => OVER.includes(phase))
  if (!row?.status) return undefined
  const [revision, profile] = await Promise.all([
    findRevision(database(), row.revision),
    findProfile(database(), row.atelier, row.profileVersion),
  ])
  const whole = revision && wholeDocument(revision)
  const family = whole?.ok ? await loadFamily(whole.value.family) : undefined
  if (!whole?.ok || !family || !profile) return undefined
  const personal = family.parameters.filter((one) => one.kind === 'text' && one.personal).map(({ key }) => [key, ''])
  const choices = { ...whole.value.choices, ...Object.fromEntries(personal) }
  const { state, stages, now, climate, lastFactAt, timeScale, finishedAt } = row.status
  const { id, name, city, timeZone } = profile
  return {
    atelier: { id, name, city, timeZone },
    document: { ...whole.value, choices },
    material: String(choices[family.parameters.find((one) => one.presentation === 'material')?.key ?? ''] ?? ''),
    stages: row.stages,
    status: {
      state,
      stages,
      timeScale,
      ...(now ? { now } : {}),
      ...(climate ? { climate } : {}),
      ...(lastFactAt ? { lastFactAt } : {}),
      ...(finishedAt ? { finishedAt } : {}),
    },
    isLive: LIVE.includes(row.phase),
    isSeeded: row.seededAt !== null,
  }
}
