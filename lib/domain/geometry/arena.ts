interface Handle {
  delete(): void
}

/** Kernel handles of one piece of work: everything kept here is freed when the work ends, also when it throws. */
export interface Arena {
  keep<T extends Handle>(handle: T): T
}

/** Runs `work` and frees every kernel handle it kept. The kernel's memory is not garbage collected. */
export function withArena<T>(work: (arena: Arena) => T): T {
  const handles: Handle[] = []
  try {
    return work({
      keep(handle) {
        handles.push(handle)
        return handle
      },
    })
  } finally {
    for (const handle of handles.reverse()) handle.delete()
  }
}
