/**
 * `node build/sbom.ts`: what the app is made of, in CycloneDX, from the lock file. `npm sbom` names no Electron, which is a
 * development package and most of what is shipped, and leaves out packages that development needs as well.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { shippedInPart, shippedPackages } from './notices.ts';

interface Component {
  readonly type: 'framework' | 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly expression: string }[];
  readonly hashes: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
}

const purlOf = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function components(): Component[] {
  const made = shippedPackages([...shippedInPart, 'electron']).map(({ name, locked }): Component => {
    const { version = '', license, integrity } = locked;
    const purl = purlOf(name, version);
    const [, base64] = /sha512-(\S+)/.exec(integrity ?? '') ?? [];
    return {
      type: name === 'electron' ? 'framework' : 'library',
      'bom-ref': purl,
      ...{ name, version, purl },
      licenses: license === undefined ? [] : [{ expression: license }],
      hashes: base64 === undefined ? [] : [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }],
    };
  });
  // One version may be installed in several places.
  return [...new Map(made.map((component) => [component.purl, component])).values()];
}

/** The whole document. It says nothing of the day it is made on, so that the same source has the same one. */
export function sbom(): object {
  const manifest = path.resolve(import.meta.dirname, '../package.json');
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
  const purl = purlOf(name ?? '', version ?? '');
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purl,
        ...{ name, version, purl },
        licenses: [{ expression: license }],
      },
    },
    components: components(),
  };
}

if (import.meta.main) console.log(JSON.stringify(sbom(), undefined, 2));
