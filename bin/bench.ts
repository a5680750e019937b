/** `npm run bench -- edit | truth | judge | bytes | files | watchers | checkout`: one JSON object a line; without a name, all of them. */
const benches: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  edit: () => import('./bench/edit'),
  truth: () => import('./bench/truth'),
  judge: () => import('./bench/judge'),
  bytes: () => import('./bench/bytes'),
  files: () => import('./bench/files'),
  watchers: () => import('./bench/watchers'),
  checkout: () => import('./bench/checkout'),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : Object.keys(benches)) await (await benches[name]?.())?.run()
