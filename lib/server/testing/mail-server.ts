import { createServer, type Server, type Socket } from 'node:net'

export interface ReceivedMail {
  from: string
  to: string[]
  /** Headers and body as they came over the wire. */
  data: string
}

export interface MailServer {
  url: string
  received: ReceivedMail[]
  /** What the next letters are answered with at RCPT, e.g. `451 later`; empty: they are taken. */
  answer: string
  close(): Promise<void>
}

/** A mail server that speaks enough of RFC 5321 to take a letter or refuse it. */
export async function startMailServer(): Promise<MailServer> {
  const house: MailServer = { url: '', received: [], answer: '', close: async () => undefined }
  const server: Server = createServer((socket) => talk(socket, house))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = server.address()
  house.url = `smtp://127.0.0.1:${typeof place === 'object' && place ? place.port : 0}`
  house.close = () => new Promise((done) => server.close(() => done()))
  return house
}

function talk(socket: Socket, house: MailServer): void {
  let mail: ReceivedMail = { from: '', to: [], data: '' }
  let inData = false
  let waiting = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 here')
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    waiting += chunk
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end)
      waiting = waiting.slice(end + 2)
      if (inData && line === '.') {
        inData = false
        house.received.push(mail)
        mail = { from: '', to: [], data: '' }
        say('250 taken')
      } else if (inData) mail.data += `${line.replace(/^\.\./, '.')}\n`
      else if (/^EHLO/i.test(line)) say('250 here')
      else if (/^MAIL/i.test(line)) {
        mail.from = line
        say('250 yes')
      } else if (/^RCPT/i.test(line)) {
        if (house.answer) say(house.answer)
        else {
          mail.to.push(line)
          say('250 yes')
        }
      } else if (/^DATA/i.test(line)) {
        inData = true
        say('354 go on')
      } else if (/^QUIT/i.test(line)) {
        say('221 bye')
        socket.end()
      } else say('250 yes')
    }
  })
}
