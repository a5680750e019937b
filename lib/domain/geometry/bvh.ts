import type { Facets } from './facets'
import type { Mesh } from './mesh'

/** Weight of a normal against a position when the tree is split, mm: neighbours that face one way belong together. */
const NORMAL_WEIGHT = 1.5
const LEAF = 4
/** Boxes are float32; this covers their rounding, mm. */
const PAD = 1e-5

/**
 * What a ball can touch: triangles, then reflex edges with a turn over 16°, then the corners where only reflex edges meet. The last
 * two matter because a ball in the tip of a groove touches no facet whose normal faces it.
 */
export interface Primitives {
  facets: Facets
  triangles: number
  edges: number
  count: number
  /** 9 per primitive; an edge has its ends first, a corner its point. */
  corners: Float64Array
  /** Feature that the primitive belongs to wholly, else −1. */
  featureOf: Int16Array
  /** 6 per primitive: box of the outward normals a contact on it may have. */
  normalBoxes: Float64Array
}

export function primitivesOf(mesh: Mesh, facets: Facets): Primitives {
  const reflex = facets.edges.filter((edge) => edge.reflex)
  const pits = pitsOf(mesh, facets)
  const triangles = facets.count
  const count = triangles + reflex.length + pits.length
  const corners = new Float64Array(count * 9)
  corners.set(facets.corners)
  const featureOf = new Int16Array(count).fill(-1)
  featureOf.set(facets.featureOf)
  const normalBoxes = new Float64Array(count * 6)
  for (let t = 0; t < triangles; t++) {
    for (let axis = 0; axis < 3; axis++) {
      normalBoxes[t * 6 + axis] = facets.normals[t * 3 + axis]!
      normalBoxes[t * 6 + 3 + axis] = facets.normals[t * 3 + axis]!
    }
  }
  reflex.forEach((edge, index) => {
    const p = triangles + index
    for (let axis = 0; axis < 3; axis++) {
      corners[p * 9 + axis] = mesh.positions[edge.from * 3 + axis]!
      corners[p * 9 + 3 + axis] = mesh.positions[edge.to * 3 + axis]!
    }
    if (facets.featureOf[edge.left] === facets.featureOf[edge.right]) featureOf[p] = facets.featureOf[edge.left]!
    boxOfArc(facets, edge.left, edge.right, normalBoxes, p * 6)
  })
  const features = cornerFeatures(mesh, facets)
  pits.forEach((vertex, index) => {
    const p = triangles + reflex.length + index
    featureOf[p] = features[vertex]!
    for (let axis = 0; axis < 3; axis++) {
      corners[p * 9 + axis] = mesh.positions[vertex * 3 + axis]!
      normalBoxes[p * 6 + axis] = -1
      normalBoxes[p * 6 + 3 + axis] = 1
    }
  })
  return { facets, triangles, edges: reflex.length, count, corners, featureOf, normalBoxes }
}

/** Corners all of whose turning edges are reflex: the tips of pits. */
function pitsOf(mesh: Mesh, facets: Facets): number[] {
  const reflexAt = new Uint8Array(mesh.positions.length / 3)
  for (const edge of facets.edges) {
    for (const vertex of [edge.from, edge.to]) reflexAt[vertex] = edge.reflex ? Math.min(3, reflexAt[vertex]! + 1) : 255
  }
  const pits: number[] = []
  reflexAt.forEach((reflexEdges, vertex) => {
    if (reflexEdges === 3) pits.push(vertex)
  })
  return pits
}

/** Feature of each corner: that of its triangles when they agree, else −1. */
function cornerFeatures(mesh: Mesh, facets: Facets): Int16Array {
  const unseen = -2
  const features = new Int16Array(mesh.positions.length / 3).fill(unseen)
  for (let side = 0; side < mesh.triangles.length; side++) {
    const vertex = mesh.triangles[side]!
    const feature = facets.featureOf[(side - (side % 3)) / 3]!
    if (features[vertex] === unseen) features[vertex] = feature
    else if (features[vertex] !== feature) features[vertex] = -1
  }
  return features
}

/** Box of the normals turning from one facet to the other: nine points of the arc, padded by its bulge between them. */
function boxOfArc(facets: Facets, left: number, right: number, boxes: Float64Array, o: number): void {
  for (let axis = 0; axis < 3; axis++) {
    boxes[o + axis] = Infinity
    boxes[o + 3 + axis] = -Infinity
  }
  for (let step = 0; step <= 8; step++) {
    const point = [0, 0, 0]
    let size = 0
    for (let axis = 0; axis < 3; axis++) {
      point[axis] = (facets.normals[left * 3 + axis]! * (8 - step) + facets.normals[right * 3 + axis]! * step) / 8
      size += point[axis]! ** 2
    }
    size = Math.sqrt(Math.max(size, 1e-12))
    for (let axis = 0; axis < 3; axis++) {
      boxes[o + axis] = Math.min(boxes[o + axis]!, point[axis]! / size - 0.05)
      boxes[o + 3 + axis] = Math.max(boxes[o + 3 + axis]!, point[axis]! / size + 0.05)
    }
  }
}

/** Box tree. Children of node i are `child[i]` and `child[i] + 1`, both larger than i; leaves have child 0 and hold items[first … first+size). */
export interface Tree {
  nodes: number
  child: Int32Array
  first: Int32Array
  size: Int32Array
  items: Int32Array
  /** 6 per node: low and high corner of the geometry, and of the normals. */
  boxes: Float32Array
  normals: Float32Array
}

