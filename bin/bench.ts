/**
 * `npm run bench -- edit | truth | judge | page | remedies | nest | bytes | files | watchers | checkout`: one JSON object a line; without a name, all of them.
 * Numbers after `checkout` are how many buyers at once: `checkout 8`; after `remedies`, how many designs, and how many of them against a grid.
 */
const benches: Record<string, () => Promise<{ run(...sizes: number[]): Promise<void> }>> = {
  edit: () => import('./bench/edit'),
  truth: () => import('./bench/truth'),
  judge: () => import('./bench/judge'),
  page: () => import('./bench/page'),
  remedies: () => import('./bench/remedies'),
  nest: () => import('./bench/nest'),
  bytes: () => import('./bench/bytes'),
  files: () => import('./bench/files'),
  watchers: () => import('./bench/watchers'),
  checkout: () => import('./bench/checkout'),
}

const given = process.argv.slice(2)
const sizes = given.filter((one) => /^\d+$/.test(one)).map(Number)
const asked = given.filter((one) => !/^\d+$/.test(one))
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : Object.keys(benches)) await (await benches[name]?.())?.run(...sizes)
