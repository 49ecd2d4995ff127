import { once } from 'node:events';
import { connect, Socket } from 'node:net';

/** Sends the lines as they are, and resolves with all that comes until the gateway ends the connection. */
export async function raw(port: number, lines: readonly string[]): Promise<string> {
  const socket = await connected(port);
  const answered = everything(socket);
  socket.write(lines.join('\r\n'), 'latin1');
  return answered;
}

/** A connection to send by hand what no client would. */
export async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the end, each byte a character. */
export async function everything(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('latin1')) {
    text += chunk as string;
  }
  return text;
}

/** The status of the answer. */
export const statusOf = (answer: string): number => Number(answer.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3));

/** The body of the answer, as JSON. */
export const jsonOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
