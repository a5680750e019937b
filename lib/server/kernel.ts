import Module from 'manifold-3d'
import type { Kernel } from '@/lib/domain/geometry/kernel'

let loading: Promise<Kernel> | undefined

/** The solid kernel in Node, loaded once per thread. */
export function loadKernel(): Promise<Kernel> {
  loading ??= Module().then((kernel) => {
    kernel.setup()
    return kernel
  })
  return loading
}
