import { blobsAfter, countPackageFiles, productionOrdersAfter } from '@/db/queries/check'
import { readBlob } from './blobs'
import { database } from './database'
import { verifyBuild } from './verify-build'

const BATCH = 200

export interface HouseCheck {
  productionOrders: number
  events: number
  packageFiles: number
  blobs: number
  bytes: number
  /** What does not hold, each by its name. */
  faults: string[]
}

/**
 * Whether a house is whole, e.g. after a restore: every chain with every signature, and every stored file by its hash and size. Reads
 * only.
 */
export async function checkHouse(): Promise<HouseCheck> {
  const check: HouseCheck = {
    productionOrders: 0,
    events: 0,
    packageFiles: await countPackageFiles(database()),
    blobs: 0,
    bytes: 0,
    faults: [],
  }
  await checkChains(check)
  await checkBlobs(check)
  return check
}

async function checkChains(check: HouseCheck): Promise<void> {
  let after = ''
  for (;;) {
    const ids = await productionOrdersAfter(database(), after, BATCH)
    for (const id of ids) {
      const verified = await verifyBuild(id)
      check.productionOrders += 1
      if (!verified.ok) check.faults.push(`${id}: ${verified.refusal.code}`)
      else {
        check.events += verified.value.count
        const { fault } = verified.value
        if (fault) check.faults.push(`${id}: ${fault.code} at event ${fault.index + 1}`)
      }
    }
    const last = ids.at(-1)
    if (!last) return
    after = last
  }
}

async function checkBlobs(check: HouseCheck): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await blobsAfter(database(), after, BATCH)
    for (const { sha256, bytes } of rows) {
      check.blobs += 1
      try {
        const content = await readBlob(sha256)
        check.bytes += content.byteLength
        if (content.byteLength !== bytes) check.faults.push(`blob ${sha256}: ${content.byteLength} bytes instead of ${bytes}`)
      } catch (error) {
        check.faults.push(
          `blob ${sha256}: ${(error as { code?: string }).code === 'ENOENT' ? 'missing' : (error as Error).message}`,
        )
      }
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.sha256
  }
}
