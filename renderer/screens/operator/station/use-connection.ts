import type { Connection } from '../../../../shared/connection.ts';
import { type Asking, type Followed, useFollowed } from './use-followed.ts';

interface Connecting extends Asking {
  /** `undefined` until the core has said it. */
  readonly connection: Connection | undefined;
}

/** A connection as a page of it needs it. */
export interface ConnectPageProps extends Connecting {
  readonly connection: Connection;
  /** Back to the choice of the way. */
  readonly onOther: () => void;
}

const followed: Followed<Connection> = {
  async look(commands) {
    const reply = await commands['connect.look']({});
    return reply.kind === 'ok' ? reply.value.connection : undefined;
  },
  follow: (events, tell) => events['connect.changed'](({ connection }) => tell(connection)),
};

/** Where connecting stands. */
export function useConnection(): Connecting {
  const { value: connection, ...asking } = useFollowed(followed);
  return { connection, ...asking };
}
