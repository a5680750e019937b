import { fileURLToPath } from 'node:url'

/** The rooms and who may import whom: docs/architecture.md, "Rooms". Every rule here is asserted to match files by architecture.test.ts. */
const domain = '^lib/domain/'
const tests = '\\.test\\.tsx?$'

/** Libraries that the domain may compute with. */
const computation =
  '^node_modules/(zod|delaunator|@kninnug/constrainautor|clipper2-ts|@rgrove/parse-xml|manifold-3d|three-mesh-bvh|canonicalize|@noble/(hashes|ed25519))/'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid('no-cycles', 'A cycle is two rooms that are one.', {}, { circular: true }),
    forbid(
      'domain-is-pure',
      'The domain imports the domain and libraries that compute.',
      { path: domain, pathNot: tests },
      { pathNot: [domain, computation] },
    ),
    forbid(
      'families-apart',
      'Families never import each other.',
      { path: `${domain}products/([^/]+)/.+` },
      { path: `${domain}products/[^/]+/.+`, pathNot: `${domain}products/$1/` },
    ),
    forbid(
      'no-family-named',
      'Only the catalogue names a family.',
      { path: '^(lib|app|components|api|db)/', pathNot: [`${domain}products/`, tests] },
      { path: `${domain}products/[^/]+/.+` },
    ),
    forbid(
      'components-stay-outside',
      'Data and actions come in as props.',
      { path: '^(components|lib/drafting)/', pathNot: tests },
      { path: '^(lib/server|lib/files|db|api|app|agent|sandbox|bin)/' },
    ),
    forbid(
      'app-goes-through-server',
      'Routes call use cases; only lib/server meets the database and files.',
      { path: '^app/' },
      { path: '^(db|lib/files|api|agent|sandbox|bin)/' },
    ),
    forbid(
      'api-goes-through-server',
      'The API calls use cases.',
      { path: '^api/', pathNot: tests },
      { path: '^(db|lib/files|app|components|agent|sandbox|bin)/' },
    ),
    forbid(
      'server-below-doors',
      'Use cases know no route, page or process.',
      { path: '^lib/server/', pathNot: tests },
      { path: '^(app|components|api|agent|sandbox|bin|lib/drafting)/' },
    ),
    forbid(
      'files-and-words-below-server',
      'Files and words know only the domain and each other.',
      { path: '^lib/(files|words)/', pathNot: tests },
      { path: '^(lib/(server|drafting)|db|app|components|api|agent|sandbox|bin)/' },
    ),
    forbid(
      'database-below-server',
      'The database knows the domain only.',
      { path: '^db/', pathNot: [tests, '^db/testing/'] },
      { path: '^(lib/(server|files|drafting|words)|app|components|api|agent|sandbox|bin)/' },
    ),
    forbid(
      'agent-knows-the-api-only',
      'The edge agent imports the domain and talks HTTP.',
      { path: '^agent/', pathNot: tests },
      { path: '^(lib/(server|files|drafting|words)|db|app|components|api|sandbox|bin)/' },
    ),
    forbid(
      'sandbox-imports-nothing-of-ours',
      'The stand-in for the provider shares no code with what it tests.',
      { path: '^sandbox/', pathNot: tests },
      { path: '^(lib|db|app|components|api|agent|bin)/' },
    ),
    forbid(
      'one-door-to-stripe',
      'Only lib/server/stripe.ts imports the SDK.',
      { path: '^(lib|app|api|components|bin|db|agent|sandbox)/', pathNot: [tests, '^lib/server/stripe\\.ts$'] },
      { path: '^node_modules/stripe/' },
    ),
    forbid(
      'one-door-to-sign-in',
      'Only the sign-in configuration and the one check of its cookie import the library.',
      { path: '^(lib|app|api|components|bin|db|agent|sandbox)/', pathNot: [tests, '^lib/server/(sign-in|client-session)\\.ts$'] },
      { path: '^node_modules/(next-auth|@auth)/' },
    ),
    forbid(
      'sign-in-is-for-pages',
      'API, jobs and processes never load the sign-in configuration.',
      { path: '^(api|bin|lib/server/jobs)/', pathNot: tests },
      { path: '^lib/server/sign-in\\.ts$', reachable: true },
    ),
    forbid(
      'one-door-to-the-database',
      'Only db/ imports drizzle.',
      { path: '^(lib|app|api|components|bin|agent|sandbox)/', pathNot: tests },
      { path: '^node_modules/drizzle-orm/' },
    ),
    forbid(
      'one-door-to-the-screen',
      'Only components/viewer imports three.',
      { path: '^(lib|app|api|components|db|agent|sandbox)/', pathNot: ['^components/viewer/', tests] },
      { path: '^node_modules/(three|@react-three)/' },
    ),
    forbid(
      'no-barrels-no-utils',
      'Names say what is inside.',
      {},
      { path: '^(lib|api|db|components|agent|sandbox)/.*(/|^)(index|utils|helpers|common|misc)\\.tsx?$' },
    ),
    forbid(
      'resolvable',
      'An import that resolves to nothing.',
      { pathNot: '^next-env' },
      { couldNotResolve: true, pathNot: '\\.css$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|var|public|docs)/' },
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
