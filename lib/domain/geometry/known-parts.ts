import type { Manifold } from 'manifold-3d'
import type { Kernel } from './kernel'
import type { Mesh, Ring } from './mesh'

/** Parts whose measures are known on paper, for tests. Every solid is one surface of feature `blank` unless said otherwise. */

/** Kernel solid → mesh; triangles whose kernel origin is in `origins` become surface 1 + its index. */
export function meshOf(solid: Manifold, origins: readonly number[] = []): Mesh {
  const raw = solid.getMesh()
  const count = raw.triVerts.length / 3
  const positions = new Float32Array((raw.vertProperties.length / raw.numProp) * 3)
  for (let v = 0; v < positions.length / 3; v++) {
    for (let axis = 0; axis < 3; axis++) positions[v * 3 + axis] = raw.vertProperties[v * raw.numProp + axis]!
  }
  const surfaceOf = new Uint16Array(count)
  for (let run = 0; run < raw.runOriginalID.length; run++) {
    const surface = origins.indexOf(raw.runOriginalID[run]!) + 1
    surfaceOf.fill(surface, raw.runIndex[run]! / 3, raw.runIndex[run + 1]! / 3)
  }
  return { positions, triangles: Uint32Array.from(raw.triVerts), surfaceOf }
}

export const rectangle = (x0: number, y0: number, x1: number, y1: number): Ring => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]

const prism = (kernel: Kernel, ring: Ring, height: number): Manifold =>
  kernel.Manifold.extrude([ring.map(([x, y]): [number, number] => [x, y])], height)

/** Block 40×20×6 with a pocket of its own feature that leaves a floor. */
export function plate(kernel: Kernel, wall: number): Mesh {
  const block = kernel.Manifold.cube([40, 20, 6])
  return meshOf(block.subtract(kernel.Manifold.cube([36, 16, 6]).translate([2, 2, wall])))
}

/** Roof of 0.5 to 2 mm over 30 mm. */
export function wedge(kernel: Kernel): Mesh {
  return meshOf(
    prism(
      kernel,
      [
        [0, 0],
        [30, 0],
        [30, 2],
        [0, 0.5],
      ],
      10,
    ),
  )
}

/** Cylinder of radius 11 with a bore of radius 9 off its axis by e: wall 2 − e. */
export function offsetBore(kernel: Kernel, e: number, segments = 192): Mesh {
  const outer = kernel.Manifold.cylinder(6, 11, 11, segments)
  return meshOf(outer.subtract(kernel.Manifold.cylinder(8, 9, 9, segments).translate([e, 0, -1])))
}

/** Spherical shell of radius 8. */
export function shell(kernel: Kernel, wall: number, segments = 96): Mesh {
  return meshOf(kernel.Manifold.sphere(8, segments).subtract(kernel.Manifold.sphere(8 - wall, segments)))
}

/** Block 20×10×4 with a V groove that leaves `left` mm under its tip. */
export function vGroove(kernel: Kernel, halfAngle: number, left: number): Mesh {
  const half = Math.tan((halfAngle * Math.PI) / 180) * (4.5 - left)
  const groove = prism(
    kernel,
    [
      [0, left],
      [half, 4.5],
      [-half, 4.5],
    ],
    30,
  )
  return meshOf(
    kernel.Manifold.cube([10, 4, 20])
      .translate([-5, 0, 0])
      .subtract(groove.translate([0, 0, -5])),
  )
}

/** Block 10×10×3 with a square blind pocket of side `side` that leaves a floor. */
export function blindPocket(kernel: Kernel, side: number, floor: number): Mesh {
  const pocket = kernel.Manifold.cube([side, side, 4], true).translate([0.13, 0.29, floor + 2])
  return meshOf(kernel.Manifold.cube([10, 10, 3], true).translate([0, 0, 1.5]).subtract(pocket))
}

/** Plate of 1 mm whose upper edge has a 45° chamfer of 0.3: thin only where a ball does not fit. */
export function chamfered(kernel: Kernel): Mesh {
  const profile: Ring = [
    [0, 0],
    [10, 0],
    [10, 0.7],
    [9.7, 1],
    [0, 1],
  ]
  return meshOf(prism(kernel, profile, 10))
}

/** Wedge of a given angle, degrees, 10 long and 8 wide. */
export function knife(kernel: Kernel, angle: number): Mesh {
  const rise = Math.tan((angle * Math.PI) / 360) * 10
  return meshOf(
    prism(
      kernel,
      [
        [0, 0],
        [10, -rise],
        [10, rise],
      ],
      8,
    ),
  )
}

/** Block 10×10×4 with two pockets that leave a fence between them; the pockets are of one feature or of two. */
export function fence(kernel: Kernel, wall: number): { mesh: Mesh; pockets: number } {
  const pocket = kernel.Manifold.cube([3, 6, 4]).asOriginal()
  const other = kernel.Manifold.cube([3, 6, 4]).asOriginal()
  const block = kernel.Manifold.cube([10, 10, 4])
  const solid = block.subtract(pocket.translate([5 - wall - 3, 2, 2])).subtract(other.translate([5, 2, 2]))
  return { mesh: meshOf(solid, [pocket.originalID(), other.originalID()]), pockets: 2 }
}

/** Ring with a flat head, thin in places, for agreement with brute force: body of revolution, bored off its axis, engraved. */
export function roughRing(kernel: Kernel, numbers: readonly number[], segments = 96): Mesh {
  const [offset = 0, width = 0, head = 0, depth = 0] = numbers
  const outer = kernel.Manifold.sphere(11, segments).scale([1, 1, 0.45 + 0.3 * width])
  const flat = outer.trimByPlane([-1, 0, 0], -10.2 + head * 0.6)
  const bored = flat.subtract(kernel.Manifold.cylinder(30, 8.9, 8.9, segments, true).translate([offset * 0.9, 0.2 * width, 0]))
  const cut = kernel.Manifold.cube([1, 1.1, 2.2], true)
    .add(kernel.Manifold.cube([1, 3.1, 0.4], true).translate([0, 0.4, 0.3]))
    .asOriginal()
  const solid = bored.subtract(cut.translate([10.2 - head * 0.6 + 0.5 - (0.2 + 0.5 * depth), 0, 0]))
  return meshOf(solid, [cut.originalID()])
}
