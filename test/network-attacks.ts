import dgram from 'node:dgram';
import net, { type AddressInfo } from 'node:net';

/** What a hostile script in the page may talk to, and what has arrived there. */
export interface Listeners {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** Connections and packets so far. */
  arrivals(): number;
  /** Resolves with the first of them. */
  readonly first: Promise<void>;
  close(): Promise<void>;
}

/** Listens on this machine for whatever comes. */
export async function listenForAnything(): Promise<Listeners> {
  let arrivals = 0;
  const { promise: first, resolve: hasArrived } = Promise.withResolvers<void>();
  const count = () => {
    arrivals += 1;
    hasArrived();
  };
  const tcp = net.createServer((socket) => {
    count();
    socket.on('error', () => {});
    socket.resume();
  });
  const udp = dgram.createSocket('udp4').on('message', count);
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return {
    tcpPort: (tcp.address() as AddressInfo).port,
    udpPort: udp.address().port,
    arrivals: () => arrivals,
    first,
    close: async () => {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

/** Handed to the page as it is. */
export interface AttackTargets {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** A name to be asked for. */
  readonly name: string;
}

/**
 * Runs in the page, alone: what script can still do against a page's policy. WebRTC to a relay over UDP and TCP, and to a
 * peer over TCP; names to be resolved ahead, connections to be opened ahead. Resolves when WebRTC has given up or connected.
 */
export async function attackNetwork({ tcpPort, udpPort, name }: AttackTargets): Promise<string> {
  for (const [rel, href] of [
    ['dns-prefetch', `//${name}/`],
    ['preconnect', `http://127.0.0.1:${tcpPort}/`],
    ['prefetch', `http://127.0.0.1:${tcpPort}/x`],
    ['stylesheet', `http://127.0.0.1:${tcpPort}/y`],
  ] as const) {
    const link = document.createElement('link');
    link.rel = rel;
    link.href = href;
    document.head.append(link);
  }
  const until = (target: RTCPeerConnection, event: string, isOver: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (isOver()) resolve();
      };
      target.addEventListener(event, look);
      look();
    });
  const relay = new RTCPeerConnection({
    iceServers: [
      { urls: `turn:127.0.0.1:${tcpPort}?transport=tcp`, username: 'stolen', credential: 'x' },
      { urls: `turn:127.0.0.1:${udpPort}?transport=udp`, username: 'stolen', credential: 'x' },
      { urls: `stun:127.0.0.1:${udpPort}` },
    ],
  });
  relay.createDataChannel('way-out');
  await relay.setLocalDescription(await relay.createOffer());
  const one = new RTCPeerConnection();
  const other = new RTCPeerConnection();
  one.createDataChannel('way-out');
  await one.setLocalDescription(await one.createOffer());
  await other.setRemoteDescription({ type: 'offer', sdp: one.localDescription?.sdp ?? '' });
  await other.setLocalDescription(await other.createAnswer());
  const answer = (other.localDescription?.sdp ?? '').replaceAll(/^a=candidate.*\r?\n/gm, '');
  await one.setRemoteDescription({ type: 'answer', sdp: answer });
  const candidate = `candidate:1 1 tcp 1518280447 127.0.0.1 ${tcpPort} typ host tcptype passive`;
  await one.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
  await until(relay, 'icegatheringstatechange', () => relay.iceGatheringState === 'complete');
  await until(one, 'iceconnectionstatechange', () =>
    ['failed', 'disconnected', 'connected'].includes(one.iceConnectionState),
  );
  const ended = one.iceConnectionState;
  for (const connection of [relay, one, other]) connection.close();
  return ended;
}
