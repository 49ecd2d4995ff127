import { NoticeEvent } from '../terminal/events';

const seconds = (ms: number) => `${ms / 1000} s`;

/** A command of the developer's own takes longer than Lambda waits. */
export function slowCommand(title: string, initMs: number): NoticeEvent {
  const message = `"${title}" is not ready yet. Lambda gives a server ${seconds(initMs)}; a command may build first, so it is waited for.`;
  return { event: 'notice', id: 'slow-start', message };
}

/** The first start of an asset was over Lambda's limit. */
export function slowInit(title: string, initMs: number, againMs: number): NoticeEvent {
  const message = `"${title}" was not ready within the ${seconds(initMs)} of Lambda's init phase. Lambda then starts a server again when the first request comes, `
    + `which waits for that, and gives it the function's time: ${seconds(againMs)}. This is done now. `
    + 'The server should listen first and do slow work after that.';
  return { event: 'notice', id: 'slow-init', message };
}

/** The server does not listen where it was told, but where it listens on AWS. */
export function insistsOnPort(title: string, port: number): NoticeEvent {
  const message = `"${title}" listens on port ${port} and not on the port in the environment variable PORT. This machine has that port once, `
    + 'so there is one instance and requests wait for each other, where on AWS each has an instance of its own; '
    + 'nor is it tried how the server answers to a public host. Listen on the port in PORT to have both.';
  return { event: 'notice', id: 'own-port', message };
}
