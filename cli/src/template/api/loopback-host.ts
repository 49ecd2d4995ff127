const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host, in lower case and without its port, is a name of this machine. */
export function isLoopbackHost(name: string): boolean {
  return LOOPBACK.test(name);
}
