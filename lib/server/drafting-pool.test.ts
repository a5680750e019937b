import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freshHouse } from '@/db/testing/fresh-database'
import type { Result } from '@/lib/domain/result'
import { DraftingPool } from './drafting-pool'
import type { TestTask } from './testing/drafting-task'

const module = new URL('./testing/drafting-task.ts', import.meta.url)
let pool: DraftingPool
const open = (options: Partial<ConstructorParameters<typeof DraftingPool>[0]> = {}) => {
  pool = new DraftingPool({ module, threads: 1, queue: 2, milliseconds: 4000, megabytes: 64, ...options })
}
const run = (what: TestTask['do'], value = 'x'): Promise<Result<string>> => pool.run<TestTask, string>({ do: what, value })

beforeAll(async () => {
  const house = await freshHouse()
  return () => house.remove()
})
afterEach(() => pool.close())

describe('the drafting pool', () => {
  it('ends a task over its time, says so, and goes on', async () => {
    open({ milliseconds: 6000 })
    expect(await run('loop')).toEqual({ ok: false, refusal: { code: 'drafting.too-slow', parameters: { seconds: 6 } } })
    expect(await run('echo', 'after')).toEqual({ ok: true, value: 'after' })
  })

  it('ends a task over its memory, says so, and goes on', async () => {
    open({ milliseconds: 20_000 })
    expect(await run('hog')).toEqual({ ok: false, refusal: { code: 'drafting.too-large', parameters: { megabytes: 64 } } })
    expect(await run('echo', 'after')).toEqual({ ok: true, value: 'after' })
  })

  it('refuses at once what does not fit its queue', async () => {
    open()
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((value) => run('echo', value)))
    expect(answers.slice(0, 3).map((answer) => answer.ok && answer.value)).toEqual(['a', 'b', 'c'])
    for (const answer of answers.slice(3)) expect(answer).toMatchObject({ ok: false, refusal: { code: 'server.busy' } })
    expect(await run('echo', 'after')).toEqual({ ok: true, value: 'after' })
  })

  it('gives a bug to whoever asked, and goes on', async () => {
    open()
    await expect(run('throw', 'a bug')).rejects.toThrow('a bug')
    expect(await run('echo', 'after')).toEqual({ ok: true, value: 'after' })
  })
})
