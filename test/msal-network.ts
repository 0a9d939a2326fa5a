import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Fetch } from '../electron/ports.ts';

/** Carries MSAL's requests over any `fetch`: nothing else of MSAL is touched. */
export function createMsalNetwork(fetch: Fetch): INetworkModule {
  async function send<Body>(
    url: string,
    method: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<Body>> {
    const response = await fetch(url, {
      method,
      ...(options?.headers === undefined ? {} : { headers: options.headers }),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const body = (await response.json()) as Body;
    return { headers: Object.fromEntries(response.headers), status: response.status, body };
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  };
}
