import { connect, createServer, type Server, type Socket } from 'node:net'

/** A line to the house that a test can cut in the middle of a stream, which a browser's own offline switch does not do. */
export class Line {
  readonly #house: URL
  readonly #open = new Set<Socket>()
  #server: Server
  #port = 0

  private constructor(house: string) {
    this.#house = new URL(house)
    this.#server = this.#listener()
  }

  static async lay(house: string): Promise<Line> {
    const line = new Line(house)
    await line.mend()
    return line
  }

  get origin(): string {
    return `http://localhost:${this.#port}`
  }

  async cut(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done))
    for (const socket of this.#open) socket.destroy()
    await closed
  }

  async mend(): Promise<void> {
    if (!this.#server.listening) this.#server = this.#listener()
    await new Promise<void>((done) => this.#server.listen(this.#port, 'localhost', done))
    const address = this.#server.address()
    if (typeof address === 'object' && address) this.#port = address.port
  }

  #listener(): Server {
    return createServer((near) => {
      const far = connect(Number(this.#house.port), this.#house.hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(socket)
        socket.on('error', () => other.destroy())
        socket.once('close', () => {
          this.#open.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
  }
}
