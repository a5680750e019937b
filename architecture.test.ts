import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterAll, describe, expect, it } from 'vitest'
import configuration from './.dependency-cruiser.mjs'

const rooms = ['app', 'components', 'lib', 'api', 'sandbox', 'agent', 'db', 'bin']

async function violations(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    [...folders],
    { ...configuration.options, baseDir, validate: true, ruleSet: { forbidden: configuration.forbidden } },
    undefined,
    { tsConfig: extractTsConfig(join(process.cwd(), 'tsconfig.json')) },
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}

/** For each rule an import that must not be: [importing file, imported file]. */
const forbiddenImports: Record<string, [string, string]> = {
  'no-cycles': ['lib/words/a.ts', 'lib/words/b.ts'],
  'domain-is-pure': ['lib/domain/pricing/price.ts', 'lib/server/clock.ts'],
  'families-apart': ['lib/domain/products/signet-ring/draft.ts', 'lib/domain/products/card-holder/draft.ts'],
  'no-family-named': ['components/configurator/panel.ts', 'lib/domain/products/signet-ring/parameters.ts'],
  'components-stay-outside': ['components/ui/button.ts', 'lib/server/session.ts'],
  'app-goes-through-server': ['app/page.ts', 'db/queries/order.ts'],
  'api-goes-through-server': ['api/orders.ts', 'db/queries/order.ts'],
  'server-below-doors': ['lib/server/order.ts', 'api/app.ts'],
  'files-and-words-below-server': ['lib/files/stl.ts', 'lib/server/blobs.ts'],
  'database-below-server': ['db/queries/order.ts', 'lib/server/settings.ts'],
  'agent-knows-the-api-only': ['agent/twin.ts', 'lib/server/settings.ts'],
  'sandbox-imports-nothing-of-ours': ['sandbox/server.ts', 'lib/domain/pricing/money.ts'],
  'one-door-to-sign-in': ['lib/server/order.ts', 'node_modules/next-auth/main.js'],
  'sign-in-is-for-pages': ['api/app.ts', 'lib/server/sign-in.ts'],
  'one-door-to-stripe': ['lib/server/order.ts', 'node_modules/stripe/main.js'],
  'one-door-to-the-database': ['lib/server/order.ts', 'node_modules/drizzle-orm/main.js'],
  'one-door-to-the-screen': ['components/ui/button.ts', 'node_modules/three/main.js'],
  'no-barrels-no-utils': ['api/app.ts', 'lib/words/utils.ts'],
  resolvable: ['api/app.ts', 'lib/words/nowhere.ts'],
}

describe('the rooms', () => {
  it('import only what they may', async () => {
    const result = await violations(process.cwd(), rooms)
    expect(result.summary.totalCruised).toBeGreaterThan(50)
    expect(result.summary.violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`)).toEqual([])
    const files = result.modules.map((module) => module.source)
    for (const { name, from } of configuration.forbidden) {
      if (from.path)
        expect(
          files.some((file) => new RegExp(from.path as string).test(file)),
          name,
        ).toBe(true)
    }
  })
})

describe('each rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lot-one-rooms-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(Object.entries(forbiddenImports))('%s refuses a forbidden import', async (rule, [importing, imported]) => {
    const root = join(folder, rule)
    const write = (file: string, text: string) => {
      mkdirSync(join(root, dirname(file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    const vendor = /^node_modules\/([^/]+)\//.exec(imported)?.[1]
    const up = '../'.repeat(importing.split('/').length - 1)
    write(importing, `import '${vendor ?? up + imported.replace(/\.ts$/, '')}'\n`)
    if (vendor) write(`node_modules/${vendor}/package.json`, JSON.stringify({ name: vendor, main: 'main.js' }))
    if (rule !== 'resolvable') write(imported, rule === 'no-cycles' ? `import './a'\n` : 'export {}\n')
    const result = await violations(root, [importing.split('/')[0] as string])
    expect(result.summary.violations.map((found) => found.rule.name)).toContain(rule)
  })

  it('is tried', () => {
    expect(Object.keys(forbiddenImports).sort()).toEqual(configuration.forbidden.map((rule) => rule.name).sort())
  })
})
