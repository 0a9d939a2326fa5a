import { describe, expect, test } from 'vitest';
import { readProxyEnvironment } from '../../../electron/host/proxy-environment.ts';

const read = (env: Record<string, string>, hosts: readonly string[] = []) => readProxyEnvironment(env, hosts);

describe('the proxy of the environment', () => {
  test.each([
    ['proxy.example:8080', 'http://proxy.example:8080'],
    ['proxy.example', 'http://proxy.example'],
    ['HTTP://Proxy.example:8080/', 'http://proxy.example:8080'],
    ['https://proxy.example', 'https://proxy.example'],
    ['http://proxy.example:8080/some/path', 'http://proxy.example:8080'],
    ['[::1]:3128', 'http://[::1]:3128'],
    ['anna:pass@proxy.example:8080', 'http://anna:pass@proxy.example:8080'],
    ['http://anna:p%40ss@proxy.example:8080', 'http://anna:p%40ss@proxy.example:8080'],
    ['http://anna:p@ss@proxy.example:8080', 'http://anna:p%40ss@proxy.example:8080'],
    ['http://anna:100%@proxy.example:8080', 'http://anna:100%25@proxy.example:8080'],
    [' "http://proxy.example:8080" ', 'http://proxy.example:8080'],
    ["'proxy.example:8080'", 'http://proxy.example:8080'],
    ['proxy.example:8080\r\n', 'http://proxy.example:8080'],
  ])('%j is used as %s, as curl reads it', (value, address) => {
    expect(read({ HTTPS_PROXY: value })).toMatchObject({ https: address, problems: [] });
    expect(read({ http_proxy: value })).toMatchObject({ http: address, problems: [] });
  });

  test.each(['', ' ', '""', '\n'])('%j is as good as not set', (value) => {
    expect(read({ HTTPS_PROXY: value, http_proxy: value, all_proxy: value, NO_PROXY: value })).toEqual({
      noProxy: '127.0.0.1,localhost,[::1]',
      problems: [],
    });
  });

  test.each([
    ['http://proxy.example:99999', 'http://proxy.example:99999'],
    ['http://proxy.example:0', 'http://proxy.example:0 (no such port)'],
    ['http://proxy.example:port', 'http://proxy.example[...]'],
    ['http://', 'http://'],
    ['://x', '[...]'],
    ['http://a{b}:80', 'http://a[...]'],
    ['http://proxy example:80', 'http://proxy[...]'],
    ['socks5://proxy.example:1080', 'socks5://proxy.example:1080 (socks5 is not supported)'],
    ['SOCKS5H://anna:hunter2@proxy.example', 'SOCKS5H://[...]@proxy.example (socks5h is not supported)'],
    ['ftp://proxy.example', 'ftp://proxy.example (ftp is not supported)'],
    ['file:///etc/proxy', 'file://[...] (file is not supported)'],
    ['anna:hunter2@proxy.example:99999', '[...]@proxy.example:99999'],
    ['http://anna:hunter2', 'http://anna[...]'],
    ['http://anna:%ff@proxy.example', 'http://[...]@proxy.example (name or password is not percent-encoded UTF-8)'],
    [
      'http://anna:1/hunter2@proxy.example',
      'http://[...]@proxy.example (write / as %2F, ? as %3F and # as %23 in a name or password)',
    ],
  ])('%j is left out with one line that says where, what was expected and what was there', (value, actual) => {
    const { https, problems } = read({ HTTPS_PROXY: value });
    expect(https).toBeUndefined();
    expect(problems).toEqual([
      `HTTPS_PROXY: expected an address like http://proxy.example.com:8080, got ${actual}; going on without this proxy`,
    ]);
  });

  test('whatever is wrong with a value, its name and password are in no line', () => {
    const broken = ['', 'x', ':', '/', '?', '#', '@', ' ', '%', '%zz', '%ff', '"', '\n', '\\', '[', 'プ'];
    for (const scheme of ['', 'http://', 'https://', 'socks5://', 'x:', '//']) {
      for (const part of broken) {
        for (const tail of ['@proxy.example:8080', '@proxy.example:99999', '@', '@a b', '@[::', '']) {
          const value = `${scheme}anna:${part}hunter2${part}${tail}`;
          const { problems } = read({ HTTPS_PROXY: value, ALL_PROXY: value });
          expect(problems.join('\n'), value).not.toContain('hunter2');
        }
      }
    }
  });

  test('lower case goes first, and ALL_PROXY stands in for what is absent', () => {
    expect(read({ HTTPS_PROXY: 'a', https_proxy: 'b', ALL_PROXY: 'c' })).toMatchObject({
      https: 'http://b',
      http: 'http://c',
    });
    expect(read({ all_proxy: 'd' })).toMatchObject({ https: 'http://d', http: 'http://d' });
    expect(read({ ALL_PROXY: 'socks5://d' }).problems).toHaveLength(1);
    expect(read({ ALL_PROXY: 'socks5://d', HTTP_PROXY: 'a', HTTPS_PROXY: 'a' }).problems).toEqual([]);
    expect(read({ HTTP_PROXY: 'socks5://d', HTTPS_PROXY: 'a' })).toMatchObject({
      https: 'http://a',
      problems: [expect.stringMatching(/^HTTP_PROXY: /)],
    });
  });
});

describe('what goes without the proxy', () => {
  test.each([
    ['*', '*'],
    ['example.com,*', '*'],
    ['example.com, .example.org', '127.0.0.1,localhost,[::1],example.com,.example.org'],
    ['*.example.com:8443 other', '127.0.0.1,localhost,[::1],*.example.com:8443,other'],
    ['example.com.,,', '127.0.0.1,localhost,[::1],example.com'],
    ['fe80::1', '127.0.0.1,localhost,[::1],[fe80::1]'],
    ['my-own.example', '127.0.0.1,localhost,[::1],my-own.example'],
  ])('%j is told to Node as %s', (value, noProxy) => {
    expect(read({ NO_PROXY: value }).noProxy).toBe(noProxy);
  });

  test('networks and ranges stand for the addresses in them that are asked', () => {
    const hosts = ['10.0.0.5', '192.168.7.7', '[fd00::9]', 'graph.example'];
    const asked = (no_proxy: string) => read({ no_proxy }, hosts).noProxy.split(',').slice(3);
    expect(asked('10.0.0.0/8')).toEqual(['10.0.0.5']);
    expect(asked('10.0.0.1-10.0.0.4,192.168.7.1-192.168.7.9')).toEqual(['192.168.7.7']);
    expect(asked('fd00::/8')).toEqual(['[fd00::9]']);
    expect(asked('0.0.0.0/0')).toEqual(['10.0.0.5', '192.168.7.7']);
    expect(asked('10.0.0.0/99')).toEqual(['10.0.0.0/99']);
  });
});
