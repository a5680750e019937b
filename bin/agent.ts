import { join } from 'node:path'
import { Agent } from '@/agent/agent'
import { agentSettings } from '@/agent/settings'
import { readWorkshop } from '@/agent/workshop'

/** The reference edge agent with its digital twins, one for each atelier that the credentials speak for. */
if (process.env.LOT_ONE_MODE === 'live') throw new Error('the twin is for demo and test only')
const { ateliers, folder, fateAt, declinesAt, ...shared } = agentSettings(process.env)
const agents = ateliers.map(
  ({ atelier, token, keyId, privateKey }) =>
    new Agent({
      ...shared,
      atelier,
      token,
      keyId,
      privateKey,
      workshop: readWorkshop(atelier),
      fate: fateAt(atelier),
      declines: declinesAt(atelier),
      folder: join(folder, atelier),
      now: Date.now,
      say: (line) => console.log(`${atelier}: ${line}`),
    }),
)
for (const agent of agents) agent.start()
console.log(
  `twins of ${ateliers.map(({ atelier }) => atelier).join(', ')}; a piece is finished about ${shared.finishSeconds} s after acceptance`,
)

const stop = () => void Promise.all(agents.map((agent) => agent.stop())).then(() => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
