import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';

const handshakeMs = 15_000;

/** Resolves a host name as the operating system does. Rejects with the resolver's code (`ENOTFOUND`). */
export async function lookUpHost(host: string): Promise<number> {
  const addresses = await lookup(host, { all: true });
  return addresses.length;
}

/** One TLS handshake with verification; resolves with what was agreed on, rejects with the certificate's or network's code. */
export function probeTls(
  host: string,
  port: number,
): Promise<{ readonly protocol: string; readonly validToMs: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: handshakeMs });
    socket.once('secureConnect', () => {
      const protocol = socket.getProtocol() ?? 'unknown';
      const validToMs = Date.parse(socket.getPeerCertificate().valid_to);
      socket.end();
      resolve({ protocol, validToMs });
    });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'timeout' })));
    socket.once('error', reject);
  });
}
