import type { DesignDocument } from '@/lib/domain/design/document'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import type { Stage } from '@/lib/domain/products/family'
import type { Direction, Market, Reply, Request } from './protocol'

/** The side of a MessagePort or Worker that we use, so that a test can hand in the drafter itself. */
export interface Port {
  post(request: Request): void
  /** Ends the other side; nothing is heard from it afterwards. */
  close(): void
}

/** Typed asks to a drafting port. Ids are given here, so that an answer can be told from one to an older ask. */
export function draftingClient(port: Port) {
  let id = 0
  let peeks = 0
  return {
    open(family: string, market: Market, fallback: DesignDocument, fragment?: string) {
      port.post({ kind: 'open', family, market, fallback, ...(fragment ? { fragment } : {}) })
    },
    market(market: Market) {
      port.post({ kind: 'market', market })
    },
    edit(document: DesignDocument, look?: Stage['look'], hides?: readonly CutHide[]): number {
      id += 1
      port.post({ kind: 'edit', id, document, ...(look ? { look } : {}), ...(hides ? { hides } : {}) })
      return id
    },
    /** `atelier`: whose bands are to be exact; `blocked`: look for what would turn its verdict. */
    wish(bands: readonly string[], atelier: string, blocked: boolean) {
      port.post({ kind: 'wish', bands, atelier, ...(blocked ? { remedies: atelier } : {}) })
    },
    /** Number of the peek, to tell its answer from an older one's. */
    peek(document: DesignDocument): number {
      peeks += 1
      port.post({ kind: 'peek', peek: peeks, document })
      return peeks
    },
    view(direction: Direction, title: string, figure: { decimal: string; unit: string }, thinnerThan?: number) {
      port.post({ kind: 'view', id, direction, title, figure, ...(thinnerThan === undefined ? {} : { thinnerThan }) })
    },
    /** As `view`, of a design that was put aside and may not be the one at hand any more. */
    drawAside(aside: DesignDocument, direction: Direction, title: string, figure: { decimal: string; unit: string }) {
      port.post({ kind: 'view', id, direction, title, figure, aside })
    },
    /** Id of the last edit asked. */
    last: () => id,
    close: () => port.close(),
  }
}

export type DraftingClient = ReturnType<typeof draftingClient>

/** Starts the worker. It loads the kernel and the fonts at once, so that the first edit finds it warm. */
export function workerPort(hear: (reply: Reply) => void): Port {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'drafting' })
  worker.onmessage = (event: MessageEvent<Reply>) => hear(event.data)
  worker.onerror = (event) => hear({ kind: 'failed', what: 'kernel', detail: event.message ?? '' })
  return {
    post: (request) => worker.postMessage(request),
    close: () => worker.terminate(),
  }
}
