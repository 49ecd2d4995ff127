import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** A proxy as companies have it: it looks into TLS with certificates of its own. */
export interface CompanyProxy {
  /** The value of `HTTPS_PROXY`. */
  readonly url: string;
  /** The file of its certificate authority. */
  readonly ca: string;
  /** The hosts that were asked for, with their ports. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Makes a certificate for every host of a region's APIs; with the package that ministack signs its tokens with. */
const CERTIFICATE = `
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'A company')])
now = datetime.datetime.now(datetime.timezone.utc)
certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
  .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=2))
  .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in sys.argv[2].split(',')]), critical=False)
  .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
  .sign(key, hashes.SHA256()))
pem = serialization.Encoding.PEM
open(sys.argv[1] + '/ca.pem', 'wb').write(certificate.public_bytes(pem))
open(sys.argv[1] + '/key.pem', 'wb').write(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;

/** Starts it; whatever host is asked for, the answer comes from this port of this machine, without TLS. */
export async function startCompanyProxy({ python, directory, port, hosts }: {
  readonly python: string;
  /** For its certificate. */
  readonly directory: string;
  readonly port: number;
  readonly hosts: readonly string[];
}): Promise<CompanyProxy> {
  execFileSync(python, ['-c', CERTIFICATE, directory, hosts.join(',')]);
  const [cert, key] = ['ca.pem', 'key.pem'].map((file) => readFileSync(join(directory, file)));
  const plain = createServer((incoming, outgoing) => passOn(incoming, outgoing, port));
  const secure = createTlsServer({ cert, key }, (socket) => plain.emit('connection', socket));
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer().on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    asked.push(url);
    sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    secure.emit('connection', socket);
  });
  secure.on('tlsClientError', () => {}); // A client that does not trust it goes.
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    ca: join(directory, 'ca.pem'),
    asked,
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((closed) => proxy.close(closed));
    },
  };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const passed = httpRequest({ host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
}
