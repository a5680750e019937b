import { startSandbox } from '@/sandbox/server'

/** The stand-in for the payment provider, as its own process: another company's machine, with settings of its own. */
const { PORT, HOST, STRIPE_SECRET_KEY, SANDBOX_WEBHOOK_URL, SANDBOX_WEBHOOK_SECRET, SANDBOX_FOLDER, SANDBOX_PUBLIC_URL } =
  process.env
if (!STRIPE_SECRET_KEY || !SANDBOX_WEBHOOK_SECRET) throw new Error('STRIPE_SECRET_KEY and SANDBOX_WEBHOOK_SECRET are needed')
if (process.env.LOT_ONE_MODE !== 'demo' && process.env.LOT_ONE_MODE !== 'test')
  throw new Error('the sandbox is for demo and test only')

/** `SANDBOX_COPIES` and `SANDBOX_SHUFFLE` (ms): every notice so often, and out of order. */
const mischief = { copies: Number(process.env.SANDBOX_COPIES || 1), shuffle: Number(process.env.SANDBOX_SHUFFLE || 0) }
const sandbox = await startSandbox({
  mischief,
  port: Number(PORT ?? 3002),
  secretKey: STRIPE_SECRET_KEY,
  webhookSecret: SANDBOX_WEBHOOK_SECRET,
  ...(HOST ? { host: HOST } : {}),
  ...(SANDBOX_WEBHOOK_URL ? { webhookUrl: SANDBOX_WEBHOOK_URL } : {}),
  ...(SANDBOX_FOLDER ? { folder: SANDBOX_FOLDER } : {}),
  ...(SANDBOX_PUBLIC_URL ? { publicUrl: SANDBOX_PUBLIC_URL } : {}),
})
console.log(`payment sandbox at ${sandbox.url} (TEST: no money moves)`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
