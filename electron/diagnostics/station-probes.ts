import { lookup } from 'node:dns/promises';
import { open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { connect } from 'node:tls';
import { volumeOf } from '../storage/volume.ts';
import type { Volume } from '../storage/volume-kind.ts';

/** Resolves a host name with the system's resolver. Rejects with the system's code when it cannot. */
export async function lookUpHost(host: string): Promise<unknown> {
  return lookup(host);
}

/** Completes a TLS handshake with Node's trust. Rejects with the certificate's or the network's code. */
export function probeTls(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A URL writes IPv6 addresses in brackets, a socket does not.
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: 10_000 }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
  });
}

/** Writes, syncs and removes a small file in the data folder, and asks what lies beneath it. Rejects with the system's code when that fails. */
export async function probeStorage(
  folder: string,
  floorBytes: number,
): Promise<{ freeBytes: number; floorBytes: number; volume: Volume }> {
  const file = path.join(folder, `.probe-${process.pid}`);
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.writeFile('probe');
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(file, { force: true });
  }
  const { bavail, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, floorBytes, volume: await volumeOf(folder) };
}