/** A tree over primitives `from … to`, split at the middle of the longest of six axes: place, and facing times 1.5 mm. */
export function treeOf(primitives: Primitives, from: number, to: number): Tree {
  const n = to - from
  const items = new Int32Array(n)
  const keys = new Float64Array(n * 6)
  const { corners, normalBoxes, triangles, edges } = primitives
  for (let i = 0; i < n; i++) {
    items[i] = from + i
    const o = (from + i) * 9
    const points = from + i < triangles ? 3 : from + i < triangles + edges ? 2 : 1
    for (let axis = 0; axis < 3; axis++) {
      let sum = corners[o + axis]!
      if (points > 1) sum += corners[o + 3 + axis]!
      if (points > 2) sum += corners[o + 6 + axis]!
      keys[i * 6 + axis] = sum / points
      keys[i * 6 + 3 + axis] =
        (NORMAL_WEIGHT * (normalBoxes[(from + i) * 6 + axis]! + normalBoxes[(from + i) * 6 + 3 + axis]!)) / 2
    }
  }
  const most = Math.max(2, 2 * n)
  const child = new Int32Array(most)
  const first = new Int32Array(most)
  const size = new Int32Array(most)
  size[0] = n
  let nodes = 1
  for (let node = 0; node < nodes; node++) {
    const start = first[node]!
    const end = start + size[node]!
    if (end - start <= LEAF) continue
    let [a, b, c, d, e, f] = [Infinity, Infinity, Infinity, Infinity, Infinity, Infinity]
    let [g, h, i, j, k, l] = [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity, -Infinity]
    for (let at = start; at < end; at++) {
      const o = (items[at]! - from) * 6
      const x = keys[o]!
      const y = keys[o + 1]!
      const z = keys[o + 2]!
      const u = keys[o + 3]!
      const v = keys[o + 4]!
      const w = keys[o + 5]!
      if (x < a) a = x
      if (x > g) g = x
      if (y < b) b = y
      if (y > h) h = y
      if (z < c) c = z
      if (z > i) i = z
      if (u < d) d = u
      if (u > j) j = u
      if (v < e) e = v
      if (v > k) k = v
      if (w < f) f = w
      if (w > l) l = w
    }
    let widest = 0
    let width = g - a
    let middle = (a + g) / 2
    if (h - b > width) [widest, width, middle] = [1, h - b, (b + h) / 2]
    if (i - c > width) [widest, width, middle] = [2, i - c, (c + i) / 2]
    if (j - d > width) [widest, width, middle] = [3, j - d, (d + j) / 2]
    if (k - e > width) [widest, width, middle] = [4, k - e, (e + k) / 2]
    if (l - f > width) [widest, width, middle] = [5, l - f, (f + l) / 2]
    let left = start
    let right = end - 1
    while (left <= right) {
      const item = items[left]!
      if (keys[(item - from) * 6 + widest]! < middle) left++
      else {
        items[left] = items[right]!
        items[right--] = item
      }
    }
    if (left === start || left === end) left = (start + end) >> 1
    child[node] = nodes
    first[nodes] = start
    size[nodes++] = left - start
    first[nodes] = left
    size[nodes++] = end - left
  }
  const tree: Tree = {
    nodes,
    child,
    first,
    size,
    items,
    boxes: new Float32Array(nodes * 6),
    normals: new Float32Array(nodes * 6),
  }
  fillBoxes(tree, primitives)
  return tree
}

function fillBoxes(tree: Tree, primitives: Primitives): void {
  const { corners, normalBoxes, triangles, edges, facets } = primitives
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const o = node * 6
    for (let axis = 0; axis < 3; axis++) {
      tree.boxes[o + axis] = Infinity
      tree.boxes[o + 3 + axis] = -Infinity
      tree.normals[o + axis] = Infinity
      tree.normals[o + 3 + axis] = -Infinity
    }
    const child = tree.child[node]!
    if (child > 0) {
      joinBoxes(tree.boxes, o, child * 6)
      joinBoxes(tree.boxes, o, child * 6 + 6)
      joinBoxes(tree.normals, o, child * 6)
      joinBoxes(tree.normals, o, child * 6 + 6)
      continue
    }
    const end = tree.first[node]! + tree.size[node]!
    for (let i = tree.first[node]!; i < end; i++) {
      const p = tree.items[i]!
      const points = p < triangles ? 3 : p < triangles + edges ? 2 : 1
      for (let axis = 0; axis < 3; axis++) {
        const at = p * 9 + axis
        let low = corners[at]!
        let high = low
        for (let k = 1; k < points; k++) {
          const value = corners[at + k * 3]!
          if (value < low) low = value
          if (value > high) high = value
        }
        if (low - PAD < tree.boxes[o + axis]!) tree.boxes[o + axis] = low - PAD
        if (high + PAD > tree.boxes[o + 3 + axis]!) tree.boxes[o + 3 + axis] = high + PAD
      }
      if (p < triangles && facets.sliver[p]) continue
      for (let axis = 0; axis < 3; axis++) {
        const low = normalBoxes[p * 6 + axis]! - PAD
        const high = normalBoxes[p * 6 + 3 + axis]! + PAD
        if (low < tree.normals[o + axis]!) tree.normals[o + axis] = low
        if (high > tree.normals[o + 3 + axis]!) tree.normals[o + 3 + axis] = high
      }
    }
  }
}

function joinBoxes(boxes: Float32Array, into: number, from: number): void {
  for (let axis = 0; axis < 3; axis++) {
    if (boxes[from + axis]! < boxes[into + axis]!) boxes[into + axis] = boxes[from + axis]!
    if (boxes[from + 3 + axis]! > boxes[into + 3 + axis]!) boxes[into + 3 + axis] = boxes[from + 3 + axis]!
  }
}
