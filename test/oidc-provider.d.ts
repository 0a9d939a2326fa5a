/** The part of oidc-provider (which ships no types) that the test authority uses. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Stored {
    save(ttlSeconds?: number): Promise<string>;
    destroy(): Promise<void>;
  }
  export interface DeviceCodeRecord extends Stored {
    accountId?: string;
    grantId?: string;
    scope?: string;
    resource?: string;
    authTime?: number;
    error?: string;
    errorDescription?: string;
    exp: number;
    remainingTTL: number;
    params: { client_id: string; scope: string };
  }
  export interface GrantRecord extends Stored {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
  }
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
    proxy: boolean;
    Client: { find(clientId: string): Promise<object | undefined> };
    AuthorizationCode: new (
      properties: Readonly<Record<string, unknown>>,
    ) => Stored;
    DeviceCode: { findByUserCode(code: string): Promise<DeviceCodeRecord | undefined> };
    Grant: new (properties: {
      accountId: string;
      clientId: string;
    }) => GrantRecord;
  }
}
