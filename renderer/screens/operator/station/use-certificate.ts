import type { CertificateRenewal } from '../../../../shared/certificate-renewal.ts';
import { type Asking, type Followed, useFollowed } from './use-followed.ts';

export interface Renewing extends Asking {
  /** `undefined` until the core has said it. */
  readonly renewal: CertificateRenewal | undefined;
}

const followed: Followed<CertificateRenewal> = {
  async look(commands) {
    const reply = await commands['certificate.look']({});
    return reply.kind === 'ok' ? reply.value.renewal : undefined;
  },
  follow: (events, tell) => events['certificate.changed'](({ renewal }) => tell(renewal)),
};

/** How the station's certificate and its renewal stand. */
export function useCertificate(): Renewing {
  const { value: renewal, ...asking } = useFollowed(followed);
  return { renewal, ...asking };
}
