import { checkHouse } from '@/lib/server/check-house'
import { closeDatabase } from '@/lib/server/database'

/** `tsx bin/check-house.ts`: every chain and every stored file of this house, e.g. after a restore. Exit 0 whole, 2 not. */
const began = Date.now()
const check = await checkHouse()
await closeDatabase()
console.log(JSON.stringify({ ...check, seconds: (Date.now() - began) / 1000 }, null, 2))
process.exit(check.faults.length === 0 ? 0 : 2)
