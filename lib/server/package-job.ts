import { findProfile } from '@/db/queries/atelier'
import { findProductionOrder, type StoredProductionOrder } from '@/db/queries/build'
import { findRevision } from '@/db/queries/design'
import { findOrder, type StoredOrder } from '@/db/queries/order'
import { changeProductionOrder, insertPackage, lockProductionOrder, type StoredFile } from '@/db/queries/production'
import { measure } from '@/lib/domain/manufacturability/measure'
import { answerBy } from '@/lib/domain/network/answer-time'
import { JOB_STATE, type PlannedGate, TRANSITIONS } from '@/lib/domain/production/production-order'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { checksOf } from '@/lib/files/checks'
import { MANIFEST, mediaTypeOf } from '@/lib/files/manifest'
import { makePackage } from '@/lib/files/package'
import { keepBlob } from './blobs'
import { database } from './database'
import { wholeDocument } from './designs'
import { loadFonts } from './engraving-fonts'
import { loadKernel } from './kernel'
import { settings } from './settings'

/**
 * Makes the files of a production order, stores them, and offers it to the atelier when every one of them is there. Done twice it
 * makes the same bytes and offers once; called off meanwhile it offers nothing.
 */
export async function packageProductionOrder(id: string, at: () => Date = () => new Date()): Promise<void> {
  const production = await findProductionOrder(database(), id)
  if (production?.phase !== 'releasing') return
  const order = await findOrder(database(), production.order)
  if (!order) throw new Error(`${id} has no order`)
  const files: StoredFile[] = []
  const { contents, gates } = await packageOf(production, order)
  for (const [name, content] of contents) {
    const { sha256, bytes } = await keepBlob(content)
    files.push({ name, blob: sha256, bytes, mediaType: mediaTypeOf(name), role: name.split('.')[0] ?? name })
  }
  const manifest = files.find(({ name }) => name === MANIFEST)
  if (!manifest) throw new Error(`the package of ${id} has no manifest`)
  await database().transaction(async (transaction) => {
    const locked = await lockProductionOrder(transaction, id)
    const phase = locked && TRANSITIONS[locked.phase]['package-completed']
    if (!phase) return
    await insertPackage(transaction, id, files)
    // An erasure may have removed an equal file meanwhile; from here on the rows keep it.
    for (const content of contents.values()) await keepBlob(content)
    const now = at()
    const profile = await findProfile(transaction, locked.atelier, locked.profileVersion)
    const limit = profile && answerBy(profile, now.getTime())
    const latest = locked.answerBy?.getTime() ?? Number.POSITIVE_INFINITY
    const answer = limit === undefined ? {} : { answerBy: new Date(Math.min(limit, latest)) }
    // Held meanwhile, it is offered when it is released.
    const offer = locked.heldAt ? {} : { phase, state: JOB_STATE[phase], offeredAt: now, ...answer }
    await changeProductionOrder(transaction, id, { ...offer, gates, manifest: manifest.blob }, now)
  })
}

async function packageOf(production: StoredProductionOrder, order: StoredOrder) {
  const revision = await findRevision(database(), production.revision)
  const document = revision && wholeDocument(revision)
  const profile = await findProfile(database(), production.atelier, production.profileVersion)
  if (!revision || !document?.ok || !profile) throw new Error(`the design or the atelier of ${production.id} cannot be read`)
  const [family, kernel, fonts] = await Promise.all([loadFamily(document.value.family), loadKernel(), loadFonts()])
  if (!family) throw new Error(`the family ${document.value.family} is not here`)
  const draft = family.draft({ kernel, fonts }, document.value, 'full')
  const measurements = measure(draft, kernel)
  const contents = await makePackage({
    draft,
    render: family.shade(draft, kernel),
    measurements,
    verdict: order.verdict,
    plan: production.plan,
    operations: production.operations,
    materials: family.materials(document.value, measurements),
    stages: production.stages,
    profile,
    reference: {
      id: production.id,
      // The papers lie on benches: they show the atelier's address of the order, never the client's.
      url: `${settings().PUBLIC_URL}/api/v1/atelier/production-orders/${production.id}`,
      // The record's: it commits to the letters under their salt, so that papers that outlive an erasure give nothing away.
      designHash: revision.recordHash,
      issuedAt: production.createdAt.toISOString(),
    },
    locale: profile.country === 'FR' ? 'fr' : 'en',
  })
  const gates = checksOf(measurements, production.operations, order.verdict, profile).map(
    ({ code, feature: _f, source: _s, ...planned }): PlannedGate => ({ gate: code, ...planned }),
  )
  return { contents, gates }
}
