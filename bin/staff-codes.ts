import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { codeAt } from '@/lib/server/totp'
import type { DemoSecrets } from './demo-secrets'

/** `npx tsx bin/staff-codes.ts`: who may sign in to the demo of this folder, with the code of this moment. */
const file = join(resolve(process.env.LOT_ONE_DATA ?? 'var'), 'secrets.json')
const { staff } = JSON.parse(readFileSync(file, 'utf8')) as DemoSecrets
const at = new Date()
const left = 30 - (Math.floor(at.getTime() / 1000) % 30)
for (const { email, password, totpSecret } of staff) console.log(`${email.padEnd(30)} ${password}  ${codeAt(totpSecret, at)}`)
console.log(`\nThese codes are good once each, for ${left} seconds and half a minute more.`)
