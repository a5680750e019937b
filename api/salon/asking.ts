import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Result } from '@/lib/domain/result'
import { type Advisor, advisorOf } from '@/lib/server/salon/advisor'
import { SESSION_COOKIE } from '@/lib/server/session'

/** Does it for the advisor who asks; anybody else gets what `advisorOf` refuses. */
export async function asAdvisor<Value>(
  context: Context,
  work: (advisor: Advisor, at: Date) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const at = new Date()
  const advisor = await advisorOf(getCookie(context, SESSION_COOKIE), at)
  return advisor.ok ? work(advisor.value, at) : advisor
}
