import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { disagreements, type Manifest } from '@/lib/files/manifest'
import { draftCommand } from './draft-command'

const folder = mkdtempSync(join(tmpdir(), 'lot-one-draft-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Answer {
  outcome?: string
  error?: { code: string; path?: string; words: string }
  findings?: { rule: string; severity: string; words: string }[]
  remedies?: { change: Record<string, unknown>; outcome: string }[]
  facts?: Record<string, { value: number }>
  quote?: { total: { amount: number } }
  package?: { bytes: Record<string, number> }
}

const AT = ['--at', '2026-11-22T10:00:00+01:00']

async function draft(...args: string[]): Promise<{ exit: number; answer: Answer }> {
  const { exit, output } = await draftCommand([...args, ...AT])
  return { exit, answer: JSON.parse(JSON.stringify(output)) as Answer }
}

/** The same as its own process, as a person types it. */
function typed(...args: string[]): Promise<{ exit: number; answer: Answer }> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'bin/draft.ts', ...args, ...AT],
      { maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const exit = error ? Number(error.code) : 0
        try {
          resolve({ exit, answer: JSON.parse(stdout) as Answer })
        } catch {
          reject(new Error(`exit ${exit}: ${stdout.slice(0, 300)} ${stderr.slice(0, 2000)}`))
        }
      },
    )
  })
}

const packageIn = (out: string) => new Map(readdirSync(out).map((name) => [name, new Uint8Array(readFileSync(join(out, name)))]))

describe('the examples are what their names say', { timeout: 120_000 }, () => {
  it.each(['paris', 'milan', 'tokyo'])('everywhere.json is makeable in %s', async (atelier) => {
    const { exit, answer } = await draft('docs/examples/everywhere.json', '--atelier', atelier)
    expect([answer.outcome, exit]).toEqual(['makeable', 0])
    // ISO 8653: size 56 is an inner circumference of 56 mm.
    expect(answer.facts?.['bore.diameter']?.value).toBeCloseTo(56 / Math.PI, 2)
    expect(answer.quote?.total.amount).toBeGreaterThan(0)
  })

  it.each([
    ['paris', 0],
    ['milan', 2],
    ['tokyo', 2],
  ])('paris-only.json in %s exits %i', async (atelier, expected) => {
    const { exit, answer } = await draft('docs/examples/paris-only.json', '--atelier', atelier, '--no-remedies')
    expect([answer.outcome, exit]).toEqual([expected === 0 ? 'makeable' : 'blocked', expected])
  })

  it.each(['paris', 'milan', 'tokyo'])('nowhere.json is blocked in %s', async (atelier) => {
    const { exit, answer } = await draft('docs/examples/nowhere.json', '--atelier', atelier, '--no-remedies')
    expect([answer.outcome, exit]).toEqual(['blocked', 2])
    expect(answer.findings?.some((finding) => finding.severity === 'blocker' && finding.words.length > 10)).toBe(true)
  })

  it('bad.json names the place and says why, in the caller’s language', async () => {
    const { exit, answer } = await typed('docs/examples/bad.json', '--atelier', 'paris', '--locale', 'fr')
    expect(exit).toBe(1)
    expect(answer.error).toMatchObject({ code: 'document.not-an-option', path: '/choices/metal' })
    expect(answer.error?.words).toMatch(/Choisissez/)
  })
})

describe('the command', { timeout: 120_000 }, () => {
  it('writes a whole package, the same one twice', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const runs = await Promise.all(
      [one, two].map((out) => draft('docs/examples/everywhere.json', '--atelier', 'paris', '--out', out)),
    )
    expect(runs.map((run) => run.exit)).toEqual([0, 0])
    const files = packageIn(one)
    expect([...files.keys()].sort()).toEqual([
      'engraving.dxf',
      'engraving.svg',
      'job-order.json',
      'manifest.json',
      'pattern.3mf',
      'pattern.stl',
      'piece.glb',
      'traveller.pdf',
    ])
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as Manifest
    expect(disagreements(files, manifest)).toEqual([])
    for (const [name, bytes] of packageIn(two)) expect(Buffer.compare(bytes, files.get(name)!), name).toBe(0)
  })

  it('offers remedies and writes no package for a piece that this atelier cannot make', async () => {
    const out = join(folder, 'blocked')
    const { exit, answer } = await draft('docs/examples/paris-only.json', '--atelier', 'milan', '--out', out)
    expect(exit).toBe(2)
    expect(answer.package).toBeUndefined()
    expect(answer.remedies?.length).toBeGreaterThan(0)
    expect(answer.remedies?.every((remedy) => remedy.outcome !== 'blocked')).toBe(true)
  })

  it.each([
    [['nowhere-at-all.json', '--atelier', 'paris'], 'command.unreadable'],
    [['LICENSE', '--atelier', 'paris'], 'command.not-json'],
    [['docs/examples/everywhere.json', '--atelier', 'atlantis'], 'command.unknown-atelier'],
    [['docs/examples/everywhere.json'], 'command.usage'],
    [['docs/examples/everywhere.json', '--atelier', 'paris', '--wrong'], 'command.usage'],
  ])('refuses %j with a code and words', async (args, code) => {
    const { exit, answer } = await draft(...args)
    expect(exit).toBe(1)
    expect(answer.error?.code).toBe(code)
    expect(answer.error?.words).not.toContain('refusals.')
  })
})
