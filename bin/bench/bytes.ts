import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { catalogue } from '@/lib/domain/products/catalogue'
import { bundle } from './bundle'
import { print } from './figure'

interface RouteStats {
  route: string
  firstLoadChunkPaths: string[]
}

const PAGES = { landing: '/[locale]', configurator: '/[locale]/design/[family]' } as const

const gzipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length
const kB = (bytes: number) => bytes / 1000

/**
 * Gzipped sizes: first load from the last build's own list of chunks; viewer, worker and plain three by one bundler in this run. Of the
 * drafting worker, what a client of each family loads; the largest of these; and all chunks together, which nobody loads.
 */
export async function run(): Promise<void> {
  const stats = join('.next', 'diagnostics', 'route-bundle-stats.json')
  if (!existsSync(stats)) throw new Error('No build to weigh. Run `npm run build` first.')
  const routes = JSON.parse(readFileSync(stats, 'utf8')) as RouteStats[]
  for (const [name, route] of Object.entries(PAGES)) {
    const found = routes.find((entry) => entry.route.replace(/\/\([^)]+\)/g, '') === route)
    if (!found) throw new Error(`The build has no ${route}; it has ${routes.map((entry) => entry.route).join(', ')}`)
    print(
      'bytes',
      `first_load_${name}`,
      kB(found.firstLoadChunkPaths.filter((path) => path.endsWith('.js')).reduce((sum, path) => sum + gzipped(path), 0)),
      'kB gz',
    )
  }
  const viewer = await bundle({ path: 'components/viewer/create-viewer.ts' })
  const worker = await bundle({ path: 'lib/drafting/worker.ts' })
  const plain = await bundle({ source: PLAIN_THREE })
  print('bytes', 'viewer', kB(viewer.gzipped), 'kB gz')
  print('bytes', 'viewer_to_plain_three', viewer.gzipped / plain.gzipped, 'ratio')
  const drafting = catalogue.map(({ id }) => {
    const bytes = worker.loaded('manifold-3d/manifold.js', `products/${id}/family.ts`)
    print('bytes', `drafting_worker_${id}`, kB(bytes), 'kB gz')
    return bytes
  })
  print('bytes', 'drafting_worker_without_wasm', kB(Math.max(...drafting)), 'kB gz')
  print('bytes', 'drafting_worker_all_families', kB(worker.gzipped), 'kB gz')
  for (const built of [viewer, worker, plain]) built.remove()
  const stills = join('public', 'stills')
  const heaviest = readdirSync(stills, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.webp'))
  print('bytes', 'stills', kB(heaviest.reduce((sum, name) => sum + readFileSync(join(stills, name)).length, 0)), 'kB')
}

/** The least that shows a lit mesh one can turn. */
const PLAIN_THREE = `
import { AmbientLight, BufferAttribute, BufferGeometry, Mesh, MeshStandardMaterial, PerspectiveCamera, Scene, WebGLRenderer } from 'three'
export function show(canvas, positions) {
  const renderer = new WebGLRenderer({ canvas, antialias: true })
  const scene = new Scene()
  const camera = new PerspectiveCamera(16, 1, 1, 500)
  const geometry = new BufferGeometry().setAttribute('position', new BufferAttribute(positions, 3))
  scene.add(new AmbientLight(), new Mesh(geometry, new MeshStandardMaterial({ metalness: 1 })))
  renderer.render(scene, camera)
}
`
