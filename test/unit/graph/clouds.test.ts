import { describe, expect, it } from 'vitest';
import { cloudTable, endpointsFor, safeRoot } from '../../../electron/graph/clouds.ts';
import { apis, clouds } from '../../../electron/settings/settings-schema.ts';

describe('roots', () => {
  const published = {
    global: ['https://graph.microsoft.com', 'https://outlook.office.com'],
    'usgov-l4': ['https://graph.microsoft.us', 'https://outlook.office365.us'],
    'usgov-l5': ['https://dod-graph.microsoft.us', 'https://outlook-dod.office365.us'],
    china: ['https://microsoftgraph.chinacloudapi.cn', 'https://partner.outlook.cn'],
  } as const;

  it.each(apis.flatMap((api) => clouds.map((cloud) => ({ api, cloud }))))(
    'of $api in $cloud are the ones that Microsoft publishes',
    ({ api, cloud }) => {
      expect(endpointsFor({ api, cloud }).graphUrl).toBe(published[cloud][api.startsWith('outlook') ? 1 : 0]);
    },
  );

  it.each([
    ['global', 'https://login.microsoftonline.com'],
    ['usgov-l4', 'https://login.microsoftonline.us'],
    ['usgov-l5', 'https://login.microsoftonline.us'],
    ['china', 'https://login.chinacloudapi.cn'],
  ] as const)('sign in to %s at %s', (cloud, authority) => {
    expect(endpointsFor({ cloud, api: 'v1.0' }).authority).toBe(authority);
    expect(cloudTable[cloud].authority).toBe(authority);
  });

  it('come from the settings where they are named, without a trailing slash', () => {
    const endpoints = endpointsFor({
      cloud: 'china',
      api: 'outlook-v2.0',
      graphUrl: 'https://mail.tidewater.example/exchange/',
      authority: 'http://127.0.0.1:8080',
    });
    expect(endpoints).toEqual({
      graphUrl: 'https://mail.tidewater.example/exchange',
      authority: 'http://127.0.0.1:8080',
    });
  });

  it.each([
    'http://graph.microsoft.com',
    'ftp://x',
    'https://user:pass@x.example',
    'http://127.0.0.1.evil.example',
    'nonsense',
  ])('never carry a token to %s', (url) => {
    expect(() => safeRoot(url)).toThrow(/https/);
  });

  it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1'])('may be %s, which is this machine', (url) => {
    expect(safeRoot(url)).toBe(url);
  });
});
