import { BlockList, isIP } from 'node:net';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxies that an environment names, ready for Node, and what of it cannot be used. */
export interface ProxyEnvironment {
  /** For https addresses. */
  readonly https?: string;
  /** For http addresses; Node takes it for https too where nothing else is named. */
  readonly http?: string;
  /** What goes directly, as Node's `fetch` reads it; `*`: everything. */
  readonly noProxy: string;
  /** One line for each value that is left out: what, expected, actual. Never a password. */
  readonly problems: readonly string[];
}

/** On this machine nothing goes through a proxy, whatever the environment says. */
const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const hostPattern = /^(?:\[[0-9a-f:.]+\]|[\w.-]+)$/;
const schemePattern = /^([a-z][a-z0-9+.-]*):\/\//i;

/** The first of these variables with something in it; lower case goes first, as in Node and curl. */
function named(env: Environment, names: readonly string[]): { name: string; value: string } | undefined {
  for (const name of names.flatMap((upper) => [upper.toLowerCase(), upper])) {
    // Quotes come from files and scripts that keep them as part of the value.
    const value = env[name]
      ?.trim()
      .replace(/^(["'])(.*)\1$/s, '$2')
      .trim();
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}

/** A value that may be shown: scheme and host. What may be a name or a password (before `@`, a port of letters) is not. */
function redacted(value: string): string {
  const scheme = schemePattern.exec(value)?.[0] ?? '';
  const rest = value.slice(scheme.length);
  const at = rest.lastIndexOf('@');
  const [, host = '', tail = ''] = /^(\[[^\]]*\]|[\w.-]*)(.*)$/s.exec(rest.slice(at + 1)) ?? [];
  const isPlain = /^(?::\d{1,5})?\/?$/.test(tail);
  return `${scheme}${at < 0 ? '' : '[...]@'}${host}${isPlain ? tail : '[...]'}`;
}

/** Whether both parts can be decoded: Node throws over others when it connects. */
function areDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

type ProxyValue = { readonly address: string } | { readonly problem: string };

/** One value as curl reads it: without a scheme it is http; a path is ignored. */
function readProxy(name: string, value: string): ProxyValue {
  const problem = (actual: string): ProxyValue => ({
    problem: `${name}: expected an address like http://proxy.example.com:8080, got ${actual}; going on without this proxy`,
  });
  const scheme = schemePattern.exec(value)?.[1]?.toLowerCase() ?? 'http';
  if (scheme !== 'http' && scheme !== 'https') return problem(`${redacted(value)} (${scheme} is not supported)`);
  const url = URL.parse(schemePattern.test(value) ? value : `http://${value}`);
  if (url === null || !hostPattern.test(url.hostname)) return problem(redacted(value));
  if (`${url.pathname}${url.search}${url.hash}`.includes('@')) {
    return problem(`${redacted(value)} (write / as %2F, ? as %3F and # as %23 in a name or password)`);
  }
  if (url.port === '0') return problem(`${redacted(value)} (no such port)`);
  // A percent sign that begins no code is one of the password itself.
  url.username = url.username.replace(/%(?![0-9a-f]{2})/gi, '%25');
  url.password = url.password.replace(/%(?![0-9a-f]{2})/gi, '%25');
  if (!areDecodable(url)) return problem(`${redacted(value)} (name or password is not percent-encoded UTF-8)`);
  const who = url.username === '' && url.password === '' ? '' : `${url.username}:${url.password}@`;
  return { address: `${url.protocol}//${who}${url.host}` };
}

/** Addresses of a `10.0.0.0/8` (curl) or `10.0.0.1-10.0.0.9` (Node's `http`) entry; `undefined`: it is neither. */
function addressesOf(entry: string): BlockList | undefined {
  const list = new BlockList();
  const [first = '', last = ''] = entry.split(/[/-]/);
  const family = isIP(first) === 6 ? 'ipv6' : 'ipv4';
  try {
    if (entry.includes('/')) list.addSubnet(first, /^\d+$/.test(last) ? Number(last) : -1, family);
    else list.addRange(first, last, family);
    return list;
  } catch {
    return undefined;
  }
}

/**
 * NO_PROXY as Node and curl together read it: commas or spaces between names; a name stands for itself and everything
 * below it, also with `.` or `*.` in front; `:port` limits it; `*` is everything. Networks (`10.0.0.0/8`) and ranges are
 * unknown to Node's `fetch`, so those of `hosts` that lie in one are named themselves.
 */
function readNoProxy(value: string, hosts: readonly string[]): string {
  const entries = value.split(/[,\s]+/).filter((entry) => entry !== '');
  if (entries.includes('*')) return '*';
  const addresses = hosts.map((host) => host.replace(/^\[|\]$/g, '')).filter((host) => isIP(host) !== 0);
  const written = (address: string) => (isIP(address) === 6 ? `[${address}]` : address);
  const names = entries.flatMap((entry) => {
    const list = /^[0-9a-f.:]+[/-][0-9a-f.:]+$/i.test(entry) ? addressesOf(entry) : undefined;
    if (list === undefined) return [written(entry.replace(/\.$/, ''))];
    return addresses.filter((address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')).map(written);
  });
  return [...ownNames, ...names].join(',');
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY (where the former are absent) and NO_PROXY, in either case. Whatever they
 * hold, nothing is thrown: what cannot be used is left out and told. `hosts` are the host names that will be asked.
 */
export function readProxyEnvironment(env: Environment, hosts: readonly string[]): ProxyEnvironment {
  const noProxy = readNoProxy(named(env, ['NO_PROXY'])?.value ?? '', hosts);
  const problems = new Set<string>();
  const proxyOf = (own: string): string | undefined => {
    const found = named(env, [own]) ?? named(env, ['ALL_PROXY']);
    if (found === undefined) return undefined;
    const read = readProxy(found.name, found.value);
    if ('address' in read) return read.address;
    problems.add(read.problem);
    return undefined;
  };
  const https = proxyOf('HTTPS_PROXY');
  const http = proxyOf('HTTP_PROXY');
  return {
    ...(https === undefined ? {} : { https }),
    ...(http === undefined ? {} : { http }),
    noProxy,
    problems: [...problems],
  };
}
