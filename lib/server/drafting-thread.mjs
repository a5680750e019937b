import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

/** What a thread of the drafting pool starts with: it reads TypeScript, then does what the module named by `workerData` does. */
register()
const { default: work } = await import(workerData.module)
export default work
