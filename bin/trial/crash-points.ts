import type { ProcessName } from './processes'

/** Before which step of an order the statement is held up. */
export type Step = 'order' | 'pay' | 'look' | 'package' | 'accept' | 'capture'

export interface CrashPoint {
  /** What is being said to the database when somebody is killed. */
  statement: string
  step: Step
  /** Who says it, and so waits for the test's lock; of two, whoever comes first. */
  by: readonly ProcessName[]
  /** Who is killed then. */
  killed: ProcessName
  /** What of the waiting statement is in the engine's list of activities. */
  pattern: string
  /** The test's lock; `$1` is the order, where it is asked for. */
  lock: string
  /** Between checkout's own write and its next the provider answers: it is held up until the lock is there. */
  behindProvider?: true
}

const table = (name: string) => `lock table ${name} in share mode`

/** From the first row of an order to the capture of its money, in the order in which they are said. */
export const CRASH_POINTS: readonly CrashPoint[] = [
  {
    statement: 'the design’s revision is written',
    step: 'order',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "design_revision"%',
    lock: table('design_revision'),
  },
  {
    statement: 'the order is written',
    step: 'order',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "client_order"%',
    lock: table('client_order'),
  },
  {
    statement: 'the order’s link is written',
    step: 'order',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "link"%',
    lock: table('link'),
  },
  {
    statement: 'the payment is written, the provider not yet asked',
    step: 'order',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "payment"%',
    lock: table('payment'),
  },
  {
    statement: 'the provider’s session is written down',
    step: 'order',
    by: ['api'],
    killed: 'api',
    pattern: 'update "payment"%',
    lock: 'select 1 from payment for update',
    behindProvider: true,
  },
  {
    statement: 'the provider’s notice is kept',
    step: 'pay',
    by: ['api'],
    killed: 'sandbox',
    pattern: 'insert into "provider_event"%',
    lock: table('provider_event'),
  },
  {
    statement: 'the order is locked to be settled, by the notice',
    step: 'pay',
    by: ['api'],
    killed: 'api',
    pattern: 'select %from "client_order"%for update%',
    lock: 'select 1 from client_order where id = $1 for update',
  },
  {
    statement: 'the order is locked to be settled, by the client’s return, while no notice arrives',
    step: 'look',
    by: ['web'],
    killed: 'web',
    pattern: 'select %from "client_order"%for update%',
    lock: 'select 1 from client_order where id = $1 for update',
  },
  {
    statement: 'the ledger says that money is held',
    step: 'pay',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "ledger_entry"%',
    lock: table('ledger_entry'),
  },
  {
    statement: 'the production order is written',
    step: 'pay',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "production_order"%',
    lock: table('production_order'),
  },
  {
    statement: 'the job for its files is written',
    step: 'pay',
    by: ['api'],
    killed: 'jobs',
    pattern: '%graphile_worker.add_job%',
    lock: 'lock table graphile_worker._private_jobs in share mode',
  },
  {
    statement: 'the package is written down',
    step: 'package',
    by: ['jobs'],
    killed: 'jobs',
    pattern: 'insert into "package_file"%',
    lock: table('package_file'),
  },
  {
    statement: 'the atelier’s yes is written',
    step: 'accept',
    by: ['api'],
    killed: 'api',
    pattern: 'insert into "production_event"%',
    lock: table('production_event'),
  },
  {
    statement: 'the payment is locked to be settled after its capture',
    step: 'capture',
    by: ['jobs', 'api'],
    killed: 'jobs',
    pattern: 'select %from "payment"%for update%',
    lock: 'select 1 from payment where order_id = $1 for update',
  },
  {
    statement: 'the payment is locked after its capture, and the provider goes',
    step: 'capture',
    by: ['jobs', 'api'],
    killed: 'sandbox',
    pattern: 'select %from "payment"%for update%',
    lock: 'select 1 from payment where order_id = $1 for update',
  },
]
