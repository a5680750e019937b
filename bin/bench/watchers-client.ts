import { connect, type Socket } from 'node:net'

/** Opens watchers of one build and says when each heard each fact. One process stands for them all. */
const [port, token, count] = process.argv.slice(2)
/** What one address may hold open is limited, as in life; the loopback range has enough addresses. */
const EACH = 20
const AT_ONCE = 200
const sockets: Socket[] = []
/** Sequence → when heard, milliseconds since 1970, one a watcher. */
let heard: number[] = []
let expected = -1

function watcher(index: number): Promise<void> {
  const address = Math.floor(index / EACH)
  return new Promise((open, fail) => {
    const localAddress = `127.1.${Math.floor(address / 250)}.${1 + (address % 250)}`
    const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress })
    sockets.push(socket)
    socket.once('error', fail)
    socket.write(`GET /live/builds/${token} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n`)
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      if (text.startsWith('HTTP/1.1 200')) open()
      else if (text.startsWith('HTTP/1.1')) fail(new Error(text.slice(0, 200)))
      if (!text.includes(`id: ${expected}\n`)) return
      heard.push(performance.timeOrigin + performance.now())
      if (heard.length === Number(count)) process.send?.({ heard })
    })
  })
}

process.on('message', (sequence: number) => {
  if (sequence < 0) process.exit(0)
  heard = []
  expected = sequence
  process.send?.({ waiting: sequence })
})
for (let index = 0; index < Number(count); index += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, Number(count) - index) }, (_, next) => watcher(index + next)))
process.send?.({ open: sockets.length })
